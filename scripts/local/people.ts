import { randomUUID } from "node:crypto";
import type { Connection, Deployment, GroupReference } from "../../contract/deployment";

/** A group of one system. */
export interface Membership {
  /** `entra`, or the host of an Okta organization. */
  readonly system: string;
  readonly group: string;
}

/** Somebody who works in a tenant: known there, and under the same login in every Okta organization of its deployments. */
export interface Person {
  readonly login: string;
  readonly displayName: string;
  /** Object id in Entra. */
  readonly objectId: string;
  readonly memberships: readonly Membership[];
  /** Whether a group that every deployment of the tenant names as its users makes the person one; else it takes a role of their own. */
  readonly isUserByGroup: boolean;
}

const firstNames = [
  "Ada",
  "Grace",
  "Alan",
  "Barbara",
  "Edsger",
  "Frances",
  "Donald",
  "Radia",
  "Tony",
  "Karen",
] as const;
const atLeast = 2;

/**
 * The people of one tenant: two in each group that a connection names, so that one can be told from the other, and one, the last, in
 * none of them. All may use the agents, so that it is the identity provider that turns somebody away.
 *
 * @param deployments all deployments of the tenant
 * @param domain of their logins, for example `example.com`
 */
export function peopleOf(deployments: readonly Deployment[], domain: string): readonly Person[] {
  const named = deployments.flatMap((deployment) =>
    deployment.connections.flatMap((connection) => membershipsFor(deployment, connection)),
  );
  const distinct = [...new Map(named.map((membership) => [JSON.stringify(membership), membership])).values()];
  const members = distinct.flatMap((membership) => [[membership], [membership]]);
  const inNone = Array.from({ length: Math.max(atLeast - members.length, 0) + 1 }, () => []);
  return [...members, ...inNone].map((own, index) => {
    const displayName = firstNames[index] ?? `Person ${index + 1}`;
    const asUser = userGroups(deployments, own, distinct);
    return {
      displayName,
      login: `${displayName.toLowerCase().replace(" ", "")}@${domain}`,
      objectId: randomUUID(),
      memberships: [...own, ...(asUser ?? [])],
      isUserByGroup: asUser !== undefined,
    };
  });
}

/** The people who may sign in through a connection, at least two. */
export function membersOf(
  deployment: Deployment,
  connection: Connection,
  people: readonly Person[],
): readonly Person[] {
  if (connection.groups === "everyone") return people;
  const admitted = membershipsFor(deployment, connection);
  return people.filter(({ memberships }) => admitted.some((wanted) => memberships.some((own) => isSame(own, wanted))));
}

/** What a person must be a member of to sign in through a connection: any of these; empty for a connection for everyone. */
function membershipsFor(deployment: Deployment, { groups }: Connection): readonly Membership[] {
  const system = systemOf(deployment);
  return groups === "everyone" ? [] : groups.map((group) => ({ system, group: groupName(group) }));
}

/** Where the groups of a deployment's connections are: `entra`, or the host of an Okta organization. */
export function systemOf({ identity }: Deployment): string {
  return identity.provider === "entra" ? "entra" : identity.organization;
}

/** A group that a file names by id has some name. */
export function groupName(group: GroupReference): string {
  return "id" in group ? `Group ${group.id}` : group.name;
}

/**
 * Groups that make a person a user of all deployments without admitting them to a connection; `undefined` where there are none for one of
 * the deployments.
 */
function userGroups(
  deployments: readonly Deployment[],
  own: readonly Membership[],
  admitting: readonly Membership[],
): readonly Membership[] | undefined {
  const joined = deployments.map(({ foundry }) => {
    const groups = foundry.users.flatMap((user) => ("group" in user ? [{ system: "entra", group: user.group }] : []));
    if (groups.some((group) => own.some((membership) => isSame(membership, group)))) return [];
    const harmless = groups.find((group) => !admitting.some((membership) => isSame(membership, group)));
    return harmless === undefined ? undefined : [harmless];
  });
  return joined.some((groups) => groups === undefined) ? undefined : joined.flatMap((groups) => groups ?? []);
}

function isSame(left: Membership, right: Membership): boolean {
  return left.system === right.system && left.group === right.group;
}
