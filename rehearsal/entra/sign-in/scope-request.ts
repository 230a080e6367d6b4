/**
 * The `scope` parameter as Entra reads it: `<identifier URI or client id>/<scope>` for an API, a bare name for Microsoft Graph, and
 * the scopes of OpenID Connect, which belong to Microsoft Graph and stand beside those of any API.
 * @see https://learn.microsoft.com/entra/identity-platform/scopes-oidc
 */
import { microsoftGraphAppId } from "../microsoft-graph";
import type { PermissionScope, ServicePrincipal } from "../model";
import { displayNameOf } from "../service-principals";
import { exposedScopes, sameId, servicePrincipalByClientId, type Tenant } from "../state";
import { defaultScopeCombined, resourceNotFound, scopeNotExposed } from "./errors";
import { findResourceOfScope, type NamedResource } from "./resources";

/** Scopes that stand beside those of any API. */
export const protocolScopes = ["openid", "profile", "email", "offline_access"] as const;

/** One of them. */
export type ProtocolScope = (typeof protocolScopes)[number];

/** What is asked of one API. */
export interface RequestedApi extends NamedResource {
  /** Exposed by the API, in the order of the request; none where everything is asked. */
  readonly scopes: readonly PermissionScope[];
  /** Whether `.default` is asked: all that the client declares or was granted. */
  readonly isDefault: boolean;
}

/** A `scope` parameter that makes sense to the tenant. */
export interface ScopeRequest {
  /** At most one in a request for a token; none where only scopes of the protocol are asked. */
  readonly apis: readonly RequestedApi[];
  readonly protocol: ReadonlySet<ProtocolScope>;
}

/**
 * The APIs that a `scope` parameter is about: object ids of their service principals, and the names of those that the tenant does
 * not have. Microsoft Graph where only scopes of the protocol are asked.
 */
export function resourcesOf(tenant: Tenant, scope: string): ReadonlySet<string> {
  const graphId = graph(tenant).principal.id;
  const resources = apiScopes(scope).map((text) => {
    const unknown = text.includes("/") ? resourcePart(text) : graphId;
    return findResourceOfScope(tenant, text)?.resource.principal.id ?? unknown;
  });
  return new Set(resources.length === 0 ? [graphId] : resources);
}

/**
 * Reads a `scope` parameter.
 * @param tenant whose APIs are asked
 * @param client who asks; errors name it
 * @param scope as sent, separated by spaces
 * @throws StsError for an API that the tenant does not have, and for a scope that its API does not expose
 */
export function readScopes(tenant: Tenant, client: ServicePrincipal, scope: string): ScopeRequest {
  const apis = new Map<string, RequestedApi>();
  for (const text of apiScopes(scope)) {
    const { resource, name } = locate(tenant, text);
    const { principal } = resource;
    const before = apis.get(principal.id) ?? { ...resource, scopes: [], isDefault: false };
    if (name === ".default") {
      apis.set(principal.id, { ...before, isDefault: true });
      continue;
    }
    const found = exposedScopes(tenant, principal).find(({ value, isEnabled }) => isEnabled && sameName(value, name));
    if (found === undefined) {
      throw scopeNotExposed(displayNameOf(tenant, client), name, principal.appId);
    }
    apis.set(principal.id, { ...before, scopes: [...before.scopes, found] });
  }
  const all = [...apis.values()];
  if (all.some(({ isDefault, scopes }) => isDefault && scopes.length > 0)) {
    throw defaultScopeCombined(scope);
  }
  return { apis: all, protocol: new Set(scopesOf(scope).flatMap((text) => protocolScope(text) ?? [])) };
}

/** Microsoft Graph under the name that its tokens carry unless a request used another. */
export function graph(tenant: Tenant): NamedResource {
  const principal = servicePrincipalByClientId(tenant, microsoftGraphAppId);
  if (principal === undefined) {
    throw resourceNotFound(microsoftGraphAppId, tenant.tenantId);
  }
  return { principal, identifier: microsoftGraphAppId };
}

function locate(tenant: Tenant, text: string): { readonly resource: NamedResource; readonly name: string } {
  if (!text.includes("/")) {
    return { resource: graph(tenant), name: text };
  }
  const found = findResourceOfScope(tenant, text);
  if (found === undefined) {
    throw resourceNotFound(resourcePart(text), tenant.tenantId);
  }
  return found;
}

function apiScopes(scope: string): readonly string[] {
  return scopesOf(scope).filter((text) => protocolScope(text) === undefined);
}

function scopesOf(scope: string): readonly string[] {
  return scope.split(" ").filter((text) => text !== "");
}

/** Written alone, or as a scope of Microsoft Graph. */
function protocolScope(text: string): ProtocolScope | undefined {
  const name = text.replace(/^https:\/\/graph\.microsoft\.com\//i, "").toLowerCase();
  return protocolScopes.find((known) => known === name);
}

function resourcePart(text: string): string {
  return text.slice(0, text.lastIndexOf("/"));
}

function sameName(value: string | null, name: string): boolean {
  return value !== null && sameId(value, name);
}
