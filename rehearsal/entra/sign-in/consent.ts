/**
 * What a client may do in the name of a person, and who can let it.
 * @see https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview
 * @see https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent
 */
import type { PermissionGrant, PermissionScope, ServicePrincipal, User } from "../model";
import { displayNameOf } from "../service-principals";
import { applicationByClientId, exposedScopes, opaqueId, sameId, type Tenant } from "../state";
import { administratorMustConsent, nothingDeclared } from "./errors";
import { graph, type RequestedApi, type ScopeRequest } from "./scope-request";

/** May people consent for themselves? A setting of the tenant. */
export type UserConsent = "people" | "administrators";

/** A client and the person it wants to speak for. */
export interface Delegation {
  readonly tenant: Tenant;
  readonly client: ServicePrincipal;
  readonly person: User;
}

/** Scopes of one API. */
export interface ApiPermissions {
  readonly api: ServicePrincipal;
  readonly scopes: readonly PermissionScope[];
}

/**
 * The scopes of an API that the client has: granted for everybody or for this person, or pre-authorized by the API. A scope that is
 * gone or switched off is not among them, whatever a grant says.
 */
export function grantedScopes(
  { tenant, client, person }: Delegation,
  api: ServicePrincipal,
): readonly PermissionScope[] {
  const granted = new Set(
    [...tenant.grants.values()]
      .filter(({ clientId, resourceId }) => clientId === client.id && resourceId === api.id)
      .filter(({ principalId }) => principalId === null || principalId === person.id)
      .flatMap(({ scope }) => scope.split(" ")),
  );
  const preAuthorized = new Set(
    (applicationByClientId(tenant, api.appId)?.properties.api.preAuthorizedApplications ?? [])
      .filter(({ appId }) => sameId(appId, client.appId))
      .flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds),
  );
  return exposedScopes(tenant, api).filter(
    ({ id, value, isEnabled }) => isEnabled && (preAuthorized.has(id) || (value !== null && granted.has(value))),
  );
}

/** What is asked of each API, the scopes of the protocol among it: they are permissions of Microsoft Graph. */
export function requestedPermissions(delegation: Delegation, request: ScopeRequest): readonly ApiPermissions[] {
  const { tenant } = delegation;
  const { principal } = graph(tenant);
  const protocol = exposedScopes(tenant, principal).filter(({ value }) => isAmong(value, request.protocol));
  const asked = request.apis.map((requested) => ({
    api: requested.principal,
    scopes: requested.isDefault ? defaultScopes(delegation, requested) : requested.scopes,
  }));
  const all = asked.some(({ api }) => api === principal)
    ? asked.map(({ api, scopes }) => ({ api, scopes: api === principal ? [...scopes, ...protocol] : scopes }))
    : [...asked, { api: principal, scopes: protocol }];
  return all.filter(({ scopes }) => scopes.length > 0);
}

/** What is asked and not granted yet; APIs of which nothing is missing are left out. */
export function missingPermissions(
  delegation: Delegation,
  requested: readonly ApiPermissions[],
): readonly ApiPermissions[] {
  return requested
    .map(({ api, scopes }) => {
      const granted = new Set(grantedScopes(delegation, api).map(({ id }) => id));
      return { api, scopes: scopes.filter(({ id }) => !granted.has(id)) };
    })
    .filter(({ scopes }) => scopes.length > 0);
}

/** Refuses where the person cannot grant what is missing. */
export function checkMayConsent(
  { tenant, client }: Delegation,
  missing: readonly ApiPermissions[],
  userConsent: UserConsent,
): void {
  const forAdministrators = missing.some(({ scopes }) => scopes.some(({ type }) => type === "Admin"));
  if (forAdministrators || userConsent === "administrators" || client.properties.appRoleAssignmentRequired) {
    throw administratorMustConsent(displayNameOf(tenant, client));
  }
}

/** Keeps the person's consent where Microsoft Graph shows it: one grant for each API, which grows. */
export function recordConsent({ tenant, client, person }: Delegation, permissions: readonly ApiPermissions[]): void {
  for (const { api, scopes } of permissions) {
    const names = scopes.flatMap(({ value }) => value ?? []);
    const before = [...tenant.grants.values()].find(
      ({ clientId, resourceId, principalId }) =>
        clientId === client.id && resourceId === api.id && principalId === person.id,
    );
    if (before !== undefined) {
      before.scope = [...new Set([...before.scope.split(" "), ...names])].join(" ");
      continue;
    }
    const grant: PermissionGrant = {
      id: opaqueId(),
      clientId: client.id,
      consentType: "Principal",
      principalId: person.id,
      resourceId: api.id,
      scope: names.join(" "),
    };
    tenant.grants.set(grant.id, grant);
  }
}

/** Whoever has anything of the API asks for no more; a client that has nothing yet asks for what it declares. */
function defaultScopes(delegation: Delegation, { principal, identifier }: RequestedApi): readonly PermissionScope[] {
  const { tenant, client } = delegation;
  const granted = grantedScopes(delegation, principal);
  const declared = new Set(
    (applicationByClientId(tenant, client.appId)?.properties.requiredResourceAccess ?? [])
      .filter(({ resourceAppId }) => sameId(resourceAppId, principal.appId))
      .flatMap(({ resourceAccess }) => resourceAccess.filter(({ type }) => type === "Scope").map(({ id }) => id)),
  );
  const scopes = exposedScopes(tenant, principal).filter(({ id, isEnabled }) => isEnabled && declared.has(id));
  if (granted.length === 0 && scopes.length === 0) {
    throw nothingDeclared(identifier, client.appId);
  }
  return granted.length > 0 ? granted : scopes;
}

function isAmong(value: string | null, names: ReadonlySet<string>): boolean {
  return value !== null && names.has(value);
}
