/**
 * Groups, people, and which groups an app is for.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/
 */
import { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import { findApp } from "./apps";
import type { AppGroupAssignment, Group, User } from "./model";
import { type OktaCall, type OktaContext, parseBody } from "./okta-context";
import { accessDenied, notFound, searchInvalid, valueTaken } from "./okta-errors";
import { pageOf } from "./paging";
import { identified, isMember } from "./state";

const groupPageSize = 10_000;
const pageSize = 200;
const assignmentPageSize = 20;

const groupRequest = z.object({
  profile: z.object({ name: z.string().min(1).max(255), description: z.string().nullish() }),
});

const assignmentRequest = z.object({
  priority: z.int().min(0).nullish(),
  profile: z.record(z.string(), z.unknown()).nullish(),
});

/** `type eq "BUILT_IN"`, `profile.name sw "Fore"` */
const searchPattern = /^\s*(id|type|profile\.name)\s+(eq|sw)\s+"([^"]*)"\s*$/;

/** The operations on groups, people and assignments. */
export const groupRoutes: readonly Route<OktaContext>[] = [
  { method: "get", path: "/groups", handle: listGroups },
  { method: "post", path: "/groups", handle: createGroup },
  { method: "get", path: "/groups/:group", handle: (call) => ok(groupEntity(findGroup(call))) },
  { method: "delete", path: "/groups/:group", handle: removeGroup },
  { method: "get", path: "/groups/:group/users", handle: listMembers },
  { method: "get", path: "/users", handle: listUsers },
  { method: "get", path: "/users/:user", handle: (call) => ok(userEntity(findUser(call))) },
  { method: "get", path: "/users/:user/groups", handle: listGroupsOfUser },
  { method: "get", path: "/apps/:app/groups", handle: listAssignments },
  { method: "put", path: "/apps/:app/groups/:group", handle: assign },
  { method: "get", path: "/apps/:app/groups/:group", handle: readAssignment },
  { method: "delete", path: "/apps/:app/groups/:group", handle: unassign },
];

/** `q` finds by the beginning of the name: a longer name answers for a shorter one that is missing. */
function listGroups(call: OktaCall): Reply {
  const wanted = call.query.get("q")?.toLowerCase() ?? "";
  const filters = [call.query.get("filter"), call.query.get("search")].map(matcher);
  const found = [...call.context.organization.groups.values()].filter(
    (group) => group.name.toLowerCase().startsWith(wanted) && filters.every((matches) => matches(group)),
  );
  return pageOf(call, found.map(groupEntity), groupPageSize);
}

function matcher(expression: string | null): (group: Group) => boolean {
  if (expression === null || expression === "") {
    return () => true;
  }
  const [, field, operator, value] = searchPattern.exec(expression) ?? [];
  if (field === undefined || value === undefined) {
    throw searchInvalid();
  }
  return ({ id, type, name }) => {
    const actual = field === "id" ? id : field === "type" ? type : name;
    return operator === "eq" ? actual === value : actual.startsWith(value);
  };
}

function createGroup(call: OktaCall): Reply {
  const { groups } = call.context.organization;
  const { profile } = parseBody(groupRequest, call.body);
  if ([...groups.values()].some(({ name }) => name === profile.name)) {
    throw valueTaken("name");
  }
  const { name, description = null } = profile;
  const group: Group = { ...identified("00g"), type: "OKTA_GROUP", name, description, members: new Set() };
  groups.set(group.id, group);
  return ok(groupEntity(group));
}

/** Policy rules go on naming a group that is gone; apps do not. */
function removeGroup(call: OktaCall): Reply {
  const { groups, apps } = call.context.organization;
  const group = findGroup(call);
  if (group.type === "BUILT_IN") {
    throw accessDenied();
  }
  groups.delete(group.id);
  for (const app of apps.values()) {
    app.groups.delete(group.id);
  }
  return { status: 204 };
}

function listMembers(call: OktaCall): Reply {
  const { organization } = call.context;
  const group = findGroup(call);
  const members = [...organization.users.values()].filter(({ id }) => isMember(organization, group, id));
  return pageOf(call, members.map(userEntity), pageSize);
}

function listUsers(call: OktaCall): Reply {
  const wanted = call.query.get("q")?.toLowerCase() ?? "";
  const found = [...call.context.organization.users.values()].filter(({ login, displayName }) =>
    [login, displayName].some((text) => text.toLowerCase().startsWith(wanted)),
  );
  return pageOf(call, found.map(userEntity), pageSize);
}

function listGroupsOfUser(call: OktaCall): Reply {
  const { organization } = call.context;
  const user = findUser(call);
  const groups = [...organization.groups.values()].filter((group) => isMember(organization, group, user.id));
  return pageOf(call, groups.map(groupEntity), pageSize);
}

function listAssignments(call: OktaCall): Reply {
  const entities = [...findApp(call).groups].map(([id, assignment]) => assignmentEntity(id, assignment));
  return pageOf(call, entities, assignmentPageSize);
}

/** Assigns a group, or changes its assignment. */
function assign(call: OktaCall): Reply {
  const app = findApp(call);
  const group = findGroup(call);
  const request = parseBody(assignmentRequest, call.body ?? {});
  const assignment: AppGroupAssignment = {
    priority: request.priority ?? app.groups.get(group.id)?.priority ?? app.groups.size,
    profile: request.profile ?? {},
    lastUpdated: new Date().toISOString(),
  };
  app.groups.set(group.id, assignment);
  return ok(assignmentEntity(group.id, assignment));
}

function readAssignment(call: OktaCall): Reply {
  const [id, assignment] = findAssignment(call);
  return ok(assignmentEntity(id, assignment));
}

function unassign(call: OktaCall): Reply {
  const [id] = findAssignment(call);
  findApp(call).groups.delete(id);
  return { status: 204 };
}

function findAssignment(call: OktaCall): readonly [string, AppGroupAssignment] {
  const id = param(call, "group");
  const assignment = findApp(call).groups.get(id);
  if (assignment === undefined) {
    throw notFound(id, "UserGroup");
  }
  return [id, assignment];
}

function findGroup(call: OktaCall): Group {
  const id = param(call, "group");
  const group = call.context.organization.groups.get(id);
  if (group === undefined) {
    throw notFound(id, "UserGroup");
  }
  return group;
}

/** A person is named by id or by login. */
function findUser(call: OktaCall): User {
  const id = param(call, "user");
  const { users } = call.context.organization;
  const user = users.get(id) ?? [...users.values()].find(({ login }) => login.toLowerCase() === id.toLowerCase());
  if (user === undefined) {
    throw notFound(id, "User");
  }
  return user;
}

function groupEntity({ id, type, name, description, created, lastUpdated }: Group): Readonly<Record<string, unknown>> {
  return {
    id,
    created,
    lastUpdated,
    lastMembershipUpdated: lastUpdated,
    objectClass: ["okta:user_group"],
    type,
    profile: { name, description },
  };
}

function userEntity({ id, login, displayName, created, lastUpdated }: User): Readonly<Record<string, unknown>> {
  const [firstName = displayName, ...lastName] = displayName.split(" ");
  return {
    id,
    status: "ACTIVE",
    created,
    activated: created,
    lastUpdated,
    profile: { firstName, lastName: lastName.join(" "), displayName, email: login, login },
  };
}

function assignmentEntity(id: string, assignment: AppGroupAssignment): Readonly<Record<string, unknown>> {
  return { id, ...assignment };
}

function ok(body: Readonly<Record<string, unknown>>): Reply {
  return { status: 200, body };
}
