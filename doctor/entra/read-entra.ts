/** Entra as it is: what a deployment signs in with. */
import { containsValue } from "../../checks/wiring/values";
import { literalValue } from "../../checks/wiring/value";
import type { EntraApp } from "../../checks/wiring/wiring-identity";
import type { Reading } from "../evidence";
import { Gaps } from "../reading/gaps";
import { textAt } from "../reading/json";
import { observedBy } from "../reading/observed";
import type { GraphAccess } from "./access";
import { readApi, readClient, type ReadApi } from "./apps";
import { judgeConsent, readUserConsent } from "./consent";
import { graphClientId } from "./principals";
import type { EntraFound, EntraQuery } from "./query";
import { paths, TenantApps } from "./tenant-apps";

/** What a client id looks like; a scope may name an API by it, too. */
const isGuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** A client that asks for more APIs than this is told apart from those that a deployment makes. */
const mostApis = 20;

/**
 * Reads the clients with their service principals, assignments and grants, and the APIs that something names, that the clients ask for,
 * or that they are granted. Every value is literal, or unknown for a reason that a gap tells too. Reads only.
 */
export async function readEntra(query: EntraQuery, access: GraphAccess): Promise<Reading<EntraFound>> {
  const gaps = new Gaps("Entra");
  const apps = new TenantApps(access);
  const [userConsent, ...clients] = await Promise.all([
    readUserConsent(access, gaps),
    ...query.clients.map((client) => readClient(access, apps, client, query.now, gaps)),
  ]);
  const names = query.apis.map((api) => ("clientId" in api ? api.clientId : api.identifierUri));
  const uris = names.filter((name) => !isGuid.test(name));
  const read = new Set(query.clients.map(({ id }) => id.toLowerCase()));
  const others = [
    ...new Set(
      [...names.filter((name) => isGuid.test(name)), ...clients.flatMap(({ apis }) => apis)].map((id) =>
        id.toLowerCase(),
      ),
    ),
  ]
    .filter((id) => !read.has(id) && id !== graphClientId)
    .slice(0, mostApis);
  const apis = await Promise.all(others.map((id) => readApi(access, apps, id, gaps)));
  const known = [...clients, ...apis].flatMap(({ app }) => app ?? []);
  const named = await readNamed(access, apps, uris, known, gaps);
  const all = [...known, ...named.flatMap(({ app }) => app ?? [])];
  return {
    found: {
      identity: { provider: "entra", apps: all },
      principals: new Map(clients.flatMap(({ names }) => [...names])),
      secrets: clients.flatMap(({ secrets }) => secrets),
      observations: [
        ...[...clients, ...apis, ...named].flatMap(({ observations }) => observations),
        ...(userConsent === false ? judgeConsent(clients, all) : []),
      ],
    },
    gaps: gaps.all,
  };
}

/** The apps of identifier URIs that none of those has which were read; one that no app has is observed. */
async function readNamed(
  access: GraphAccess,
  apps: TenantApps,
  uris: readonly string[],
  known: readonly EntraApp[],
  gaps: Gaps,
): Promise<readonly ReadApi[]> {
  const source = { address: "", path: "" };
  const missing = [...new Set(uris)].filter(
    (uri) =>
      !known.some(({ identifierUris }) => containsValue(identifierUris, literalValue(uri, source)).outcome === "equal"),
  );
  return Promise.all(
    missing.map(async (uri) => {
      const answer = await apps.named(uri);
      const shown = JSON.stringify(uri);
      if (answer.outcome === "unread") gaps.add(`the app that has the identifier URI ${shown}`, answer);
      if (answer.outcome === "absent") {
        const seen = `Tenant ${access.tenantId} has no app with the identifier URI ${shown}.`;
        return { observations: [observedBy("Entra", "aadsts-500011", { seen, at: paths.applications })] };
      }
      const clientId = answer.outcome === "found" ? textAt(answer.found, "appId") : undefined;
      return clientId === undefined ? { observations: [] } : readApi(access, apps, clientId, gaps);
    }),
  );
}
