import { objectAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { requiredText, textAttribute, textsAttribute } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { requestFailed } from "./errors";
import { bodyOf, okta, scalar, succeeded, textsOf } from "./requests";

/**
 * A custom authorization server.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/auth_server
 */
export const authServer: ManagedResourceType = {
  kind: "resource",
  type: "okta_auth_server",
  replacedBy: [],
  defaults: { credentials_rotation_mode: "AUTO", issuer_mode: "ORG_URL", status: "ACTIVE" },
  async create(api, planned) {
    const response = await okta(api, "POST", "/authorizationServers", settingsOf(planned));
    if (!succeeded(response)) throw requestFailed("failed to create authorization server", response);
    const created = authServerAttributes(bodyOf(response));
    // Okta accepts keys that are rotated by hand on an update only.
    return textAttribute(planned, "credentials_rotation_mode") === "MANUAL" ? replace(api, created, planned) : created;
  },
  async read(api, state) {
    const response = await okta(api, "GET", `/authorizationServers/${requiredText(state, "id")}`);
    if (response.status === 404) return undefined;
    if (!succeeded(response)) throw requestFailed("failed to get authorization server", response);
    return authServerAttributes(bodyOf(response));
  },
  async update(api, planned, prior) {
    if (textAttribute(planned, "status") !== textAttribute(prior, "status")) {
      const step = textAttribute(planned, "status") === "INACTIVE" ? "deactivate" : "activate";
      const path = `/authorizationServers/${requiredText(prior, "id")}/lifecycle/${step}`;
      const response = await okta(api, "POST", path);
      if (!succeeded(response)) throw requestFailed(`failed to ${step} authorization server`, response);
    }
    return replace(api, prior, planned);
  },
  async delete(api, state) {
    const path = `/authorizationServers/${requiredText(state, "id")}`;
    const deactivated = await okta(api, "POST", `${path}/lifecycle/deactivate`);
    if (!succeeded(deactivated) && deactivated.status !== 404) {
      throw requestFailed("failed to deactivate authorization server", deactivated);
    }
    const deleted = await okta(api, "DELETE", path);
    if (!succeeded(deleted) && deleted.status !== 404) {
      throw requestFailed("failed to delete authorization server", deleted);
    }
  },
};

async function replace(api: ApiClients, known: Attributes, planned: Attributes): Promise<Attributes> {
  const path = `/authorizationServers/${requiredText(known, "id")}`;
  const response = await okta(api, "PUT", path, settingsOf(planned));
  if (!succeeded(response)) throw requestFailed("failed to update authorization server", response);
  return authServerAttributes(bodyOf(response));
}

function settingsOf(planned: Attributes): JsonObject {
  return {
    name: requiredText(planned, "name"),
    description: textAttribute(planned, "description") ?? "",
    audiences: textsAttribute(planned, "audiences"),
    issuerMode: textAttribute(planned, "issuer_mode"),
    credentials: { signing: { rotationMode: textAttribute(planned, "credentials_rotation_mode") } },
  };
}

/** The attributes that the resource and the data source share. */
export function authServerAttributes(server: JsonObject): Attributes {
  const signing = objectAt(objectAt(server, "credentials"), "signing");
  return {
    id: scalar(server["id"]),
    name: scalar(server["name"]),
    description: scalar(server["description"]),
    audiences: textsOf(server["audiences"]),
    issuer: scalar(server["issuer"]),
    issuer_mode: scalar(server["issuerMode"]),
    status: scalar(server["status"]),
    kid: scalar(signing["kid"]),
    credentials_rotation_mode: scalar(signing["rotationMode"]),
    credentials_last_rotated: scalar(signing["lastRotated"]),
    credentials_next_rotation: scalar(signing["nextRotation"]),
  };
}
