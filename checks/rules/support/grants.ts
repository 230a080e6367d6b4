/** What an Entra client is granted, on the API and on Microsoft Graph, which owns the protocol scopes. */
import { entraClientOf } from "../../wiring/relations";
import { type Comparison, type Value, type Values } from "../../wiring/value";
import { containsValue, joinValues } from "../../wiring/values";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { EntraApp, EntraGrant, EntraScope } from "../../wiring/wiring-identity";
import { apiAppFor } from "./api-app";
import { compareUnique, containsUnique } from "./unique";

/** Client and API of a connection, both found. */
export interface EntraPair {
  readonly client: EntraApp;
  readonly api: EntraApp;
}

/** The pair; undefined where one is not found, which other rules say. */
export function entraPairOf(wiring: Wiring, connection: Connection): EntraPair | undefined {
  const client = entraClientOf(wiring, connection);
  const api = apiAppFor(wiring, connection);
  return client.outcome === "found" && api.outcome === "found" ? { client: client.found, api: api.found } : undefined;
}

/** Grants for everybody on the API; undefined where there is none. */
export function apiGrant({ client, api }: EntraPair): Values | undefined {
  const principal = api.servicePrincipal;
  const answers = (grant: EntraGrant): Comparison =>
    principal ? compareUnique(grant.resourceId, principal.objectId) : { outcome: "equal" };
  // A written id may be anyone's, where the API's own is known after apply only; what is looked up is looked up for the API.
  const isDoubtful = (grant: EntraGrant): boolean =>
    grant.resourceId.kind !== "symbolic" && answers(grant).outcome === "undecided";
  const sure = granted(
    client,
    (grant) => !grant.ofGraph && answers(grant).outcome !== "different" && !isDoubtful(grant),
  );
  const doubtful = client.servicePrincipal?.grants.find((grant) => !grant.ofGraph && isDoubtful(grant));
  if (!doubtful) return sure;
  const incomplete = `which API ${doubtful.address} is about`;
  return { items: sure?.items ?? [], incomplete, source: (sure ?? doubtful).source };
}

/** Grants for everybody on Microsoft Graph; undefined where there is none. */
export function graphGrant({ client }: EntraPair): Values | undefined {
  return granted(client, ({ ofGraph }) => ofGraph);
}

function granted({ servicePrincipal, source }: EntraApp, belongs: (grant: EntraGrant) => boolean): Values | undefined {
  const grants = (servicePrincipal?.grants ?? []).filter((grant) => grant.userId === undefined && belongs(grant));
  return grants.length === 0
    ? undefined
    : joinValues(
        grants.map(({ scopes }) => scopes),
        source,
      );
}

/** Whether the API pre-authorizes the client for a scope. */
export function isPreAuthorized({ client, api }: EntraPair, scope: EntraScope): Comparison {
  let missing: string | undefined;
  for (const { clientId, scopeIds } of api.preAuthorized) {
    const forClient = compareUnique(clientId, client.clientId);
    if (forClient.outcome === "different") continue;
    const forScope: Comparison = scope.id
      ? containsUnique(scopeIds, scope.id)
      : { outcome: "undecided", missing: `the id of ${scope.address}` };
    if (forClient.outcome === "equal" && forScope.outcome === "equal") return forScope;
    if (forClient.outcome === "undecided") missing ??= forClient.missing;
    else if (forScope.outcome === "undecided") missing ??= forScope.missing;
  }
  return missing === undefined ? { outcome: "different" } : { outcome: "undecided", missing };
}

/** The scope of an API by its short name. */
export function scopeNamed({ scopes }: EntraApp, name: Value): EntraScope | undefined {
  return scopes.find(
    (scope) => scope.name && containsValue({ items: [scope.name], source: scope.source }, name).outcome === "equal",
  );
}
