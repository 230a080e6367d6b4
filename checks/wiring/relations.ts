/** Which parts of a wiring belong together: the client of a connection, its server, its tools. */
import { compareValues, showValue, soleReference, textOf, type Value } from "./value";
import type { AgentTool, Connection, Wiring } from "./wiring";
import type { AuthorizationServer, EntraApp, OktaApp } from "./wiring-identity";

/** What a search came to. */
export type Lookup<Found> =
  | { readonly outcome: "found"; readonly found: Found }
  | { readonly outcome: "none" }
  | { readonly outcome: "undecided"; readonly missing: string };

/** Tools of agents that call through a connection. */
export function toolsOf({ agents }: Wiring, connection: Connection): readonly AgentTool[] {
  return agents.flatMap(({ tools }) => tools).filter(({ connectionId }) => refersTo(connectionId, connection));
}

function refersTo(id: Value | undefined, { address, name }: Connection): boolean {
  if (soleReference(id)?.address === address) return true;
  const written = textOf(id)?.split("/").at(-1);
  return written !== undefined && written === textOf(name);
}

/** The Okta app that a connection is the client of. */
export function oktaAppOf({ identity }: Wiring, connection: Connection): Lookup<OktaApp> {
  if (identity?.provider !== "okta") return { outcome: "none" };
  return byClientId(identity.apps, connection.clientId);
}

/** The Entra app that a connection is the client of. */
export function entraClientOf({ identity }: Wiring, connection: Connection): Lookup<EntraApp> {
  if (identity?.provider !== "entra") return { outcome: "none" };
  return byClientId(identity.apps, connection.clientId);
}

function byClientId<App extends { readonly address: string; readonly clientId?: Value }>(
  apps: readonly App[],
  clientId: Value | undefined,
): Lookup<App> {
  if (clientId === undefined) return { outcome: "none" };
  const reference = soleReference(clientId);
  const referred = apps.find(({ address }) => address === reference?.address);
  if (referred) return { outcome: "found", found: referred };
  return firstEqual(apps, (app) => app.clientId, clientId, true);
}

/** The authorization server whose endpoints a connection uses. */
export function authorizationServerOf({ identity }: Wiring, connection: Connection): Lookup<AuthorizationServer> {
  const url = connection.authorizationUrl;
  if (identity?.provider !== "okta" || url === undefined) return { outcome: "none" };
  if (url.kind === "unknown") return { outcome: "undecided", missing: url.reason };
  const parts = url.kind === "literal" ? [String(url.value)] : url.parts;
  for (const server of identity.servers) {
    const id = textOf(server.id);
    const names = parts.some((part) =>
      typeof part === "string"
        ? id !== undefined && part.includes(`/oauth2/${id}/`)
        : part.address === server.address && ["id", "issuer"].includes(part.path),
    );
    if (names) return { outcome: "found", found: server };
  }
  return { outcome: "none" };
}

/** The Entra app that exposes what a connection requests: the one whose identifier URI or client id its scopes begin with. */
export function apiAppOf({ identity }: Wiring, connection: Connection): Lookup<EntraApp> {
  if (identity?.provider !== "entra") return { outcome: "none" };
  const requested = connection.scopes?.items ?? [];
  let missing: string | undefined;
  for (const scope of requested) {
    const resource = resourceOf(scope);
    if (resource === undefined) continue;
    for (const app of identity.apps) {
      for (const name of [...app.identifierUris.items, app.clientId]) {
        const compared = compareValues(resource, name);
        if (compared.outcome === "equal") return { outcome: "found", found: app };
        if (compared.outcome === "undecided") missing = compared.missing;
      }
    }
  }
  return missing === undefined ? { outcome: "none" } : { outcome: "undecided", missing };
}

/** The resource of a qualified scope: everything before its last slash; undefined for a bare name. */
export function resourceOf(scope: Value): Value | undefined {
  if (scope.kind === "unknown") return undefined;
  const parts = scope.kind === "literal" ? [String(scope.value)] : scope.parts;
  const cut = parts.findLastIndex((part) => typeof part === "string" && part.includes("/"));
  const text = parts[cut];
  if (typeof text !== "string") return undefined;
  const kept = [...parts.slice(0, cut), text.slice(0, text.lastIndexOf("/"))].filter((part) => part !== "");
  const [only] = kept;
  if (kept.length === 1 && typeof only === "string") return { kind: "literal", value: only, source: scope.source };
  return { kind: "symbolic", parts: kept, source: scope.source };
}

/** The name of a scope in a token: everything behind its last slash. */
export function shortNameOf(scope: Value): Value {
  if (scope.kind === "unknown") return scope;
  const parts = scope.kind === "literal" ? [String(scope.value)] : scope.parts;
  const cut = parts.findLastIndex((part) => typeof part === "string" && part.includes("/"));
  const text = parts[cut];
  if (typeof text !== "string") return scope;
  const kept = [text.slice(text.lastIndexOf("/") + 1), ...parts.slice(cut + 1)].filter((part) => part !== "");
  const [only] = kept;
  if (kept.length === 1 && typeof only === "string") return { kind: "literal", value: only, source: scope.source };
  return { kind: "symbolic", parts: kept, source: scope.source };
}

function firstEqual<Item>(
  items: readonly Item[],
  valueOf: (item: Item) => Value | undefined,
  wanted: Value,
  unique: boolean,
): Lookup<Item> {
  let missing: string | undefined;
  for (const item of items) {
    const value = valueOf(item);
    if (value === undefined) continue;
    const compared = compareValues(value, wanted, { unique });
    if (compared.outcome === "equal") return { outcome: "found", found: item };
    if (compared.outcome === "undecided") missing = `${showValue(wanted)}: ${compared.missing}`;
  }
  return missing === undefined ? { outcome: "none" } : { outcome: "undecided", missing };
}
