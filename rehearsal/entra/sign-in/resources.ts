/**
 * APIs as a request names them: by client id or by identifier URI.
 * @see https://learn.microsoft.com/entra/identity-platform/scopes-oidc
 */
import type { ServicePrincipal } from "../model";
import { applicationByClientId, type Tenant } from "../state";

/** An API of the tenant under the name that a request used. */
export interface NamedResource {
  readonly principal: ServicePrincipal;
  /** As written, for example `api://<tenant id>/weather-dev`; a token of version 1 repeats it as its audience. */
  readonly identifier: string;
}

/** The API with an identifier; a slash at its end does not matter. */
export function findResource(tenant: Tenant, identifier: string): NamedResource | undefined {
  const wanted = withoutSlash(identifier.toLowerCase());
  for (const principal of tenant.servicePrincipals.values()) {
    if (identifiersOf(tenant, principal).some((known) => withoutSlash(known) === wanted)) {
      return { principal, identifier };
    }
  }
  return undefined;
}

/**
 * The API whose scope a text names, and the name there. An identifier may hold slashes and so may the name of a scope: the longest
 * identifier that the text begins with wins.
 */
export function findResourceOfScope(
  tenant: Tenant,
  scope: string,
): { readonly resource: NamedResource; readonly name: string } | undefined {
  const slashes = [...scope.matchAll(/\//g)].map(({ index }) => index).reverse();
  for (const slash of slashes) {
    const resource = findResource(tenant, scope.slice(0, slash));
    if (resource !== undefined) {
      return { resource, name: scope.slice(slash + 1) };
    }
  }
  return undefined;
}

function identifiersOf(tenant: Tenant, principal: ServicePrincipal): readonly string[] {
  const application = applicationByClientId(tenant, principal.appId);
  const names =
    application === undefined
      ? principal.own.servicePrincipalNames
      : [principal.appId, ...application.properties.identifierUris];
  return names.map((name) => name.toLowerCase());
}

function withoutSlash(identifier: string): string {
  return identifier.endsWith("/") ? identifier.slice(0, -1) : identifier;
}
