/** What Okta's provider looks up. */
import { objectAt, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { booleanAttribute, requiredText, textAttribute } from "../attributes";
import type { Attributes, DataSourceType } from "../resource-type";
import { authServerAttributes } from "./auth-server";
import { authorizationServerMissing, groupAmbiguous, groupMissing, requestFailed } from "./errors";
import { bodyOf, isFailure, listAll, okta, scalar, succeeded } from "./requests";

const everyone = "Everyone";

/**
 * A group by id or name. Okta searches by the beginning of names; a single hit is taken whatever its whole name is.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/data-sources/group
 */
export const group: DataSourceType = {
  kind: "data",
  type: "okta_group",
  async read(api, configuration) {
    const found = await findGroup(api, configuration);
    const id = textAt(found, "id") ?? "";
    const profile = objectAt(found, "profile");
    return {
      id,
      name: scalar(profile["name"]),
      description: scalar(profile["description"]) ?? "",
      type: scalar(found["type"]),
      users: booleanAttribute(configuration, "include_users") === true ? await usersOf(api, id) : [],
    };
  },
};

/**
 * The built-in group that everybody is in.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/data-sources/everyone_group
 */
export const everyoneGroup: DataSourceType = {
  kind: "data",
  type: "okta_everyone_group",
  async read(api) {
    const found = await searchGroup(api, everyone, undefined);
    return { id: scalar(found["id"]), description: scalar(objectAt(found, "profile")["description"]) ?? "" };
  },
};

/**
 * A custom authorization server by its whole name.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/data-sources/auth_server
 */
export const authServerData: DataSourceType = {
  kind: "data",
  type: "okta_auth_server",
  async read(api, configuration) {
    const name = requiredText(configuration, "name");
    const servers = await listAll(api, `/authorizationServers?q=${encodeURIComponent(name)}&limit=200`);
    if (isFailure(servers)) throw requestFailed(`failed to find auth server '${name}'`, servers);
    const found = servers.find((server) => server["name"] === name);
    if (found === undefined) throw authorizationServerMissing(name);
    return authServerAttributes(found);
  },
};

async function findGroup(api: ApiClients, configuration: Attributes): Promise<JsonObject> {
  const id = textAttribute(configuration, "id");
  if (id !== undefined) {
    const response = await okta(api, "GET", `/groups/${id}`);
    if (!succeeded(response)) throw requestFailed("failed get group by ID", response);
    return bodyOf(response);
  }
  return searchGroup(api, textAttribute(configuration, "name") ?? "", textAttribute(configuration, "type"));
}

async function searchGroup(api: ApiClients, name: string, type: string | undefined): Promise<JsonObject> {
  const filter = type === undefined ? "" : `&filter=${encodeURIComponent(`type eq "${type}"`)}`;
  const groups = await listAll(api, `/groups?q=${encodeURIComponent(name)}${filter}`);
  if (isFailure(groups)) throw requestFailed("failed to query for groups", groups);
  const [first, ...more] = groups;
  if (first === undefined) throw groupMissing(name, type);
  if (more.length === 0) return first;
  const exact = groups.find((candidate) => objectAt(candidate, "profile")["name"] === name);
  if (exact === undefined) throw groupAmbiguous(name, type, groups.length);
  return exact;
}

async function usersOf(api: ApiClients, groupId: string): Promise<readonly string[]> {
  const users = await listAll(api, `/groups/${groupId}/users?limit=200`);
  if (isFailure(users)) throw requestFailed("failed to list group user IDs", users);
  return users.flatMap((user) => textAt(user, "id") ?? []);
}
