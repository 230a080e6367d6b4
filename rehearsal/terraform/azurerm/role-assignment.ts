import { randomUUID } from "node:crypto";
import { isObject, objectAt, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { isJsonArray } from "../arm/json-values";
import { bodyOf, changeInArm, sendToArm, succeeded } from "../arm/requests";
import { retryWhile } from "../arm/retry";
import { requiredText, textAttribute } from "../attributes";
import { errorOfBody } from "../errors";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { noRole, noSuchRole, requestFailed } from "./errors";

const assignmentVersion = "2022-04-01";
const definitionVersion = "2022-05-01-preview";

/**
 * A role assignment; nothing of it can be changed. Its name is a random GUID unless the configuration gives one.
 * @see https://learn.microsoft.com/rest/api/authorization/role-assignments
 */
export const roleAssignment: ManagedResourceType = {
  kind: "resource",
  type: "azurerm_role_assignment",
  replacedBy: [
    "condition",
    "condition_version",
    "delegated_managed_identity_resource_id",
    "description",
    "name",
    "principal_id",
    "principal_type",
    "role_definition_id",
    "role_definition_name",
    "scope",
    "skip_service_principal_aad_check",
  ],
  async create(api, planned) {
    const scope = requiredText(planned, "scope");
    const name = textAttribute(planned, "name") ?? randomUUID();
    const id = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
    const role = await roleOf(api, planned, scope);
    const request = {
      method: "PUT",
      id,
      apiVersion: assignmentVersion,
      body: { properties: properties(planned, role.id) },
    } as const;
    const response = await retryWhile(
      () => changeInArm(api.resourceManager, request),
      // A principal that was just created is not known everywhere at once.
      (answer) => errorOfBody(answer.body)?.code === "PrincipalNotFound",
    );
    if (!succeeded(response)) throw requestFailed("creating", described(id), response);
    return { ...planned, ...attributes(bodyOf(response), planned), ...roleAttributes(planned, role), id, name };
  },
  async read(api, state) {
    const id = requiredText(state, "id");
    const response = await sendToArm(api.resourceManager, { method: "GET", id, apiVersion: assignmentVersion });
    if (response.status === 404) return undefined;
    if (!succeeded(response)) throw requestFailed("retrieving", described(id), response);
    return { ...state, ...attributes(bodyOf(response), state) };
  },
  async delete(api, state) {
    const id = requiredText(state, "id");
    const request = { method: "DELETE", id, apiVersion: assignmentVersion } as const;
    const response = await changeInArm(api.resourceManager, request);
    if (!succeeded(response) && response.status !== 404) throw requestFailed("deleting", described(id), response);
  },
};

interface Role {
  readonly id: string;
  readonly name: string;
}

/** The role by its name or by its id, whichever is given; the other one is looked up. */
async function roleOf(api: ApiClients, planned: Attributes, scope: string): Promise<Role> {
  const name = textAttribute(planned, "role_definition_name");
  const id = textAttribute(planned, "role_definition_id");
  if (name !== undefined) {
    const response = await sendToArm(api.resourceManager, {
      method: "GET",
      id: `${scope}/providers/Microsoft.Authorization/roleDefinitions`,
      apiVersion: definitionVersion,
      query: { $filter: `roleName eq '${name.replaceAll("'", "''")}'` },
    });
    if (!succeeded(response)) throw requestFailed("loading", "Role Definition List", response);
    const listed = bodyOf(response)["value"];
    const found = isJsonArray(listed) ? listed[0] : undefined;
    const foundId = isObject(found) ? textAt(found, "id") : undefined;
    if (foundId === undefined) throw noSuchRole(name, scope);
    return { id: foundId, name };
  }
  if (id === undefined) throw noRole();
  const response = await sendToArm(api.resourceManager, { method: "GET", id, apiVersion: definitionVersion });
  if (!succeeded(response)) throw requestFailed("retrieving", `Role Definition (ID: ${JSON.stringify(id)})`, response);
  return { id, name: textAt(objectAt(bodyOf(response), "properties"), "roleName") ?? "" };
}

function properties(planned: Attributes, roleDefinitionId: string): JsonObject {
  const optional = (name: string, attribute: string): JsonObject => {
    const value = textAttribute(planned, attribute);
    return value === undefined ? {} : { [name]: value };
  };
  return {
    roleDefinitionId,
    principalId: requiredText(planned, "principal_id"),
    ...optional("principalType", "principal_type"),
    ...optional("description", "description"),
    ...optional("condition", "condition"),
    ...optional("conditionVersion", "condition_version"),
    ...optional("delegatedManagedIdentityResourceId", "delegated_managed_identity_resource_id"),
  };
}

function attributes(found: JsonObject, known: Attributes): Attributes {
  const values = objectAt(found, "properties");
  return {
    condition: textAt(values, "condition") ?? null,
    condition_version: textAt(values, "conditionVersion") ?? null,
    description: textAt(values, "description") ?? null,
    principal_id: textAt(values, "principalId") ?? null,
    principal_type: textAt(values, "principalType") ?? textAttribute(known, "principal_type") ?? null,
  };
}

function roleAttributes(planned: Attributes, role: Role): Attributes {
  return {
    role_definition_id: textAttribute(planned, "role_definition_id") ?? role.id,
    role_definition_name: textAttribute(planned, "role_definition_name") ?? role.name,
  };
}

function described(id: string): string {
  const [scope = "", name = ""] = id.split("/providers/Microsoft.Authorization/roleAssignments/");
  return `Scoped Role Assignment (Scope: ${JSON.stringify(scope)}\nRole Assignment Name: ${JSON.stringify(name)})`;
}
