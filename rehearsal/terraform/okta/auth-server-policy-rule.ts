import { objectAt, type JsonObject } from "../../json";
import { numberAttribute, requiredText, textAttribute, textsAttribute } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { lifetimesDisagree, requestFailed } from "./errors";
import { bodyOf, okta, scalar, succeeded, textsOf } from "./requests";

/**
 * A rule of an access policy.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_policy_rule
 */
export const authServerPolicyRule: ManagedResourceType = {
  kind: "resource",
  type: "okta_auth_server_policy_rule",
  replacedBy: [],
  defaults: {
    access_token_lifetime_minutes: 60,
    refresh_token_window_minutes: 10_080,
    status: "ACTIVE",
    type: "RESOURCE_ACCESS",
  },
  async create(api, planned) {
    checkLifetimes(planned);
    const response = await okta(api, "POST", rulesPath(planned), settingsOf(planned));
    if (!succeeded(response)) throw requestFailed("failed to create auth server policy rule", response);
    return attributesOf(bodyOf(response));
  },
  async read(api, state) {
    const response = await okta(api, "GET", rulePath(state, state));
    if (response.status === 404) return undefined;
    if (!succeeded(response)) throw requestFailed("failed to get auth server policy rule", response);
    return attributesOf(bodyOf(response));
  },
  async update(api, planned, prior) {
    checkLifetimes(planned);
    const path = rulePath(planned, prior);
    const response = await okta(api, "PUT", path, settingsOf(planned));
    if (!succeeded(response)) throw requestFailed("failed to update auth server policy rule", response);
    const status = textAttribute(planned, "status");
    if (status !== textAttribute(prior, "status")) {
      const step = status === "ACTIVE" ? "activate" : "deactivate";
      const changed = await okta(api, "POST", `${path}/lifecycle/${step}`);
      if (!succeeded(changed)) {
        throw requestFailed("failed to change authorization server policy status", changed);
      }
    }
    return { ...attributesOf(bodyOf(response)), status: status ?? null };
  },
  async delete(api, state) {
    const response = await okta(api, "DELETE", rulePath(state, state));
    if (!succeeded(response)) throw requestFailed("failed to delete auth server policy rule", response);
  },
};

/** The provider looks at lifetimes itself before it asks Okta. */
function checkLifetimes(planned: Attributes): void {
  const refresh = numberAttribute(planned, "refresh_token_lifetime_minutes") ?? 0;
  const access = numberAttribute(planned, "access_token_lifetime_minutes") ?? 0;
  const window = numberAttribute(planned, "refresh_token_window_minutes") ?? 0;
  if (refresh > 0 && refresh < access) {
    throw lifetimesDisagree(
      "'refresh_token_lifetime_minutes' must be greater than or equal to 'access_token_lifetime_minutes'",
    );
  }
  if (refresh > 0 && (access > window || refresh < window)) {
    throw lifetimesDisagree(
      "'refresh_token_window_minutes' must be between 'access_token_lifetime_minutes' and 'refresh_token_lifetime_minutes'",
    );
  }
}

function rulesPath(attributes: Attributes): string {
  const server = requiredText(attributes, "auth_server_id");
  return `/authorizationServers/${server}/policies/${requiredText(attributes, "policy_id")}/rules`;
}

function rulePath(policy: Attributes, rule: Attributes): string {
  return `${rulesPath(policy)}/${requiredText(rule, "id")}`;
}

function settingsOf(planned: Attributes): JsonObject {
  const hook = textAttribute(planned, "inline_hook_id");
  return {
    name: requiredText(planned, "name"),
    type: textAttribute(planned, "type"),
    status: textAttribute(planned, "status"),
    priority: numberAttribute(planned, "priority"),
    actions: {
      token: {
        accessTokenLifetimeMinutes: numberAttribute(planned, "access_token_lifetime_minutes"),
        refreshTokenLifetimeMinutes: numberAttribute(planned, "refresh_token_lifetime_minutes") ?? 0,
        refreshTokenWindowMinutes: numberAttribute(planned, "refresh_token_window_minutes"),
        ...(hook === undefined ? {} : { inlineHook: { id: hook } }),
      },
    },
    conditions: {
      grantTypes: { include: textsAttribute(planned, "grant_type_whitelist") },
      scopes: { include: textsAttribute(planned, "scope_whitelist") },
      people: {
        groups: {
          include: textsAttribute(planned, "group_whitelist"),
          exclude: textsAttribute(planned, "group_blacklist"),
        },
        users: {
          include: textsAttribute(planned, "user_whitelist"),
          exclude: textsAttribute(planned, "user_blacklist"),
        },
      },
    },
  };
}

function attributesOf(rule: JsonObject): Attributes {
  const conditions = objectAt(rule, "conditions");
  const people = objectAt(conditions, "people");
  const [groups, users] = [objectAt(people, "groups"), objectAt(people, "users")];
  const token = objectAt(objectAt(rule, "actions"), "token");
  return {
    id: scalar(rule["id"]),
    name: scalar(rule["name"]),
    type: scalar(rule["type"]),
    status: scalar(rule["status"]),
    system: scalar(rule["system"]),
    priority: scalar(rule["priority"]),
    access_token_lifetime_minutes: scalar(token["accessTokenLifetimeMinutes"]),
    refresh_token_lifetime_minutes: scalar(token["refreshTokenLifetimeMinutes"]),
    refresh_token_window_minutes: scalar(token["refreshTokenWindowMinutes"]),
    inline_hook_id: scalar(objectAt(token, "inlineHook")["id"]),
    grant_type_whitelist: textsOf(objectAt(conditions, "grantTypes")["include"]),
    scope_whitelist: textsOf(objectAt(conditions, "scopes")["include"]),
    group_whitelist: textsOf(groups["include"]),
    group_blacklist: textsOf(groups["exclude"]),
    user_whitelist: textsOf(users["include"]),
    user_blacklist: textsOf(users["exclude"]),
  };
}
