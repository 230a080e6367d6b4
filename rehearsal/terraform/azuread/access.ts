/** Who may use an application, and which scopes a client is granted. */
import { textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { requiredText, textAttribute, textsAttribute } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { couldNot, servicePrincipalMissing } from "./errors";
import { bodyOf, graph, scalar, succeeded } from "./graph";

/** @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/app_role_assignment */
export const appRoleAssignment: ManagedResourceType = {
  kind: "resource",
  type: "azuread_app_role_assignment",
  replacedBy: ["app_role_id", "principal_object_id", "resource_object_id"],
  async create(api, planned) {
    const resourceId = requiredText(planned, "resource_object_id");
    await demandServicePrincipal(
      api,
      resourceId,
      `Service principal not found for resource (Object ID: ${JSON.stringify(resourceId)})`,
      `Could not retrieve service principal for resource (Object ID: ${JSON.stringify(resourceId)})`,
    );
    const response = await graph(api, "POST", `/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
      appRoleId: requiredText(planned, "app_role_id"),
      principalId: requiredText(planned, "principal_object_id"),
      resourceId,
    });
    if (!succeeded(response)) throw couldNot("Could not create app role assignment", response);
    return assignmentAttributes(bodyOf(response));
  },
  async read(api, state) {
    const id = requiredText(state, "id");
    const response = await graph(api, "GET", id);
    if (response.status === 404) return undefined;
    if (!succeeded(response)) throw couldNot(`retrieving ${describeAssignment(state)}`, response);
    return assignmentAttributes(bodyOf(response));
  },
  async delete(api, state) {
    const response = await graph(api, "DELETE", requiredText(state, "id"));
    if (!succeeded(response)) throw couldNot(`Deleting ${describeAssignment(state)}`, response);
  },
};

/** @see https://registry.terraform.io/providers/hashicorp/azuread/latest/docs/resources/service_principal_delegated_permission_grant */
export const delegatedPermissionGrant: ManagedResourceType = {
  kind: "resource",
  type: "azuread_service_principal_delegated_permission_grant",
  replacedBy: ["resource_service_principal_object_id", "service_principal_object_id", "user_object_id"],
  async create(api, planned) {
    const clientId = requiredText(planned, "service_principal_object_id");
    const resourceId = requiredText(planned, "resource_service_principal_object_id");
    const [client, resource] = [clientId, resourceId].map(describePrincipal);
    await demandServicePrincipal(api, clientId, `${client} was not found)`, `Could not retrieve ${client}`);
    await demandServicePrincipal(
      api,
      resourceId,
      `${resource} not found for resource`,
      `Could not retrieve ${resource} for resource`,
    );
    const userId = textAttribute(planned, "user_object_id");
    const response = await graph(api, "POST", "/oauth2PermissionGrants", {
      clientId,
      resourceId,
      scope: scopeOf(planned),
      ...(userId === undefined ? { consentType: "AllPrincipals" } : { consentType: "Principal", principalId: userId }),
    });
    if (!succeeded(response)) throw couldNot("Could not create delegated permission grant", response);
    return grantAttributes(bodyOf(response));
  },
  async read(api, state) {
    const id = requiredText(state, "id");
    const response = await graph(api, "GET", `/oauth2PermissionGrants/${id}`);
    if (response.status === 404) return undefined;
    if (!succeeded(response)) {
      throw couldNot(`Retrieving Delegated Permission Grant with ID ${JSON.stringify(id)}`, response);
    }
    return grantAttributes(bodyOf(response));
  },
  async update(api, planned, prior) {
    const id = requiredText(prior, "id");
    const response = await graph(api, "PATCH", `/oauth2PermissionGrants/${id}`, { scope: scopeOf(planned) });
    if (!succeeded(response)) throw couldNot(`Updating ${describeGrant(id)}`, response);
    return {};
  },
  async delete(api, state) {
    const id = requiredText(state, "id");
    const response = await graph(api, "DELETE", `/oauth2PermissionGrants/${id}`);
    if (!succeeded(response)) throw couldNot(`Deleting ${describeGrant(id)}`, response);
  },
};

async function demandServicePrincipal(
  api: ApiClients,
  objectId: string,
  missing: string,
  failed: string,
): Promise<void> {
  const response = await graph(api, "GET", `/servicePrincipals/${objectId}`);
  if (response.status === 404) throw servicePrincipalMissing(missing);
  if (!succeeded(response)) throw couldNot(failed, response);
}

function assignmentAttributes(assignment: JsonObject): Attributes {
  const resourceId = textAt(assignment, "resourceId") ?? "";
  return {
    id: `/servicePrincipals/${resourceId}/appRoleAssignedTo/${textAt(assignment, "id") ?? ""}`,
    app_role_id: scalar(assignment["appRoleId"]),
    principal_display_name: scalar(assignment["principalDisplayName"]),
    principal_object_id: scalar(assignment["principalId"]),
    principal_type: scalar(assignment["principalType"]),
    resource_display_name: scalar(assignment["resourceDisplayName"]),
    resource_object_id: resourceId,
  };
}

function grantAttributes(grant: JsonObject): Attributes {
  return {
    id: scalar(grant["id"]),
    claim_values: (textAt(grant, "scope") ?? "").split(" ").filter((scope) => scope !== ""),
    resource_service_principal_object_id: scalar(grant["resourceId"]),
    service_principal_object_id: scalar(grant["clientId"]),
    user_object_id: scalar(grant["principalId"]),
  };
}

function scopeOf(planned: Attributes): string {
  return textsAttribute(planned, "claim_values").join(" ");
}

function describePrincipal(objectId: string): string {
  return `Service Principal (Service Principal: ${JSON.stringify(objectId)})`;
}

function describeGrant(id: string): string {
  return `O Auth 2 Permission Grant (O Auth 2 Permission Grant: ${JSON.stringify(id)})`;
}

function describeAssignment(state: Attributes): string {
  const [, , principal = "", , assignment = ""] = requiredText(state, "id").split("/");
  return `Service Principal Id App Role Assigned To (Service Principal: ${JSON.stringify(principal)}\nApp Role Assignment: ${JSON.stringify(assignment)})`;
}
