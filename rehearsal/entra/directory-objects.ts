/**
 * Groups, people and the tenant itself: `/groups`, `/users`, `/organization`, `/directoryObjects`.
 * @see https://learn.microsoft.com/graph/api/resources/group
 * @see https://learn.microsoft.com/graph/api/resources/user
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import type { GraphCall, GraphContext } from "./graph-context";
import { notFound } from "./graph-errors";
import type { Group, User } from "./model";
import { type Entity, page, single } from "./odata";
import { parseProperties, readBody } from "./parse";
import { removeGroup, type Tenant } from "./state";

const groupRequest = z.strictObject({
  displayName: z.string().min(1),
  mailEnabled: z.literal(false),
  mailNickname: z.string().min(1),
  securityEnabled: z.literal(true),
  description: z.string().nullable().optional(),
});

/** The operations on groups, people and the tenant. */
export const directoryObjectRoutes: readonly Route<GraphContext>[] = [
  { method: "get", path: "/groups", handle: listGroups },
  { method: "post", path: "/groups", handle: createGroup },
  { method: "get", path: "/groups/:id", handle: (call) => found("groups", groupEntity(findGroup(call)), call) },
  { method: "delete", path: "/groups/:id", handle: deleteGroup },
  { method: "get", path: "/groups/:id/members", handle: listMembers },
  { method: "get", path: "/groups/:id/transitiveMembers", handle: listMembers },
  { method: "get", path: "/groups/:id/owners", handle: (call) => (findGroup(call), objects([], call)) },
  { method: "get", path: "/users", handle: listUsers },
  { method: "get", path: "/users/:id", handle: (call) => found("users", userEntity(findUser(call)), call) },
  { method: "get", path: "/users/:id/memberOf", handle: listMemberships },
  { method: "get", path: "/users/:id/transitiveMemberOf", handle: listMemberships },
  { method: "get", path: "/organization", handle: listOrganization },
  { method: "get", path: "/directoryObjects/:id", handle: getObject },
];

/** Any object of the tenant, with its type; managed identities are known by the directory alone. */
export function directoryObject({ tenant, directory }: GraphContext, id: string): Entity | undefined {
  const group = tenant.groups.get(id);
  if (group !== undefined) {
    return { "@odata.type": "#microsoft.graph.group", ...groupEntity(group) };
  }
  const user = tenant.users.get(id);
  if (user !== undefined) {
    return { "@odata.type": "#microsoft.graph.user", ...userEntity(user) };
  }
  const principal = tenant.servicePrincipals.get(id);
  if (principal !== undefined) {
    const { appId, own } = principal;
    return { "@odata.type": "#microsoft.graph.servicePrincipal", id, appId, displayName: own.displayName };
  }
  const known = directory.find(tenant.tenantId, id);
  return known === undefined
    ? undefined
    : { "@odata.type": odataTypes[known.type], id, displayName: known.displayName };
}

const odataTypes = {
  User: "#microsoft.graph.user",
  Group: "#microsoft.graph.group",
  ServicePrincipal: "#microsoft.graph.servicePrincipal",
} as const;

function listGroups({ context: { tenant }, query, url }: GraphCall): Reply {
  const entities = [...tenant.groups.values()].map(groupEntity);
  const like = groupEntity({ id: "", displayName: "", members: new Set() });
  return { status: 200, body: page(entities, like, { query, url, type: "group", set: "groups" }) };
}

/** Display names are not unique: a second group of the same name is another group. */
function createGroup({ context: { tenant, directory }, body, query }: GraphCall): Reply {
  const { displayName } = parseProperties(groupRequest, readBody(body).properties, "Group");
  const group: Group = { id: randomUUID(), displayName, members: new Set() };
  tenant.groups.set(group.id, group);
  directory.add(tenant.tenantId, { id: group.id, type: "Group", displayName });
  return { status: 201, body: single("groups", groupEntity(group), query) };
}

function deleteGroup(call: GraphCall): Reply {
  const { tenant, directory } = call.context;
  const { id } = findGroup(call);
  removeGroup(tenant, id);
  directory.remove(tenant.tenantId, id);
  return { status: 204 };
}

function listMembers(call: GraphCall): Reply {
  const { users } = call.context.tenant;
  return objects([...findGroup(call).members].flatMap((id) => users.get(id) ?? []).map(userObject), call);
}

function listMemberships(call: GraphCall): Reply {
  const user = findUser(call);
  const groups = [...call.context.tenant.groups.values()].filter(({ members }) => members.has(user.id));
  return objects(
    groups.map((group) => ({ "@odata.type": "#microsoft.graph.group", ...groupEntity(group) })),
    call,
  );
}

function listUsers({ context: { tenant }, query, url }: GraphCall): Reply {
  const entities = [...tenant.users.values()].map(userEntity);
  const like = userEntity({ id: "", displayName: "", userPrincipalName: "" });
  return { status: 200, body: page(entities, like, { query, url, type: "user", set: "users" }) };
}

function listOrganization({ context: { tenant }, query, url }: GraphCall): Reply {
  const organization = organizationEntity(tenant);
  const list = { query, url, type: "organization", set: "organization" };
  return { status: 200, body: page([organization], organization, list) };
}

function getObject(call: GraphCall): Reply {
  const id = param(call, "id");
  const object = directoryObject(call.context, id.toLowerCase());
  if (object === undefined) {
    throw notFound(id);
  }
  return found("directoryObjects", object, call);
}

function findGroup(call: GraphCall): Group {
  const id = param(call, "id");
  const group = call.context.tenant.groups.get(id.toLowerCase());
  if (group === undefined) {
    throw notFound(id);
  }
  return group;
}

/** A person is named by object id or by sign-in name. */
function findUser(call: GraphCall): User {
  const id = param(call, "id");
  const { users } = call.context.tenant;
  const wanted = id.toLowerCase();
  const user = users.get(wanted) ?? [...users.values()].find((one) => one.userPrincipalName.toLowerCase() === wanted);
  if (user === undefined) {
    throw notFound(id);
  }
  return user;
}

function groupEntity({ id, displayName }: Group): Entity {
  return {
    id,
    deletedDateTime: null,
    description: null,
    displayName,
    groupTypes: [],
    isAssignableToRole: null,
    mail: null,
    mailEnabled: false,
    mailNickname: displayName.replaceAll(/[^\w.-]/g, ""),
    membershipRule: null,
    membershipRuleProcessingState: null,
    onPremisesSyncEnabled: null,
    proxyAddresses: [],
    securityEnabled: true,
    visibility: null,
  };
}

function userEntity({ id, displayName, userPrincipalName }: User): Entity {
  return { id, accountEnabled: true, displayName, mail: userPrincipalName, userPrincipalName, userType: "Member" };
}

function userObject(user: User): Entity {
  return { "@odata.type": "#microsoft.graph.user", ...userEntity(user) };
}

function organizationEntity({ tenantId, initialDomain }: Tenant): Entity {
  return {
    id: tenantId,
    displayName: initialDomain,
    tenantType: "AAD",
    verifiedDomains: [{ name: initialDomain, isDefault: true, isInitial: true, type: "Managed" }],
  };
}

function objects(entities: readonly Entity[], { query, url }: GraphCall): Reply {
  const list = { query, url, type: "directoryObject", set: "directoryObjects" };
  return { status: 200, body: page(entities, { id: "" }, list) };
}

function found(set: string, entity: Entity, { query }: GraphCall): Reply {
  return { status: 200, body: single(set, entity, query) };
}
