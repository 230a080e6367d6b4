/** App registrations of a tenant as clients of a sign-in. */
import type { Client } from "../../sign-in/options";
import type { Application, ServicePrincipal } from "../model";
import { displayNameOf } from "../service-principals";
import { applicationByClientId, servicePrincipalByClientId, type Tenant } from "../state";
import { applicationNotFound } from "../sts-errors";
import { clientIsDisabled } from "./errors";

/** Seconds in which a refresh token must be used; each use gives a new one and leaves the old one as it was. */
export const refreshTokenIdleSeconds = 90 * 24 * 3600;

/** The client with an id, if the tenant registered it and lets it in. */
export function findClient(tenant: Tenant, clientId: string): Client | undefined {
  const application = applicationByClientId(tenant, clientId);
  const principal = servicePrincipalByClientId(tenant, clientId);
  if (application === undefined || principal === undefined) {
    return undefined;
  }
  const { web, spa, publicClient } = application.properties;
  return {
    id: application.appId,
    displayName: displayNameOf(tenant, principal),
    redirectUris: [...web.redirectUris, ...spa.redirectUris, ...publicClient.redirectUris],
    grantTypes: ["authorization_code", "refresh_token"],
    authentication: "secret",
    pkceRequired: false,
    refreshTokens: { rotated: true, graceSeconds: refreshTokenIdleSeconds },
  };
}

/** The service principal of a client. @throws StsError where it is gone or switched off */
export function enabledPrincipal(tenant: Tenant, clientId: string): ServicePrincipal {
  const principal = servicePrincipalByClientId(tenant, clientId);
  if (principal === undefined) {
    throw applicationNotFound(clientId, tenant.tenantId);
  }
  if (!principal.properties.accountEnabled) {
    throw clientIsDisabled(clientId, displayNameOf(tenant, principal));
  }
  return principal;
}

/** Whether a redirect URI is that of a page which redeems its codes itself. */
export function isOfSinglePage(application: Application | undefined, redirectUri: string): boolean {
  return application?.properties.spa.redirectUris.includes(redirectUri) ?? false;
}
