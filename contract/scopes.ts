import { entraScopeId, type EntraFacts } from "./entra";
import type { OktaFacts } from "./okta";
import type { Connection, Deployment } from "./deployment";

/** Scopes of OAuth and OpenID Connect that every connection requests beside its API scopes; `offline_access` is what refresh needs. */
export const protocolScopes: readonly string[] = ["openid", "offline_access"];

/** One API scope in all the forms in which the layers name it. */
export interface ScopeFacts {
  /** As defined at the identity provider and as it stands in the token. */
  readonly name: string;
  readonly description: string;
  /** As clients request it and as the protected resource metadata advertises it. */
  readonly requestedAs: string;
  /** MCP tools that require it. */
  readonly tools: readonly string[];
  /** Who may consent at Entra: only what a connection for everyone requests may be had by a user's own consent. */
  readonly consent: "User" | "Admin";
  /** Id of the Entra permission scope: stable over time and over files. */
  readonly entraId: string;
  /** Whether a connection for everyone requests it. */
  readonly forEveryone: boolean;
}

/**
 * Forms every exposed scope, sorted by name: the order of the file must change nothing, because what a connection requests is part of
 * its name.
 */
export function formScopes(deployment: Deployment, identity: EntraFacts | OktaFacts): readonly ScopeFacts[] {
  const openToEveryone = new Set(
    deployment.connections.filter(({ groups }) => groups === "everyone").flatMap(({ scopes }) => scopes),
  );
  const sorted = deployment.scopes.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return sorted.map(({ name, description, tools }) => ({
    name,
    description,
    tools,
    requestedAs: identity.provider === "entra" ? `${identity.identifierUri}/${name}` : name,
    consent: openToEveryone.has(name) ? "User" : "Admin",
    entraId: entraScopeId(deployment, name),
    forEveryone: openToEveryone.has(name),
  }));
}

/** The scopes of a connection among the exposed ones, in their order. */
export function apiScopesOf(connection: Connection, exposed: readonly ScopeFacts[]): readonly ScopeFacts[] {
  return exposed.filter(({ name }) => connection.scopes.includes(name));
}

/** Everything that a connection requests, protocol scopes included, in the form in which it is requested. */
export function requestedScopes(apiScopes: readonly ScopeFacts[]): readonly string[] {
  return [...protocolScopes, ...apiScopes.map(({ requestedAs }) => requestedAs)];
}

/**
 * Everything that a policy rule must allow so that a connection's request is admitted: Okta compares short names. The names may be
 * references to the scope resources.
 */
export function allowedScopes(apiScopeNames: readonly string[]): readonly string[] {
  return [...protocolScopes, ...apiScopeNames];
}

/** What the protected resource metadata says in `scopes_supported`: every exposed scope, as clients request it. */
export function advertisedScopes(exposed: readonly ScopeFacts[]): readonly string[] {
  return exposed.map(({ requestedAs }) => requestedAs);
}

/** The tools that a connection's token opens; an agent is allowed no others. */
export function allowedTools(apiScopes: readonly ScopeFacts[]): readonly string[] {
  return apiScopes.flatMap(({ tools }) => tools);
}
