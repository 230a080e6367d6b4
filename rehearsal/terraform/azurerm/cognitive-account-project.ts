import { isObject, objectAt, textAt, type JsonObject } from "../../json";
import { fromJson } from "../arm/json-values";
import { requiredText, textAttribute } from "../attributes";
import { armResource } from "./arm-resource";
import { cognitiveVersion } from "./cognitive-account";
import { identityBlock, identityBody } from "./identity";

/** @see https://learn.microsoft.com/rest/api/aiservices/accountmanagement/projects */
export const cognitiveAccountProject = armResource({
  type: "azurerm_cognitive_account_project",
  label: "Project",
  apiVersion: cognitiveVersion,
  replacedBy: ["name", "cognitive_account_id", "location"],
  // The service does not take an empty text in place of one that is set.
  replacedByRemovalOf: ["description", "display_name"],
  lock: (attributes) => requiredText(attributes, "cognitive_account_id"),
  id: (planned) => `${requiredText(planned, "cognitive_account_id")}/projects/${requiredText(planned, "name")}`,
  body: (planned) => ({
    ...identityBody(planned),
    properties: {
      // Sent empty where they are not set: left out, the service would name the project itself.
      description: textAttribute(planned, "description") ?? "",
      displayName: textAttribute(planned, "display_name") ?? "",
    },
  }),
  attributes(found: JsonObject) {
    const properties = objectAt(found, "properties");
    const { endpoints } = properties;
    return {
      default: properties["isDefault"] === true,
      description: textAt(properties, "description") ?? null,
      display_name: textAt(properties, "displayName") ?? null,
      endpoints: isObject(endpoints) ? fromJson(endpoints) : {},
      identity: identityBlock(found),
    };
  },
});
