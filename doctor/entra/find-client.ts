import type { Reading } from "../evidence";
import { Gaps } from "../reading/gaps";
import { textAt } from "../reading/json";
import { graphPermissions, quoted, type GraphAccess } from "./access";
import { paths } from "./tenant-apps";

/** The client id of the only app that has a name; names are not unique at Entra. */
export async function findClientId(displayName: string, access: GraphAccess): Promise<Reading<string | undefined>> {
  const gaps = new Gaps("Entra");
  const what = `the client ${JSON.stringify(displayName)}`;
  const filter = encodeURIComponent(`displayName eq ${quoted(displayName)}`);
  const path = `${paths.applications}?$filter=${filter}&$select=appId,displayName`;
  const answer = await access.list(path, graphPermissions.applications);
  if (answer.outcome === "unread") gaps.add(what, answer);
  const ids =
    answer.outcome === "found" ? answer.found.items.flatMap((application) => textAt(application, "appId") ?? []) : [];
  if (ids.length > 1) gaps.add(what, { because: `${ids.length} apps have this name` });
  if (ids.length === 0 && answer.outcome !== "unread") gaps.add(what, { because: "no app has this name" });
  return { found: ids.length === 1 ? ids[0] : undefined, gaps: gaps.all };
}
