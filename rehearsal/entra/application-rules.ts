/**
 * What Entra demands of a change of an application beyond the types of its properties.
 * @see https://learn.microsoft.com/graph/api/application-update
 * @see https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url
 */
import {
  duplicateValues,
  entitlementEnabled,
  type GraphError,
  identifierUriRefused,
  identifierUriTaken,
  invalidValue,
} from "./graph-errors";
import type { Application } from "./model";
import type { Tenant } from "./state";

/** Which identifier URIs a tenant admits for applications with tokens of version 1; version 2 is exempt from both. */
export type IdentifierUriPolicy = "default-uri-only" | "unique-tenant-identifier";

type Properties = Application["properties"];

interface Entitlement {
  readonly id: string;
  readonly value: string | null;
  readonly isEnabled: boolean;
}

const longestRedirectUri = 256;
const localHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Throws what Graph would answer if `next` took the place of the application's properties. */
export function checkApplication(
  tenant: Tenant,
  application: Application,
  next: Properties,
  policy: IdentifierUriPolicy,
): void {
  checkEntitlements(application.properties, next);
  checkIdentifierUris(tenant, application, next, policy);
  for (const uri of next.web.redirectUris) {
    checkRedirectUri(uri, "WebApplication", isWebRedirectUri);
  }
  for (const uri of next.spa.redirectUris) {
    checkRedirectUri(uri, "SpaApplication", isWebRedirectUri);
  }
  for (const uri of next.publicClient.redirectUris) {
    checkRedirectUri(uri, "PublicClientApplication", () => true);
  }
  refuseDuplicates(
    next.requiredResourceAccess.map(({ resourceAppId }) => resourceAppId),
    "requiredResourceAccess",
  );
  refuseDuplicates(
    next.api.preAuthorizedApplications.map(({ appId }) => appId),
    "preAuthorizedApplications",
  );
}

/** Scopes and roles share one space of values. */
function checkEntitlements(before: Properties, next: Properties): void {
  refuseIfEnabled(before.api.oauth2PermissionScopes, next.api.oauth2PermissionScopes);
  refuseIfEnabled(before.appRoles, next.appRoles);
  refuseDuplicates(
    next.api.oauth2PermissionScopes.map(({ id }) => id),
    "oauth2PermissionScopes",
  );
  refuseDuplicates(
    [...next.api.oauth2PermissionScopes, ...next.appRoles].flatMap(({ value }) => (value === null ? [] : [value])),
    "oauth2PermissionScopes",
  );
}

/** Clients may hold tokens with an enabled scope: it must be disabled before it goes or gets another name. */
function refuseIfEnabled(before: readonly Entitlement[], next: readonly Entitlement[]): void {
  for (const { id, value, isEnabled } of before) {
    const kept = next.find((candidate) => candidate.id === id);
    if (isEnabled && (kept === undefined || (kept.value !== value && kept.isEnabled))) {
      throw entitlementEnabled();
    }
  }
}

function refuseDuplicates(values: readonly string[], property: string): void {
  if (new Set(values.map((value) => value.toLowerCase())).size < values.length) {
    throw duplicateValues(property);
  }
}

function checkIdentifierUris(
  tenant: Tenant,
  application: Application,
  next: Properties,
  policy: IdentifierUriPolicy,
): void {
  for (const uri of next.identifierUris) {
    if (application.properties.identifierUris.includes(uri)) {
      continue;
    }
    if (!URL.canParse(uri)) {
      throw invalidValue("identifierUris", "Application");
    }
    if (next.api.requestedAccessTokenVersion !== 2 && !isAdmitted(tenant, application.appId, uri, policy)) {
      throw identifierUriRefused(uri);
    }
    for (const other of tenant.applications.values()) {
      if (other.id !== application.id && other.properties.identifierUris.includes(uri)) {
        throw identifierUriTaken();
      }
    }
  }
  refuseDuplicates(next.identifierUris, "identifierUris");
}

function isAdmitted(tenant: Tenant, appId: string, uri: string, policy: IdentifierUriPolicy): boolean {
  const isDefault = uri === `api://${appId}` || uri === `api://${tenant.tenantId}/${appId}`;
  if (isDefault || policy === "default-uri-only") {
    return isDefault;
  }
  const { protocol, hostname, pathname } = new URL(uri);
  const segments = [hostname, ...pathname.split("/")];
  const isVerified = hostname === tenant.initialDomain || hostname.endsWith(`.${tenant.initialDomain}`);
  return segments.includes(appId) || segments.includes(tenant.tenantId) || (protocol === "https:" && isVerified);
}

function checkRedirectUri(uri: string, resource: string, isAccepted: (url: URL) => boolean): void {
  const refused: GraphError = invalidValue("redirectUris", resource);
  if (uri.length > longestRedirectUri || uri.includes("#") || uri.includes("*") || !URL.canParse(uri)) {
    throw refused;
  }
  if (!isAccepted(new URL(uri))) {
    throw refused;
  }
}

function isWebRedirectUri({ protocol, hostname }: URL): boolean {
  return protocol === "https:" || (protocol === "http:" && localHosts.has(hostname));
}
