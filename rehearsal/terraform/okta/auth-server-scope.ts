import { textAt, type JsonObject } from "../../json";
import { booleanAttribute, requiredText, textAttribute } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { statusOnly } from "./errors";
import { bodyOf, okta, scalar, succeeded } from "./requests";

/**
 * A scope of an authorization server. A changed server is sent to that server as an update, not as a replacement.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server_scope
 */
export const authServerScope: ManagedResourceType = {
  kind: "resource",
  type: "okta_auth_server_scope",
  replacedBy: [],
  defaults: { consent: "IMPLICIT", default: false, metadata_publish: "ALL_CLIENTS" },
  async create(api, planned) {
    const response = await okta(api, "POST", scopesPath(planned), settingsOf(planned));
    if (!succeeded(response)) throw statusOnly("failed to create auth server scope", response);
    return attributesOf(bodyOf(response));
  },
  async read(api, state) {
    const response = await okta(api, "GET", scopePath(state, state));
    if (response.status === 404) return undefined;
    if (!succeeded(response)) throw statusOnly("failed to get auth server scope", response);
    return attributesOf(bodyOf(response));
  },
  async update(api, planned, prior) {
    const response = await okta(api, "PUT", scopePath(planned, prior), settingsOf(planned));
    if (!succeeded(response)) throw statusOnly("failed to update auth server scope", response);
    return attributesOf(bodyOf(response));
  },
  async delete(api, state) {
    const response = await okta(api, "DELETE", scopePath(state, state));
    if (!succeeded(response) && response.status !== 404) {
      throw statusOnly("failed to delete auth server scope", response);
    }
  },
};

function scopesPath(attributes: Attributes): string {
  return `/authorizationServers/${requiredText(attributes, "auth_server_id")}/scopes`;
}

function scopePath(server: Attributes, scope: Attributes): string {
  return `${scopesPath(server)}/${requiredText(scope, "id")}`;
}

function settingsOf(planned: Attributes): JsonObject {
  return {
    name: requiredText(planned, "name"),
    displayName: textAttribute(planned, "display_name") ?? "",
    description: textAttribute(planned, "description") ?? "",
    consent: textAttribute(planned, "consent"),
    metadataPublish: textAttribute(planned, "metadata_publish"),
    default: booleanAttribute(planned, "default") ?? false,
    optional: booleanAttribute(planned, "optional") ?? false,
  };
}

function attributesOf(scope: JsonObject): Attributes {
  return {
    id: textAt(scope, "id") ?? "",
    name: scalar(scope["name"]),
    display_name: scalar(scope["displayName"]),
    description: scalar(scope["description"]),
    consent: scalar(scope["consent"]),
    metadata_publish: scalar(scope["metadataPublish"]),
    default: scalar(scope["default"]),
    optional: scalar(scope["optional"]),
    system: scalar(scope["system"]),
  };
}
