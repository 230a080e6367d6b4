import { isObject, objectAt, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { isJsonArray } from "../arm/json-values";
import { bodyOf, sendToArm, succeeded } from "../arm/requests";
import { booleanAttribute, requiredText, textAttribute } from "../attributes";
import type { Attributes, TerraformValue } from "../resource-type";
import { armResource, groupedId } from "./arm-resource";
import { describeId, requestFailed } from "./errors";
import { identityBlock, identityBody } from "./identity";

const apiVersion = "2023-05-01";
const label = "Storage Account";

/** @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts */
export const storageAccount = armResource({
  type: "azurerm_storage_account",
  label,
  apiVersion,
  replacedBy: [
    "name",
    "resource_group_name",
    "location",
    "account_tier",
    "dns_endpoint_type",
    "edge_zone",
    "infrastructure_encryption_enabled",
    "is_hns_enabled",
    "nfsv3_enabled",
    "provisioned_billing_model_version",
    "queue_encryption_key_type",
    "table_encryption_key_type",
  ],
  defaults: {
    account_kind: "StorageV2",
    allow_nested_items_to_be_public: true,
    cross_tenant_replication_enabled: false,
    default_to_oauth_authentication: false,
    dns_endpoint_type: "Standard",
    https_traffic_only_enabled: true,
    infrastructure_encryption_enabled: false,
    is_hns_enabled: false,
    local_user_enabled: true,
    min_tls_version: "TLS1_2",
    nfsv3_enabled: false,
    public_network_access_enabled: true,
    queue_encryption_key_type: "Service",
    sftp_enabled: false,
    shared_access_key_enabled: true,
    table_encryption_key_type: "Service",
  },
  id: (planned, api) => groupedId(api, planned, "Microsoft.Storage/storageAccounts"),
  body: (planned) => ({
    kind: requiredText(planned, "account_kind"),
    sku: { name: `${requiredText(planned, "account_tier")}_${requiredText(planned, "account_replication_type")}` },
    ...identityBody(planned),
    properties: {
      accessTier: textAttribute(planned, "access_tier") ?? "Hot",
      allowBlobPublicAccess: booleanAttribute(planned, "allow_nested_items_to_be_public") ?? true,
      allowCrossTenantReplication: booleanAttribute(planned, "cross_tenant_replication_enabled") ?? false,
      allowSharedKeyAccess: booleanAttribute(planned, "shared_access_key_enabled") ?? true,
      defaultToOAuthAuthentication: booleanAttribute(planned, "default_to_oauth_authentication") ?? false,
      isHnsEnabled: booleanAttribute(planned, "is_hns_enabled") ?? false,
      isLocalUserEnabled: booleanAttribute(planned, "local_user_enabled") ?? true,
      isNfsV3Enabled: booleanAttribute(planned, "nfsv3_enabled") ?? false,
      isSftpEnabled: booleanAttribute(planned, "sftp_enabled") ?? false,
      minimumTlsVersion: textAttribute(planned, "min_tls_version") ?? "TLS1_2",
      publicNetworkAccess:
        booleanAttribute(planned, "public_network_access_enabled") === false ? "Disabled" : "Enabled",
      supportsHttpsTrafficOnly: booleanAttribute(planned, "https_traffic_only_enabled") ?? true,
    },
  }),
  attributes: (found) => ({ ...settings(found), ...endpoints(found), identity: identityBlock(found) }),
  further: (api, id, known) => keys(api, id, known),
});

function settings(found: JsonObject): Attributes {
  const properties = objectAt(found, "properties");
  const [tier, replication] = (textAt(objectAt(found, "sku"), "name") ?? "").split("_");
  return {
    account_kind: textAt(found, "kind") ?? null,
    account_tier: tier ?? null,
    account_replication_type: replication ?? null,
    access_tier: textAt(properties, "accessTier") ?? null,
    allow_nested_items_to_be_public: flag(properties, "allowBlobPublicAccess", true),
    https_traffic_only_enabled: flag(properties, "supportsHttpsTrafficOnly", true),
    min_tls_version: textAt(properties, "minimumTlsVersion") ?? null,
    primary_location: textAt(properties, "primaryLocation") ?? null,
    public_network_access_enabled: textAt(properties, "publicNetworkAccess") !== "Disabled",
    shared_access_key_enabled: flag(properties, "allowSharedKeyAccess", true),
  };
}

/** `primary_blob_endpoint` and `primary_blob_host`, and so on for each service. */
function endpoints(found: JsonObject): Attributes {
  const attributes: Record<string, TerraformValue> = {};
  const primary = objectAt(objectAt(found, "properties"), "primaryEndpoints");
  for (const service of ["blob", "dfs", "file", "queue", "table", "web"]) {
    const endpoint = textAt(primary, service);
    attributes[`primary_${service}_endpoint`] = endpoint ?? null;
    attributes[`primary_${service}_host`] = endpoint === undefined ? null : new URL(endpoint).host;
  }
  return attributes;
}

/** Keys that the account refuses are not asked for. */
async function keys(api: ApiClients, id: string, known: Attributes): Promise<Attributes> {
  if (booleanAttribute(known, "shared_access_key_enabled") === false) return {};
  const response = await sendToArm(api.resourceManager, { method: "POST", id: `${id}/listKeys`, apiVersion });
  if (!succeeded(response)) throw requestFailed("listing Keys for", describeId(label, id), response);
  const listed = bodyOf(response)["keys"];
  const [primary, secondary] = (isJsonArray(listed) ? listed : []).map((key) =>
    isObject(key) ? (textAt(key, "value") ?? null) : null,
  );
  return { primary_access_key: primary ?? null, secondary_access_key: secondary ?? null };
}

function flag(properties: JsonObject, name: string, otherwise: boolean): boolean {
  const value = properties[name];
  return typeof value === "boolean" ? value : otherwise;
}
