import { randomUUID } from "node:crypto";
import { azureRoles } from "../../contract/azure-roles";
import type { Deployment } from "../../contract/deployment";
import type {
  GroupSeed,
  OrganizationSeed,
  PersonSeed,
  PrincipalSeed,
  ResourceSeed,
  Seed,
  TenantSeed,
} from "../../rehearsal/seed";
import { groupName, peopleOf, systemOf, type Person } from "./people";

/** What the local cloud must hold, and who is there. */
export interface LocalSeed {
  readonly seed: Seed;
  /** The service principal that deploys: the one that every deployment names among its deployers, if there is one. */
  readonly deployerObjectId: string;
  /** By tenant id. */
  readonly people: ReadonlyMap<string, readonly Person[]>;
}

/**
 * Everything that deployment files refer to and do not create: tenants, subscriptions, organizations, groups, principals, referenced
 * resources; and people to sign in.
 */
export function seedFor(deployments: readonly Deployment[]): LocalSeed {
  const named = commonDeployer(deployments);
  const deployerObjectId = named ?? randomUUID();
  const tenants = [...groupedBy(deployments, ({ azure }) => azure.tenantId)];
  const organizations = groupedBy(
    deployments.filter(({ identity }) => identity.provider === "okta"),
    systemOf,
  );
  const people = new Map(
    tenants.map(([tenantId, own], index) => [
      tenantId,
      peopleOf(own, index === 0 ? "example.com" : `tenant-${index + 1}.example.com`),
    ]),
  );
  return {
    seed: {
      tenants: tenants.map(([tenantId, own]) =>
        // A deployment that names other deployers is applied by somebody who has the role already.
        tenantOf(tenantId, own, people.get(tenantId) ?? [], deployerObjectId, named === undefined),
      ),
      organizations: [...organizations].map(([host, own]) =>
        organizationOf(
          host,
          own,
          [...new Set(own.map(({ azure }) => azure.tenantId))].flatMap((tenantId) => people.get(tenantId) ?? []),
        ),
      ),
    },
    deployerObjectId,
    people,
  };
}

function commonDeployer(deployments: readonly Deployment[]): string | undefined {
  const named = deployments.map(({ foundry }) =>
    foundry.deployers.filter(({ type }) => type === "ServicePrincipal").map(({ id }) => id),
  );
  return named[0]?.find((id) => named.every((ids) => ids.includes(id)));
}

function tenantOf(
  tenantId: string,
  deployments: readonly Deployment[],
  people: readonly Person[],
  deployer: string,
  deployerNeedsRole: boolean,
): TenantSeed {
  const withOwnRole = people.filter(({ isUserByGroup }) => !isUserByGroup).map(({ objectId }) => objectId);
  return {
    tenantId,
    subscriptionIds: [...new Set(deployments.map(({ azure }) => azure.subscriptionId))],
    groups: unique([
      ...deployments.filter(({ identity }) => identity.provider === "entra").flatMap(groupsOf),
      ...deployments
        .flatMap(({ foundry }) => foundry.users)
        .flatMap((user) => ("group" in user ? [{ name: user.group }] : [])),
    ]),
    people: people.map((person) => personIn("entra", person)),
    principals: principalsOf(deployments).filter(({ id }) => id !== deployer),
    resources: deployments.flatMap(referencedResources),
    roles: [...withOwnRole, ...(deployerNeedsRole ? [deployer] : [])].map((principalId) => ({
      principalId,
      roleId: azureRoles.foundryUser,
    })),
  };
}

function organizationOf(host: string, deployments: readonly Deployment[], people: readonly Person[]): OrganizationSeed {
  const servers = deployments.flatMap(({ identity }) =>
    identity.provider === "okta" && identity.authorizationServer !== undefined ? [identity.authorizationServer] : [],
  );
  return {
    host,
    groups: unique(deployments.flatMap(groupsOf)),
    people: people.map((person) => personIn(host, person)),
    authorizationServers: [...new Map(servers.map((server) => [server.id, server])).values()].map(({ id, name }) => ({
      id,
      name,
      audience: `api://${name}`,
    })),
  };
}

/** The groups that a deployment's connections name; one that is named by id has some name, and the other way round. */
function groupsOf({ connections }: Deployment): readonly GroupSeed[] {
  return connections.flatMap(({ groups }) =>
    groups === "everyone"
      ? []
      : groups.map((group) => ({ name: groupName(group), ...("id" in group && { id: group.id }) })),
  );
}

function personIn(where: string, { login, displayName, objectId, memberships }: Person): PersonSeed {
  const groups = memberships.filter(({ system }) => system === where).map(({ group }) => group);
  return { login, displayName, objectId, groups };
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
  return [...new Map(groups.map((group) => [group.name, group])).values()];
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
