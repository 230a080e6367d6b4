/**
 * Custom authorization servers and their scopes: `/api/v1/authorizationServers`.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServer/
 */
import type { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import { type AuthorizationServer, authorizationServerRequest, type Scope, scopeRequest } from "./model";
import { type OktaCall, type OktaContext, parseBody } from "./okta-context";
import { accessDenied, notFound, valueTaken } from "./okta-errors";
import { pageOf } from "./paging";
import { addAuthorizationServer, identified, touch } from "./state";

const servers = "/authorizationServers";
const scopes = `${servers}/:server/scopes`;
const pageSize = 200;

/** The operations on authorization servers and scopes. */
export const authorizationServerRoutes: readonly Route<OktaContext>[] = [
  { method: "get", path: servers, handle: list },
  { method: "post", path: servers, handle: create },
  { method: "get", path: `${servers}/:server`, handle: (call) => ok(serverEntity(findServer(call))) },
  { method: "put", path: `${servers}/:server`, handle: replace },
  { method: "delete", path: `${servers}/:server`, handle: remove },
  { method: "post", path: `${servers}/:server/lifecycle/activate`, handle: (call) => setStatus(call, "ACTIVE") },
  { method: "post", path: `${servers}/:server/lifecycle/deactivate`, handle: (call) => setStatus(call, "INACTIVE") },
  { method: "get", path: scopes, handle: listScopes },
  { method: "post", path: scopes, handle: createScope },
  { method: "get", path: `${scopes}/:scope`, handle: (call) => ok(scopeEntity(findScope(call))) },
  { method: "put", path: `${scopes}/:scope`, handle: replaceScope },
  { method: "delete", path: `${scopes}/:scope`, handle: removeScope },
];

/** The authorization server that a path names. */
export function findServer(call: OktaCall): AuthorizationServer {
  const id = param(call, "server");
  const server = call.context.organization.authorizationServers.get(id);
  if (server === undefined) {
    throw notFound(id, "AuthorizationServer");
  }
  return server;
}

/** `q` finds by a part of the name or of the audience. */
function list(call: OktaCall): Reply {
  const wanted = call.query.get("q")?.toLowerCase() ?? "";
  const found = [...call.context.organization.authorizationServers.values()].filter(({ settings }) =>
    [settings.name, settings.audience].some((text) => text.toLowerCase().includes(wanted)),
  );
  return pageOf(call, found.map(serverEntity), pageSize);
}

function create(call: OktaCall): Reply {
  const settings = serverSettings(parseBody(authorizationServerRequest, call.body));
  refuseTakenName(call, settings.name);
  return { status: 201, body: serverEntity(addAuthorizationServer(call.context.organization, settings)) };
}

function replace(call: OktaCall): Reply {
  const server = findServer(call);
  const settings = serverSettings(parseBody(authorizationServerRequest, call.body));
  if (settings.name !== server.settings.name) {
    refuseTakenName(call, settings.name);
  }
  server.settings = settings;
  touch(server);
  return ok(serverEntity(server));
}

/** Scopes, policies and policy rules go with their server. */
function remove(call: OktaCall): Reply {
  call.context.organization.authorizationServers.delete(findServer(call).id);
  return { status: 204 };
}

function setStatus(call: OktaCall, status: AuthorizationServer["status"]): Reply {
  const server = findServer(call);
  server.status = status;
  touch(server);
  return { status: 204 };
}

function refuseTakenName({ context }: OktaCall, name: string): void {
  const isTaken = [...context.organization.authorizationServers.values()].some(
    ({ settings }) => settings.name === name,
  );
  if (isTaken && context.authorizationServerNames === "unique") {
    throw valueTaken("name");
  }
}

function listScopes(call: OktaCall): Reply {
  return pageOf(call, [...findServer(call).scopes.values()].map(scopeEntity), pageSize);
}

function createScope(call: OktaCall): Reply {
  const server = findServer(call);
  const settings = scopeSettings(parseBody(scopeRequest, call.body));
  refuseTakenScope(server, settings.name);
  const scope: Scope = { ...identified("scp"), system: false, settings };
  server.scopes.set(scope.id, scope);
  return { status: 201, body: scopeEntity(scope) };
}

function replaceScope(call: OktaCall): Reply {
  const scope = findScope(call);
  const settings = scopeSettings(parseBody(scopeRequest, call.body));
  if (settings.name !== scope.settings.name) {
    refuseTakenScope(findServer(call), settings.name);
  }
  scope.settings = settings;
  touch(scope);
  return ok(scopeEntity(scope));
}

function removeScope(call: OktaCall): Reply {
  const scope = findScope(call);
  if (scope.system) {
    throw accessDenied();
  }
  findServer(call).scopes.delete(scope.id);
  return { status: 204 };
}

function refuseTakenScope(server: AuthorizationServer, name: string): void {
  if ([...server.scopes.values()].some(({ settings }) => settings.name === name)) {
    throw valueTaken("name");
  }
}

function findScope(call: OktaCall): Scope {
  const id = param(call, "scope");
  const scope = findServer(call).scopes.get(id);
  if (scope === undefined) {
    throw notFound(id, "OAuth2Scope");
  }
  return scope;
}

function serverSettings(request: z.output<typeof authorizationServerRequest>): AuthorizationServer["settings"] {
  return {
    name: request.name,
    description: request.description ?? null,
    audience: request.audiences[0] ?? "",
    issuerMode: request.issuerMode ?? "ORG_URL",
    rotationMode: request.credentials?.signing?.rotationMode ?? "AUTO",
  };
}

function scopeSettings(request: z.output<typeof scopeRequest>): Scope["settings"] {
  return {
    name: request.name,
    displayName: request.displayName ?? null,
    description: request.description ?? null,
    consent: request.consent ?? "IMPLICIT",
    metadataPublish: request.metadataPublish ?? "NO_CLIENTS",
    default: request.default ?? false,
    optional: request.optional ?? false,
  };
}

function serverEntity(server: AuthorizationServer): Readonly<Record<string, unknown>> {
  const { id, issuer, status, settings, signing, created, lastUpdated } = server;
  return {
    id,
    name: settings.name,
    description: settings.description,
    audiences: [settings.audience],
    issuer,
    issuerMode: settings.issuerMode,
    status,
    created,
    lastUpdated,
    credentials: {
      signing: {
        rotationMode: settings.rotationMode,
        lastRotated: signing.lastRotated,
        ...(settings.rotationMode === "AUTO" ? { nextRotation: signing.nextRotation } : {}),
        kid: signing.kid,
        use: "sig",
      },
    },
  };
}

function scopeEntity({ id, system, settings }: Scope): Readonly<Record<string, unknown>> {
  return { id, ...settings, system };
}

function ok(body: Readonly<Record<string, unknown>>): Reply {
  return { status: 200, body };
}
