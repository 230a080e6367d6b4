import { isObject, objectAt, textAt } from "../../json";
import { fromJson, toJsonObject } from "../arm/json-values";
import { requiredText, textAttribute } from "../attributes";
import { armResource } from "./arm-resource";

/** Resource Manager's word for each access type. */
const publicAccess: Readonly<Record<string, string>> = { private: "None", blob: "Blob", container: "Container" };

/**
 * A container of an account that is given by `storage_account_id`, which azurerm manages through Resource Manager.
 * @see https://learn.microsoft.com/rest/api/storagerp/blob-containers
 */
export const storageContainer = armResource({
  type: "azurerm_storage_container",
  label: "Storage Container",
  apiVersion: "2023-05-01",
  replacedBy: [
    "name",
    "storage_account_id",
    "storage_account_name",
    "default_encryption_scope",
    "encryption_scope_override_enabled",
  ],
  defaults: { container_access_type: "private", encryption_scope_override_enabled: true },
  id: (planned) =>
    `${requiredText(planned, "storage_account_id")}/blobServices/default/containers/${requiredText(planned, "name")}`,
  body: (planned) => ({
    properties: {
      publicAccess: publicAccess[textAttribute(planned, "container_access_type") ?? "private"] ?? "None",
      metadata: toJsonObject(planned["metadata"]),
    },
  }),
  attributes(found, known) {
    const properties = objectAt(found, "properties");
    const access = textAt(properties, "publicAccess") ?? "None";
    return {
      container_access_type: Object.keys(publicAccess).find((word) => publicAccess[word] === access) ?? "private",
      default_encryption_scope: textAt(properties, "defaultEncryptionScope") ?? "$account-encryption-key",
      has_immutability_policy: properties["hasImmutabilityPolicy"] === true,
      has_legal_hold: properties["hasLegalHold"] === true,
      metadata: isObject(properties["metadata"]) ? fromJson(properties["metadata"]) : {},
      resource_manager_id: textAt(found, "id") ?? textAttribute(known, "id") ?? null,
    };
  },
});
