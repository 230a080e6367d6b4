import { isObject, objectAt, textAt } from "../../json";
import type { ApiClients } from "../api-clients";
import { bodyOf, changeInArm, sendToArm, succeeded } from "../arm/requests";
import { booleanAttribute, requiredText, singleBlock, textAttribute, textsAttribute } from "../attributes";
import type { Attributes } from "../resource-type";
import { armResource, groupedId, normalizeLocation, subscriptionOf } from "./arm-resource";
import { describeId, requestFailed } from "./errors";
import { identityBlock, identityBody } from "./identity";

/** API version of all Cognitive Services types here. */
export const cognitiveVersion = "2025-06-01";

const label = "Account";

/** @see https://learn.microsoft.com/rest/api/aiservices/accountmanagement/accounts */
export const cognitiveAccount = armResource({
  type: "azurerm_cognitive_account",
  label,
  apiVersion: cognitiveVersion,
  replacedBy: [
    "name",
    "resource_group_name",
    "location",
    "kind",
    "custom_subdomain_name",
    "metrics_advisor_aad_client_id",
    "metrics_advisor_aad_tenant_id",
    "metrics_advisor_super_user_name",
    "metrics_advisor_website_name",
  ],
  defaults: {
    local_auth_enabled: true,
    outbound_network_access_restricted: false,
    project_management_enabled: false,
    public_network_access_enabled: true,
  },
  id: (planned, api) => groupedId(api, planned, "Microsoft.CognitiveServices/accounts"),
  body: (planned) => {
    const subdomain = textAttribute(planned, "custom_subdomain_name");
    return {
      kind: requiredText(planned, "kind"),
      sku: { name: requiredText(planned, "sku_name") },
      ...identityBody(planned),
      properties: {
        ...(subdomain === undefined ? {} : { customSubDomainName: subdomain }),
        allowProjectManagement: booleanAttribute(planned, "project_management_enabled") ?? false,
        allowedFqdnList: textsAttribute(planned, "fqdns"),
        disableLocalAuth: booleanAttribute(planned, "local_auth_enabled") === false,
        dynamicThrottlingEnabled: booleanAttribute(planned, "dynamic_throttling_enabled") ?? false,
        publicNetworkAccess:
          booleanAttribute(planned, "public_network_access_enabled") === false ? "Disabled" : "Enabled",
        restrictOutboundNetworkAccess: booleanAttribute(planned, "outbound_network_access_restricted") ?? false,
      },
    };
  },
  attributes(found) {
    const properties = objectAt(found, "properties");
    return {
      custom_subdomain_name: textAt(properties, "customSubDomainName") ?? null,
      dynamic_throttling_enabled: properties["dynamicThrottlingEnabled"] === true,
      endpoint: textAt(properties, "endpoint") ?? null,
      identity: identityBlock(found),
      kind: textAt(found, "kind") ?? null,
      local_auth_enabled: properties["disableLocalAuth"] !== true,
      outbound_network_access_restricted: properties["restrictOutboundNetworkAccess"] === true,
      project_management_enabled: properties["allowProjectManagement"] === true,
      public_network_access_enabled: textAt(properties, "publicNetworkAccess") !== "Disabled",
      sku_name: textAt(objectAt(found, "sku"), "name") ?? null,
    };
  },
  further: (api, id, known) => cognitiveKeys(api, id, booleanAttribute(known, "local_auth_enabled") !== false),
  afterDelete: purge,
});

/** Keys of an account, shared with its data source; an account that takes no keys is not asked for them. */
export async function cognitiveKeys(api: ApiClients, id: string, takesKeys: boolean): Promise<Attributes> {
  if (!takesKeys) return { primary_access_key: "", secondary_access_key: "" };
  const request = { method: "POST", id: `${id}/listKeys`, apiVersion: cognitiveVersion } as const;
  const response = await sendToArm(api.resourceManager, request);
  if (!succeeded(response)) throw requestFailed("listing Keys for", describeId(label, id), response);
  const keys = bodyOf(response);
  return { primary_access_key: textAt(keys, "key1") ?? null, secondary_access_key: textAt(keys, "key2") ?? null };
}

/**
 * A deleted account goes on holding its name; azurerm purges it unless the provider block says otherwise.
 * @see https://learn.microsoft.com/rest/api/aiservices/accountmanagement/deleted-accounts/purge
 */
async function purge(api: ApiClients, state: Attributes): Promise<void> {
  const features = singleBlock(api.provider, "features") ?? {};
  const wanted = booleanAttribute(singleBlock(features, "cognitive_account") ?? {}, "purge_soft_delete_on_destroy");
  if (wanted === false) return;
  const id = [
    `/subscriptions/${subscriptionOf(api)}/providers/Microsoft.CognitiveServices`,
    `locations/${normalizeLocation(requiredText(state, "location"))}`,
    `resourceGroups/${requiredText(state, "resource_group_name")}`,
    `deletedAccounts/${requiredText(state, "name")}`,
  ].join("/");
  const response = await changeInArm(api.resourceManager, { method: "DELETE", id, apiVersion: cognitiveVersion });
  if (!succeeded(response) && response.status !== 404) throw requestFailed("purging", describeId(label, id), response);
}

/** Whether what Resource Manager returned is an account that takes keys. */
export function takesKeys(found: unknown): boolean {
  return isObject(found) && objectAt(found, "properties")["disableLocalAuth"] !== true;
}
