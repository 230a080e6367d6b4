/**
 * Who is assigned to an app, by a group: `/api/v1/apps/{app}/users`. An app that is for all without assignment has no such users.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationUsers/
 */
import { param, type Reply, type Route } from "../routes";
import { findApp } from "./apps";
import type { App, User } from "./model";
import type { OktaCall, OktaContext } from "./okta-context";
import { notFound } from "./okta-errors";
import { pageOf } from "./paging";
import { isMember } from "./state";

const pageSize = 50;

/** The operations on the people of an app. */
export const appUserRoutes: readonly Route<OktaContext>[] = [
  {
    method: "get",
    path: "/apps/:app/users",
    handle: (call) => pageOf(call, assigned(call, findApp(call)).map(entity), pageSize),
  },
  { method: "get", path: "/apps/:app/users/:user", handle: read },
];

function read(call: OktaCall): Reply {
  const id = param(call, "user");
  const user = assigned(call, findApp(call)).find((candidate) => candidate.id === id);
  if (user === undefined) {
    throw notFound(id, "AppUser");
  }
  return { status: 200, body: entity(user) };
}

function assigned({ context: { organization } }: OktaCall, app: App): readonly User[] {
  const groups = [...app.groups.keys()].flatMap((id) => organization.groups.get(id) ?? []);
  return [...organization.users.values()].filter(({ id }) => groups.some((group) => isMember(organization, group, id)));
}

function entity({ id, login, created, lastUpdated }: User): Readonly<Record<string, unknown>> {
  return {
    id,
    externalId: null,
    created,
    lastUpdated,
    scope: "GROUP",
    status: "ACTIVE",
    statusChanged: created,
    passwordChanged: null,
    syncState: "DISABLED",
    credentials: { userName: login },
    profile: {},
  };
}
