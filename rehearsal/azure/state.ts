import { textAt, type JsonObject } from "../json";
import { connectionType, type ConnectionCredentials, type CredentialVault } from "../foundry/connection";
import type { RoleAssignments } from "./access/role-assignments";
import { childOf, formatId, ownName, parentOf, resourceGroupId } from "./resource-id";
import type { Resource } from "./resource";
import type { World } from "./resource-type";
import { sameText } from "./store";

/** A function app as a host must know it: everything that Terraform has set, app settings included. */
export interface SiteState {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** For example `func-weather.azurewebsites.net`. */
  readonly hostName: string;
  /** Host of the deployment endpoint, for example `func-weather.scm.azurewebsites.net`. */
  readonly scmHostName: string;
  readonly appSettings: Readonly<Record<string, string>>;
  /** Properties of `authsettingsV2`. */
  readonly authSettings: JsonObject;
  /** The site's own properties, `functionAppConfig` among them. */
  readonly properties: JsonObject;
  /** With the principal and client ids of its identities. */
  readonly identity: JsonObject | undefined;
}

/** A project connection as the sign-in must know it, credentials included. */
export interface ConnectionState {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** ARM id of the project. */
  readonly projectId: string;
  /** As read back; never holds credentials. */
  readonly properties: JsonObject;
  /** @default none: a connection that is no OAuth2 connection */
  readonly credentials: ConnectionCredentials | undefined;
}

/** What Resource Manager holds, read only, as of the moment of the call. */
export interface ResourceManagerState {
  sites(): readonly SiteState[];
  /** The site that answers under a host name, its own or that of its deployment endpoint. */
  siteByHost(host: string): SiteState | undefined;
  connections(): readonly ConnectionState[];
  /** By ARM id. */
  connection(id: string): ConnectionState | undefined;
  /** ARM ids of all resource groups, resources and role assignments. */
  ids(): readonly string[];
}

/** A view of the store that hands nothing out to change. */
export function resourceManagerState(
  world: World,
  vault: CredentialVault,
  assignments: RoleAssignments,
): ResourceManagerState {
  const sites = (): readonly SiteState[] =>
    world.store.ofType("Microsoft.Web/sites").map((site) => siteState(site, world));
  const connections = (): readonly ConnectionState[] =>
    world.store.ofType(connectionType).map((connection) => ({
      id: formatId(connection.id),
      name: ownName(connection.id),
      tenantId: world.tenantOf(connection.id.subscription),
      projectId: formatId(parentOf(connection.id) ?? connection.id),
      properties: connection.properties,
      credentials: vault.get(formatId(connection.id)),
    }));
  return {
    sites,
    siteByHost: (host) => sites().find((site) => sameText(site.hostName, host) || sameText(site.scmHostName, host)),
    connections,
    connection: (id) => connections().find((connection) => sameText(connection.id, id)),
    ids: () => [
      ...world.store.allGroups().map(({ subscription, name }) => resourceGroupId(subscription, name)),
      ...world.store.within("/").map(({ id }) => formatId(id)),
      ...assignments
        .all()
        .map(({ scope, name }) => `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`),
    ],
  };
}

function siteState(site: Resource, world: World): SiteState {
  const config = (name: string): JsonObject => world.store.get(childOf(site.id, "config", name))?.properties ?? {};
  const hostName = textAt(site.properties, "defaultHostName") ?? "";
  return {
    id: formatId(site.id),
    name: ownName(site.id),
    tenantId: world.tenantOf(site.id.subscription),
    hostName,
    scmHostName: hostName.replace(".", ".scm."),
    appSettings: Object.fromEntries(
      Object.entries(config("appsettings")).map(([name, value]) => [name, typeof value === "string" ? value : ""]),
    ),
    authSettings: config("authsettingsV2"),
    properties: site.properties,
    identity: site.identity,
  };
}
