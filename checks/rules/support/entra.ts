/** Questions about Entra apps, assignments and grants that several rules ask. */
import { entraClientOf, shortNameOf } from "../../wiring/relations";
import { compareValues, type Value } from "../../wiring/value";
import type { EntraApp, EntraIdentity, EntraScope, EntraServicePrincipal } from "../../wiring/wiring-identity";
import type { Connection, Wiring } from "../../wiring/wiring";
import { known, knownBoolean } from "./known";
import { isProtocolScope } from "./scopes";

/** A connection with the client it has at Entra. */
export interface EntraClient {
  readonly connection: Connection;
  readonly app: EntraApp;
  /** @default no service principal was read */
  readonly principal?: EntraServicePrincipal;
}

/** The connections whose client was found among the apps. */
export function entraClients(wiring: Wiring): readonly EntraClient[] {
  return wiring.connections.flatMap((connection) => {
    const client = entraClientOf(wiring, connection);
    if (client.outcome !== "found") return [];
    return [{ connection, app: client.found, principal: client.found.servicePrincipal }];
  });
}

/** Whether only assigned people may use a client. */
export function assignmentDemanded(
  principal: EntraServicePrincipal | undefined,
): boolean | { readonly missing: string } {
  const told = knownBoolean(principal?.assignmentRequired);
  if (told.kind === "unknown") return { missing: `whether assignment is demanded: ${told.missing}` };
  return told.kind === "known" && told.value === true;
}

/** API scopes that a connection requests, by their short names. */
export function requestedApiScopes({ scopes }: Connection): readonly Value[] {
  return (scopes?.items ?? [])
    .map((scope) => ({ scope, short: shortNameOf(scope) }))
    .filter(({ scope }) => !isProtocolScope(scope))
    .map(({ short }) => short);
}

/** The exposed scope of this short name, with the app that exposes it. */
export function exposedScope({ apps }: EntraIdentity, name: Value): { app: EntraApp; scope: EntraScope } | undefined {
  for (const app of apps) {
    const scope = app.scopes.find((each) => each.name && compareValues(each.name, name).outcome === "equal");
    if (scope) return { app, scope };
  }
  return undefined;
}

/** Whether people may consent to a scope themselves, as far as the scope decides; they may, unless something else is written. */
export function consentOf({ type }: EntraScope): "User" | "Admin" | { readonly missing: string } {
  const told = known(type);
  if (told.kind === "unknown") return { missing: `the type of the scope: ${told.missing}` };
  return told.kind === "known" && told.value === "Admin" ? "Admin" : "User";
}
