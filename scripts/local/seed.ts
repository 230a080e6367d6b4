import { azureRoles } from "../../contract/azure-roles";
import type { Deployment, GroupReference } from "../../contract/deployment";
import type {
  GroupSeed,
  OrganizationSeed,
  PersonSeed,
  PrincipalSeed,
  ResourceSeed,
  Seed,
  TenantSeed,
} from "../../rehearsal/seed";

/** What the local cloud must hold, and who deploys to it, so that the given deployments can be applied. */
export interface LocalSeed {
  readonly seed: Seed;
  /** The service principal that every deployment names among its deployers. @default none is named by all */
  readonly deployerObjectId?: string;
}

/**
 * Everything that deployment files refer to and do not create: tenants, subscriptions, organizations, groups, principals, referenced
 * resources; with one person in each group and one in none.
 */
export function seedFor(deployments: readonly Deployment[]): LocalSeed {
  const deployerObjectId = commonDeployer(deployments);
  const tenants = groupedBy(deployments, ({ azure }) => azure.tenantId);
  const organizations = groupedBy(
    deployments.filter(({ identity }) => identity.provider === "okta"),
    ({ identity }) => (identity.provider === "okta" ? identity.organization : ""),
  );
  return {
    seed: {
      tenants: [...tenants].map(([tenantId, own]) => tenantOf(tenantId, own, deployerObjectId)),
      organizations: [...organizations].map(([host, own]) => organizationOf(host, own)),
    },
    ...(deployerObjectId !== undefined && { deployerObjectId }),
  };
}

function commonDeployer(deployments: readonly Deployment[]): string | undefined {
  const named = deployments.map(({ foundry }) =>
    foundry.deployers.filter(({ type }) => type === "ServicePrincipal").map(({ id }) => id),
  );
  return named[0]?.find((id) => named.every((ids) => ids.includes(id)));
}

function tenantOf(tenantId: string, deployments: readonly Deployment[], deployer: string | undefined): TenantSeed {
  const groups = unique([
    ...deployments
      .filter(({ identity }) => identity.provider === "entra")
      .flatMap(({ connections }) => connections.flatMap((connection) => groupsOf(connection.groups))),
    ...deployments
      .flatMap(({ foundry }) => foundry.users)
      .flatMap((user) => ("group" in user ? [{ name: user.group }] : [])),
  ]);
  return {
    tenantId,
    subscriptionIds: [...new Set(deployments.map(({ azure }) => azure.subscriptionId))],
    groups,
    people: peopleIn(groups, "tenant.example"),
    principals: principalsOf(deployments).filter(({ id }) => id !== deployer),
    resources: deployments.flatMap(referencedResources),
    // A deployment that names other deployers is applied by somebody who has the role already.
    deployerRoles: deployer === undefined ? [azureRoles.foundryUser] : [],
  };
}

function organizationOf(host: string, deployments: readonly Deployment[]): OrganizationSeed {
  const groups = unique(
    deployments.flatMap(({ connections }) => connections.flatMap(({ groups }) => groupsOf(groups))),
  );
  const servers = deployments.flatMap(({ identity }) =>
    identity.provider === "okta" && identity.authorizationServer !== undefined ? [identity.authorizationServer] : [],
  );
  return {
    host,
    groups,
    people: peopleIn(groups, "organization.example"),
    authorizationServers: [...new Map(servers.map((server) => [server.id, server])).values()].map(({ id, name }) => ({
      id,
      name,
      audience: `api://${name}`,
    })),
  };
}

/** A group that a file names by id has some name; one that it names by name has some id. */
function groupsOf(groups: "everyone" | readonly GroupReference[]): readonly GroupSeed[] {
  if (groups === "everyone") return [];
  return groups.map((group) => ("id" in group ? { id: group.id, name: `Group ${group.id}` } : { name: group.name }));
}

/** One person in each group, and one in none. */
function peopleIn(groups: readonly GroupSeed[], domain: string): readonly PersonSeed[] {
  const members = groups.map(({ name }, index) => ({
    login: `member-${index + 1}@${domain}`,
    displayName: `Member of ${name}`,
    groups: [name],
  }));
  return [...members, { login: `outsider@${domain}`, displayName: "Outsider", groups: [] }];
}

function principalsOf(deployments: readonly Deployment[]): readonly PrincipalSeed[] {
  const named = deployments.flatMap(({ foundry }) => [
    ...foundry.users.flatMap((user) => ("id" in user ? [user] : [])),
    ...foundry.deployers,
  ]);
  return [...new Map(named.map((principal) => [principal.id, principal])).values()];
}

function referencedResources({ azure, foundry }: Deployment): readonly ResourceSeed[] {
  const { location, subscriptionId, resourceGroup } = azure;
  const ids = [
    resourceGroup === undefined ? undefined : `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`,
    azure.logAnalyticsWorkspace,
    foundry.account,
    "id" in foundry.project ? foundry.project.id : undefined,
  ].filter((id) => id !== undefined);
  const resources: ResourceSeed[] = ids.map((id) => ({ id, location }));
  const account =
    foundry.account ?? ("id" in foundry.project ? foundry.project.id.replace(/\/projects\/[^/]+$/, "") : undefined);
  if ("deployment" in foundry.model && account !== undefined) {
    resources.push({ id: `${account}/deployments/${foundry.model.deployment}`, location });
  }
  return resources;
}

function unique(groups: readonly GroupSeed[]): readonly GroupSeed[] {
  return [...new Map(groups.map((group) => [group.id ?? group.name, group])).values()];
}

function groupedBy<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
