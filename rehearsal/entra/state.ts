/** What the tenants hold: the one place from which management API and sign-in learn their configuration. */
import { randomBytes, randomUUID } from "node:crypto";
import { Secret } from "../secret";
import type { ReaderSeed, TenantSeed } from "../seed";
import type { DeployerCredentials } from "../service";
import { microsoftGraphAppId, microsoftGraphScopes, microsoftTenantId } from "./microsoft-graph";
import type {
  Application,
  AppRole,
  AppRoleAssignment,
  Group,
  PermissionGrant,
  PermissionScope,
  ServicePrincipal,
  SignIn,
  User,
} from "./model";

/** One tenant; every map is by object id. */
export interface Tenant {
  readonly tenantId: string;
  /** The domain that every tenant has from the start, for example `1111….onmicrosoft.com`. */
  readonly initialDomain: string;
  readonly applications: Map<string, Application>;
  readonly servicePrincipals: Map<string, ServicePrincipal>;
  readonly groups: Map<string, Group>;
  readonly users: Map<string, User>;
  readonly grants: Map<string, PermissionGrant>;
  readonly assignments: Map<string, AppRoleAssignment>;
  /** Applications that were there before, by the object id of their service principals. */
  readonly readers: ReadonlyMap<string, Reader>;
  readonly signIns: SignIn[];
  /** Whether its sign-ins may be read. */
  readonly hasPremiumLicense: boolean;
}

/** An application that reads the tenant. */
export interface Reader {
  readonly secret: Secret;
  /** Permissions of Microsoft Graph. */
  readonly permissions: ReadonlySet<string>;
}

/** All tenants, by tenant id. */
export interface EntraState {
  readonly tenants: ReadonlyMap<string, Tenant>;
}

/** A tenant with its groups, people, Microsoft's own service principal and the deployer's. */
export function seedTenant(seed: TenantSeed, deployer: DeployerCredentials): Tenant {
  const tenant: Tenant = {
    tenantId: seed.tenantId,
    initialDomain: `${seed.tenantId.slice(0, 8)}.onmicrosoft.com`,
    applications: new Map(),
    servicePrincipals: new Map(),
    groups: new Map(),
    users: new Map(),
    grants: new Map(),
    assignments: new Map(),
    readers: new Map((seed.readers ?? []).map((reader) => [reader.objectId.toLowerCase(), readerOf(reader)])),
    signIns: [],
    hasPremiumLicense: seed.lacksPremiumLicense !== true,
  };
  for (const { id = randomUUID(), name } of seed.groups) {
    tenant.groups.set(id, { id, displayName: name, members: new Set() });
  }
  for (const { objectId: id = randomUUID(), displayName, login, groups } of seed.people) {
    tenant.users.set(id, { id, displayName, userPrincipalName: login });
    for (const group of tenant.groups.values()) {
      if (groups.includes(group.displayName)) {
        group.members.add(id);
      }
    }
  }
  addServicePrincipal(tenant, randomUUID(), microsoftGraphAppId, {
    displayName: "Microsoft Graph",
    appOwnerOrganizationId: microsoftTenantId,
    servicePrincipalNames: [microsoftGraphAppId, "https://graph.microsoft.com"],
    oauth2PermissionScopes: microsoftGraphScopes,
  });
  addServicePrincipal(
    tenant,
    deployer.objectId,
    deployer.clientId,
    ownIdentity(seed.tenantId, deployer.clientId, "deployer"),
  );
  for (const { objectId, clientId } of seed.readers ?? []) {
    addServicePrincipal(tenant, objectId, clientId, ownIdentity(seed.tenantId, clientId, "reader"));
  }
  return tenant;
}

/** Adds a service principal whose settings are those that Graph gives a new one. */
export function addServicePrincipal(
  tenant: Tenant,
  id: string,
  appId: string,
  own: ServicePrincipal["own"],
): ServicePrincipal {
  const principal: ServicePrincipal = {
    id,
    appId,
    own,
    createdDateTime: timestamp(),
    owners: new Set(),
    properties: {
      accountEnabled: true,
      alternativeNames: [],
      appRoleAssignmentRequired: false,
      description: null,
      loginUrl: null,
      notes: null,
      notificationEmailAddresses: [],
      preferredSingleSignOnMode: null,
      samlSingleSignOnSettings: null,
      tags: [],
    },
  };
  tenant.servicePrincipals.set(id, principal);
  return principal;
}

function readerOf({ clientSecret, graphPermissions }: ReaderSeed): Reader {
  return { secret: new Secret(clientSecret), permissions: new Set(graphPermissions) };
}

/** What a service principal says of itself where no application of the tenant stands behind it. */
export function ownIdentity(tenantId: string, appId: string, displayName: string): ServicePrincipal["own"] {
  return {
    displayName,
    appOwnerOrganizationId: tenantId,
    servicePrincipalNames: [appId],
    oauth2PermissionScopes: [],
  };
}

/** The application with a client id, if the tenant registered it. */
export function applicationByClientId(tenant: Tenant, appId: string): Application | undefined {
  return [...tenant.applications.values()].find((application) => sameId(application.appId, appId));
}

/** The service principal of a client id. */
export function servicePrincipalByClientId(tenant: Tenant, appId: string): ServicePrincipal | undefined {
  return [...tenant.servicePrincipals.values()].find((principal) => sameId(principal.appId, appId));
}

/** The scopes that an API exposes in the tenant, disabled ones included. */
export function exposedScopes(tenant: Tenant, principal: ServicePrincipal): readonly PermissionScope[] {
  const application = applicationByClientId(tenant, principal.appId);
  return application?.properties.api.oauth2PermissionScopes ?? principal.own.oauth2PermissionScopes;
}

/** The roles that an API exposes in the tenant. */
export function exposedRoles(tenant: Tenant, principal: ServicePrincipal): readonly AppRole[] {
  return applicationByClientId(tenant, principal.appId)?.properties.appRoles ?? [];
}

/** Removes a service principal with the grants and assignments that lead to or from it. */
export function removeServicePrincipal(tenant: Tenant, id: string): void {
  tenant.servicePrincipals.delete(id);
  removeWhere(tenant.grants, (grant) => grant.clientId === id || grant.resourceId === id);
  removeWhere(tenant.assignments, (assignment) => assignment.principalId === id || assignment.resourceId === id);
}

/** Removes a group and its assignments. */
export function removeGroup(tenant: Tenant, id: string): void {
  tenant.groups.delete(id);
  removeWhere(tenant.assignments, (assignment) => assignment.principalId === id);
}

/** Whether two GUIDs are the same; their case does not matter. */
export function sameId(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}

/** An id in the form that Graph gives to grants and assignments. */
export function opaqueId(): string {
  return randomBytes(32).toString("base64url");
}

/** A moment as Graph writes it: UTC, no fraction of a second. @default now */
export function timestamp(moment: Date = new Date()): string {
  return moment.toISOString().replace(/\.\d+Z$/, "Z");
}

function removeWhere<T>(map: Map<string, T>, matches: (value: T) => boolean): void {
  for (const [id, value] of map) {
    if (matches(value)) {
      map.delete(id);
    }
  }
}
