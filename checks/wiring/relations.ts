/** Which parts of a wiring belong together: the client of a connection, its server, its tools. */
import {
  compareValues,
  fromParts,
  showReference,
  showValue,
  soleReference,
  textOf,
  type CompareOptions,
  type Comparison,
  type Part,
  type Value,
} from "./value";
import { containsValue } from "./values";
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

/** By a reference to the connection, or by an id, or a name, that ends with its name. */
function refersTo(id: Value | undefined, { address, name }: Connection): boolean {
  if (id === undefined || id.kind === "unknown") return false;
  if (soleReference(id)?.address === address) return true;
  const parts = id.kind === "literal" ? [String(id.value)] : id.parts;
  if (parts.some((part) => typeof part === "object" && part.address === address)) return true;
  return name !== undefined && compareValues(shortNameOf(id), name, { ignoreCase: true }).outcome === "equal";
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
  // One of several instances of a block that stands for all of them.
  if (referred && reference?.path.endsWith("].client_id")) return { outcome: "found", found: referred };
  // Another attribute of an app is the client id of none.
  if (referred && reference?.path !== "client_id") return { outcome: "none" };
  return firstEqual(apps, (app) => app.clientId, clientId, { unique: true });
}

/** The authorization server whose endpoints a connection uses. */
export function authorizationServerOf({ identity }: Wiring, connection: Connection): Lookup<AuthorizationServer> {
  const url = connection.authorizationUrl;
  if (identity?.provider !== "okta" || url === undefined) return { outcome: "none" };
  const parts =
    url.kind === "literal" ? [String(url.value)] : url.kind === "symbolic" ? url.parts : (url.mentions ?? []);
  const [found, ...others] = identity.servers.filter((server) => parts.some((part) => namesServer(part, server)));
  if (url.kind === "unknown" && (!found || others.length > 0)) return { outcome: "undecided", missing: url.reason };
  if (found) return { outcome: "found", found };
  const open = parts.find((part) => typeof part === "object");
  if (open === undefined || identity.servers.some(({ address }) => address === open.address))
    return { outcome: "none" };
  return { outcome: "undecided", missing: `what ${showReference(open)} stands for` };
}

function namesServer(part: Part, { address, id, issuer }: AuthorizationServer): boolean {
  if (typeof part === "object") return part.address === address && ["id", "issuer"].includes(part.path);
  const texts = [textOf(issuer), textOf(id) === undefined ? undefined : `/oauth2/${String(textOf(id))}`];
  return texts.some((text) => text !== undefined && `${part}/`.includes(`${text}/`));
}

/** The Entra app that exposes what a connection requests: the one whose identifier URI or client id its scopes begin with. */
export function apiAppOf({ identity }: Wiring, connection: Connection): Lookup<EntraApp> {
  if (identity?.provider !== "entra") return { outcome: "none" };
  let missing = connection.scopes?.incomplete;
  for (const scope of connection.scopes?.items ?? []) {
    const resource = resourceOf(scope);
    if (resource === undefined) continue;
    for (const app of identity.apps) {
      const compared = exposes(app, resource);
      if (compared.outcome === "equal") return { outcome: "found", found: app };
      if (compared.outcome === "undecided") missing = compared.missing;
    }
  }
  return missing === undefined ? { outcome: "none" } : { outcome: "undecided", missing };
}

/** Whether an API app goes by a name: one of its identifier URIs, or its client id. */
function exposes({ identifierUris, clientId }: EntraApp, resource: Value): Comparison {
  const byUri = containsValue(identifierUris, resource);
  const text = textOf(resource);
  // An identifier URI has a scheme; a client id is a GUID.
  if (byUri.outcome === "equal" || text?.includes(":")) return byUri;
  const byId = compareValues(clientId, resource, { unique: true, ignoreCase: true });
  return byId.outcome === "different" ? byUri : byId;
}

/** The resource of a qualified scope: everything before its last slash; undefined for a bare name. */
export function resourceOf(scope: Value): Value | undefined {
  if (scope.kind === "unknown") return undefined;
  const parts = scope.kind === "literal" ? [String(scope.value)] : scope.parts;
  const cut = parts.findLastIndex((part) => typeof part === "string" && part.includes("/"));
  const text = parts[cut];
  if (typeof text !== "string") return undefined;
  const kept = [...parts.slice(0, cut), text.slice(0, text.lastIndexOf("/"))].filter((part) => part !== "");
  return fromParts(kept, scope.source);
}

/** The name of a scope in a token: everything behind its last slash. */
export function shortNameOf(scope: Value): Value {
  if (scope.kind === "unknown") return scope;
  const parts = scope.kind === "literal" ? [String(scope.value)] : scope.parts;
  const cut = parts.findLastIndex((part) => typeof part === "string" && part.includes("/"));
  const text = parts[cut];
  if (typeof text !== "string") return scope;
  const kept = [text.slice(text.lastIndexOf("/") + 1), ...parts.slice(cut + 1)].filter((part) => part !== "");
  return fromParts(kept, scope.source);
}

function firstEqual<Item>(
  items: readonly Item[],
  valueOf: (item: Item) => Value | undefined,
  wanted: Value,
  options: CompareOptions,
): Lookup<Item> {
  let missing: string | undefined;
  for (const item of items) {
    const value = valueOf(item);
    if (value === undefined) continue;
    const compared = compareValues(value, wanted, options);
    if (compared.outcome === "equal") return { outcome: "found", found: item };
    if (compared.outcome === "undecided") {
      missing = wanted.kind === "unknown" ? wanted.reason : `${showValue(wanted)}: ${compared.missing}`;
    }
  }
  return missing === undefined ? { outcome: "none" } : { outcome: "undecided", missing };
}
