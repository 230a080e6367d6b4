/** App registrations in the words of the wiring. */
import type { Value, Values } from "../../checks/wiring/value";
import { noValues } from "../../checks/wiring/values";
import type { EntraApp, EntraScope, EntraServicePrincipal } from "../../checks/wiring/wiring-identity";
import { literalValue } from "../../checks/wiring/value";
import { reasonOf, type Unread } from "../reading/answered";
import { textAt, type JsonObject } from "../reading/json";
import { Place, unknown, unknownValues } from "../reading/place";
import { paths } from "./tenant-apps";

/** An app that the tenant registered. */
export function registeredApp(document: JsonObject, servicePrincipal: EntraServicePrincipal | undefined): EntraApp {
  const app = new Place(`${paths.applications}/${textAt(document, "id") ?? ""}`, document);
  const list = (path: string): Values => app.values(path) ?? noValues(app.source(path));
  return {
    address: app.address,
    clientId: required(app, "appId"),
    accessTokenVersion: app.value("api.requestedAccessTokenVersion"),
    identifierUris: list("identifierUris"),
    scopes: app.parts("api.oauth2PermissionScopes").map((scope) => scopeOf(app.address, scope)),
    redirectUris: {
      web: list("web.redirectUris"),
      spa: list("spa.redirectUris"),
      publicClient: list("publicClient.redirectUris"),
    },
    passwords: app.parts("passwordCredentials").map((password) => ({
      value: unknown("Entra shows a password once, when it is made", password.source()),
      source: password.source(),
    })),
    preAuthorized: app.parts("api.preAuthorizedApplications").map((client) => ({
      clientId: required(client, "appId"),
      scopeIds: client.values("delegatedPermissionIds") ?? noValues(client.source()),
      source: client.source(),
    })),
    requiredAccess: app.parts("requiredResourceAccess").map((api) => ({
      apiClientId: required(api, "resourceAppId"),
      scopeIds: delegatedIds(api),
      source: api.source(),
    })),
    ...(servicePrincipal && { servicePrincipal }),
    managed: true,
    source: app.source(),
  };
}

/** An app that another tenant registered: what it exposes is told here too, and nothing else. */
export function foreignApp(document: JsonObject, servicePrincipal: EntraServicePrincipal): EntraApp {
  const principal = new Place(`${paths.principals}/${textAt(document, "id") ?? ""}`, document);
  const source = principal.source();
  const reason = `the app of ${principal.address} is registered in another tenant`;
  const elsewhere = unknownValues(reason, source);
  return {
    address: principal.address,
    clientId: required(principal, "appId"),
    accessTokenVersion: unknown(reason, source),
    identifierUris: principal.values("servicePrincipalNames") ?? elsewhere,
    scopes: principal.parts("oauth2PermissionScopes").map((scope) => scopeOf(principal.address, scope)),
    redirectUris: { web: elsewhere, spa: elsewhere, publicClient: elsewhere },
    passwords: [],
    preAuthorized: [],
    requiredAccess: [],
    servicePrincipal,
    managed: false,
    source,
  };
}

/** An app of which only the client id is known; whatever depends on it is undecided. */
export function hiddenApp(clientId: string, unread: Unread, servicePrincipal: EntraServicePrincipal): EntraApp {
  const source = { address: `${paths.applications}(appId='${encodeURIComponent(clientId)}')`, path: "" };
  const list = unknownValues(reasonOf(unread), source);
  return {
    address: source.address,
    clientId: literalValue(clientId, source),
    accessTokenVersion: unknown(reasonOf(unread), source),
    identifierUris: list,
    scopes: [],
    redirectUris: { web: list, spa: list, publicClient: list },
    passwords: [],
    preAuthorized: [],
    requiredAccess: [],
    servicePrincipal,
    managed: false,
    source,
  };
}

function scopeOf(address: string, scope: Place): EntraScope {
  return {
    address,
    name: scope.value("value"),
    id: scope.value("id"),
    type: scope.value("type"),
    enabled: scope.value("isEnabled"),
    source: scope.source(),
  };
}

/** Roles are for apps that call without a person. */
function delegatedIds(api: Place): Values {
  const source = api.source("resourceAccess");
  const delegated = api.parts("resourceAccess").filter((access) => {
    const type = access.value("type");
    return type?.kind === "literal" && type.value === "Scope";
  });
  return { items: delegated.map((access) => required(access, "id")), source };
}

function required(place: Place, path: string): Value {
  return place.value(path) ?? unknown("the answer holds nothing there", place.source(path));
}
