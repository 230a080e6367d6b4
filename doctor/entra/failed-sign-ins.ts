/** What Entra's sign-in log tells of sign-ins that failed. */
import type { Observation, Reading } from "../evidence";
import { listOf } from "../reading/answered";
import type { AskedClient } from "../reading/client";
import { Gaps } from "../reading/gaps";
import { at, textAt, type JsonObject } from "../reading/json";
import { observedBy } from "../reading/observed";
import { symptomOfText } from "../symptoms/explain";
import { graphPermissions, quoted, type GraphAccess } from "./access";

const path = "/v1.0/auditLogs/signIns";
const mostPages = 10;

/**
 * Codes that only interrupt a sign-in, or tell of a person's own mistake, so that nothing is wrong with the system.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const passing: ReadonlySet<number> = new Set([
  16000, 50055, 50058, 50072, 50074, 50076, 50079, 50125, 50126, 50140, 50144, 50199,
]);

/** What is asked. Entra keeps 30 days. */
export interface FailedSignInsQuery {
  readonly since: Date;
  readonly until: Date;
  readonly clients: readonly AskedClient[];
}

/** Failed sign-ins through some clients. @see https://learn.microsoft.com/graph/api/signin-list */
export async function failedSignIns(
  { since, until, clients }: FailedSignInsQuery,
  access: GraphAccess,
): Promise<Reading<readonly Observation[]>> {
  const gaps = new Gaps("Entra");
  const found = await Promise.all(
    clients.map(async (client) => {
      const filter = [
        `createdDateTime ge ${since.toISOString()}`,
        `createdDateTime le ${until.toISOString()}`,
        `appId eq ${quoted(client.id)}`,
        "status/errorCode ne 0",
      ].join(" and ");
      const query = `$filter=${encodeURIComponent(filter)}&$top=1000`;
      const { items, unread } = listOf(await access.list(`${path}?${query}`, graphPermissions.signIns, mostPages));
      if (unread) gaps.add("the sign-in log", unread);
      return items.flatMap((signIn) => observationOf(signIn, client, gaps));
    }),
  );
  return { found: found.flat(), gaps: gaps.all };
}

function observationOf(signIn: JsonObject, client: AskedClient, gaps: Gaps): readonly Observation[] {
  const code = at(signIn, "status.errorCode");
  if (typeof code !== "number" || code === 0 || passing.has(code)) return [];
  const symptom = symptomOfText(`AADSTS${code}`);
  if (symptom === undefined) {
    const because = `the sign-in log says AADSTS${code}, which the doctor cannot explain`;
    gaps.add("why Entra refused a sign-in", { because });
    return [];
  }
  const who = textAt(signIn, "userPrincipalName");
  const time = textAt(signIn, "createdDateTime");
  const seen = `Entra refused ${who === undefined ? "somebody" : JSON.stringify(who.slice(0, 200))} through ${JSON.stringify(client.id)}: AADSTS${code}.`;
  return [observedBy("Entra", symptom, { client, seen, at: path, ...(time !== undefined && { time }) })];
}
