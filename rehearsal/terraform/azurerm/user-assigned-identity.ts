import { objectAt, textAt } from "../../json";
import { armResource, groupedId } from "./arm-resource";

/** @see https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities */
export const userAssignedIdentity = armResource({
  type: "azurerm_user_assigned_identity",
  label: "User Assigned Identity",
  apiVersion: "2023-01-31",
  replacedBy: ["name", "resource_group_name", "location"],
  id: (planned, api) => groupedId(api, planned, "Microsoft.ManagedIdentity/userAssignedIdentities"),
  body: () => ({}),
  attributes(found) {
    const properties = objectAt(found, "properties");
    return {
      client_id: textAt(properties, "clientId") ?? null,
      principal_id: textAt(properties, "principalId") ?? null,
      tenant_id: textAt(properties, "tenantId") ?? null,
    };
  },
});
