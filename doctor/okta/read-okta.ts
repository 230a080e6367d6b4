/** Okta as it is: what a deployment signs in with. */
import type { Reading } from "../evidence";
import { Gaps } from "../reading/gaps";
import { apiAccessManagement, type OktaAccess } from "./access";
import { readApps } from "./apps";
import { readEveryone, readGroupNames, withEveryone } from "./groups";
import { observedBy } from "../reading/observed";
import type { OktaFound, OktaQuery } from "./query";
import { readServers } from "./servers";

/**
 * Reads authorization servers with their scopes and policies, apps with their assignments, and what groups are called. Every value is
 * literal, or unknown for a reason that a gap tells too. Reads only.
 */
export async function readOkta(query: OktaQuery, access: OktaAccess): Promise<Reading<OktaFound>> {
  const gaps = new Gaps("Okta");
  const [{ servers, unusableServers }, { apps, observations }, everyone] = await Promise.all([
    readServers(access, query.servers, gaps),
    readApps(access, query.clients, gaps),
    readEveryone(access),
  ]);
  if ("outcome" in everyone) gaps.add("which group is everybody", everyone);
  const holders = withEveryone({ servers, apps }, everyone);
  const groups = await readGroupNames(access, holders, gaps);
  const unlicensed = gaps.all.find(({ needs }) => needs === apiAccessManagement);
  const licence = unlicensed && [
    observedBy("Okta", "okta-access-management-missing", {
      seen: `${access.organization} has no API Access Management: ${unlicensed.because}.`,
      at: "/api/v1/authorizationServers",
    }),
  ];
  return {
    found: {
      identity: { provider: "okta", ...holders, groupLookups: [] },
      groups,
      unusableServers,
      observations: [...observations, ...(licence ?? [])],
    },
    gaps: gaps.all,
  };
}
