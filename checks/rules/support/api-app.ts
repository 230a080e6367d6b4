/** The Entra app whose scopes a connection requests. */
import { resourceOf, type Lookup } from "../../wiring/relations";
import { compareValues, type Comparison, type Value } from "../../wiring/value";
import { containsValue } from "../../wiring/values";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { EntraApp } from "../../wiring/wiring-identity";
import { apiScopes } from "./scopes";

/** The app that the first decided qualified scope names, by identifier URI or client id. */
export function apiAppFor({ identity }: Wiring, connection: Connection): Lookup<EntraApp> {
  if (identity?.provider !== "entra") return { outcome: "none" };
  let missing: string | undefined;
  for (const scope of apiScopes(connection)?.items ?? []) {
    const resource = resourceOf(scope);
    if (scope.kind === "unknown") missing ??= scope.reason;
    if (!resource) continue;
    for (const app of identity.apps) {
      const answers = answersTo(app, resource);
      if (answers.outcome === "equal") return { outcome: "found", found: app };
      if (answers.outcome === "undecided") missing ??= answers.missing;
    }
  }
  return missing === undefined ? { outcome: "none" } : { outcome: "undecided", missing };
}

/** Whether a resource, as it stands in a scope, is an app. */
export function answersTo({ identifierUris, clientId }: EntraApp, resource: Value): Comparison {
  const byUri = containsValue(identifierUris, resource);
  if (byUri.outcome === "equal") return byUri;
  const byId: Comparison = isUri(resource)
    ? { outcome: "different" }
    : compareValues(clientId, resource, { unique: true });
  return byId.outcome === "different" ? byUri : byId;
}

/** An identifier URI begins with a scheme, a client id is a GUID. */
function isUri(resource: Value): boolean {
  if (resource.kind === "unknown") return false;
  const begin = resource.kind === "literal" ? String(resource.value) : resource.parts[0];
  return typeof begin === "string" && begin.includes(":");
}
