/** What Okta's System Log tells of grants that failed. */
import type { Observation, Reading } from "../evidence";
import { listOf } from "../reading/answered";
import type { AskedClient } from "../reading/client";
import { Gaps } from "../reading/gaps";
import { at, itemsAt, textAt, type JsonObject } from "../reading/json";
import { symptomOfText } from "../symptoms/explain";
import type { SymptomId } from "../symptoms";
import { permission, type OktaAccess } from "./access";
import { findApps } from "./apps";
import { readScopes } from "./credentials";
import { observedBy } from "../reading/observed";

const path = "/api/v1/logs";
const pageSize = 1000;
const mostPages = 10;

/** Grants of custom authorization servers, and clients that could not say who they are. */
const filter = 'eventType sw "app.oauth2" and outcome.result eq "FAILURE"';

/**
 * Answers to requests that ask for no person, as the doctor's own do: nobody was turned away.
 * @see https://openid.net/specs/openid-connect-core-1_0.html#AuthError
 */
const passing: ReadonlySet<string> = new Set(["login_required", "interaction_required"]);

/** What is asked. The log keeps 90 days. */
export interface FailedGrantsQuery {
  readonly since: Date;
  readonly until: Date;
  readonly clients: readonly AskedClient[];
}

/**
 * Failed grants of some clients, the newest first. An event that names no client may be of any of them, and is told without one.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/SystemLog/
 */
export async function failedGrants(
  { since, until, clients }: FailedGrantsQuery,
  access: OktaAccess,
): Promise<Reading<readonly Observation[]>> {
  const gaps = new Gaps("Okta");
  const query = new URLSearchParams({
    since: since.toISOString(),
    until: until.toISOString(),
    filter,
    sortOrder: "DESCENDING",
    limit: String(pageSize),
  });
  const [answer, { apps }] = await Promise.all([
    access.list(`${path}?${query.toString()}`, permission(readScopes.logs), mostPages),
    findApps(access, clients),
  ]);
  const { items: events, unread } = listOf(answer);
  if (unread) gaps.add("the System Log", unread);
  const names = new Map(
    clients.flatMap((client) => {
      const appId = textAt(apps.get(client.id)?.document, "id");
      return [client.id, ...(appId === undefined ? [] : [appId])].map((name) => [name, client] as const);
    }),
  );
  return { found: events.flatMap((event) => observationOf(event, names, gaps)), gaps: gaps.all };
}

function observationOf(
  event: JsonObject,
  clients: ReadonlyMap<string, AskedClient>,
  gaps: Gaps,
): readonly Observation[] {
  const named = clientsNamedIn(event);
  const client = named.map((name) => clients.get(name)).find((one) => one !== undefined);
  if (client === undefined && named.length > 0) return [];
  const reason = textAt(event, "outcome.reason") ?? "";
  if (passing.has(reason)) return [];
  const symptom = symptomOf(textAt(event, "eventType") ?? "", reason);
  if (symptom === undefined) {
    gaps.add("why Okta refused a grant", {
      because: `the System Log says ${show(reason)}, which the doctor cannot explain`,
    });
    return [];
  }
  const time = textAt(event, "published");
  const through = client === undefined ? "" : ` through ${show(client.id)}`;
  const seen = `Okta refused ${personIn(event) ?? "somebody"}${through}: ${reason === "" ? "it gives no reason" : show(reason)}.`;
  return [
    observedBy("Okta", symptom, { seen, at: path, ...(time !== undefined && { time }), ...(client && { client }) }),
  ];
}

function symptomOf(eventType: string, reason: string): SymptomId | undefined {
  const known = symptomOfText(reason);
  if (known !== undefined) return known;
  if (reason === "invalid_scope") return "okta-scopes-not-configured";
  if (reason === "client_authentication_failed" || eventType.endsWith("invalid_client_credentials")) {
    return "okta-invalid-client";
  }
  return eventType.endsWith("refresh_token") ? "okta-refresh-refused" : undefined;
}

/** Ids of clients and apps that an event names; which of these places Okta fills is no contract. */
function clientsNamedIn(event: JsonObject): readonly string[] {
  const parties = [at(event, "actor"), ...itemsAt(event, "target")];
  const ids = parties
    .filter((party) => /app|client/i.test(textAt(party, "type") ?? ""))
    .map((party) => textAt(party, "id"));
  const named = [...ids, textAt(event, "client.id"), textAt(event, "debugContext.debugData.clientId")];
  return named.filter((name) => name !== undefined && name !== "" && name !== "unknown") as string[];
}

function personIn(event: JsonObject): string | undefined {
  const parties = [at(event, "actor"), ...itemsAt(event, "target")];
  const person = parties.find((party) => textAt(party, "type") === "User");
  const login = textAt(person, "alternateId");
  return login === undefined || login === "unknown" ? undefined : show(login);
}

function show(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
