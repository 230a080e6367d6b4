import { objectAt, type JsonObject } from "../../json";
import { numberAttribute, requiredText, textAttribute, textsAttribute } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { inactivePolicy, requestFailed } from "./errors";
import { bodyOf, okta, scalar, succeeded, textsOf } from "./requests";

/**
 * An access policy of an authorization server.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_policy
 */
export const authServerPolicy: ManagedResourceType = {
  kind: "resource",
  type: "okta_auth_server_policy",
  replacedBy: [],
  defaults: { status: "ACTIVE" },
  async create(api, planned) {
    if (textAttribute(planned, "status") === "INACTIVE") throw inactivePolicy();
    const response = await okta(api, "POST", policiesPath(planned), settingsOf(planned));
    if (!succeeded(response)) throw requestFailed("failed to create authorization server policy", response);
    return attributesOf(bodyOf(response));
  },
  async read(api, state) {
    const response = await okta(api, "GET", policyPath(state, state));
    if (response.status === 404) return undefined;
    if (!succeeded(response)) throw requestFailed("failed to get auth server policy", response);
    return attributesOf(bodyOf(response));
  },
  async update(api, planned, prior) {
    const path = policyPath(planned, prior);
    const response = await okta(api, "PUT", path, settingsOf(planned));
    if (!succeeded(response)) throw requestFailed("failed to update auth server policy", response);
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
    const response = await okta(api, "DELETE", policyPath(state, state));
    if (!succeeded(response)) throw requestFailed("failed to delete auth server policy", response);
  },
};

function policiesPath(attributes: Attributes): string {
  return `/authorizationServers/${requiredText(attributes, "auth_server_id")}/policies`;
}

function policyPath(server: Attributes, policy: Attributes): string {
  return `${policiesPath(server)}/${requiredText(policy, "id")}`;
}

function settingsOf(planned: Attributes): JsonObject {
  return {
    type: "OAUTH_AUTHORIZATION_POLICY",
    name: requiredText(planned, "name"),
    description: requiredText(planned, "description"),
    status: textAttribute(planned, "status"),
    priority: numberAttribute(planned, "priority"),
    conditions: { clients: { include: textsAttribute(planned, "client_whitelist") } },
  };
}

function attributesOf(policy: JsonObject): Attributes {
  return {
    id: scalar(policy["id"]),
    name: scalar(policy["name"]),
    description: scalar(policy["description"]),
    status: scalar(policy["status"]),
    priority: scalar(policy["priority"]),
    client_whitelist: textsOf(objectAt(objectAt(policy, "conditions"), "clients")["include"]),
  };
}
