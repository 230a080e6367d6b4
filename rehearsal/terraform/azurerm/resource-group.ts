import { textAt } from "../../json";
import { requiredText, textAttribute } from "../attributes";
import { armResource, resourceGroupId } from "./arm-resource";

/** @see https://learn.microsoft.com/rest/api/resources/resource-groups */
export const resourceGroup = armResource({
  type: "azurerm_resource_group",
  label: "Resource Group",
  apiVersion: "2023-07-01",
  replacedBy: ["name", "location"],
  id: (planned, api) => resourceGroupId(api, requiredText(planned, "name")),
  body: (planned) => {
    const managedBy = textAttribute(planned, "managed_by");
    return managedBy === undefined ? {} : { managedBy };
  },
  attributes: (found) => ({ managed_by: textAt(found, "managedBy") ?? null }),
});
