import { objectAt, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { fromJson } from "../arm/json-values";
import { bodyOf, sendToArm, succeeded } from "../arm/requests";
import { requiredText } from "../attributes";
import type { Attributes, DataSourceType } from "../resource-type";
import { groupedId, resourceGroupId, subscriptionOf } from "./arm-resource";
import { cognitiveKeys, cognitiveVersion, takesKeys } from "./cognitive-account";
import { describeId, notFound, requestFailed } from "./errors";
import { identityBlock } from "./identity";
import { workspaceKeys } from "./monitor";

/** Who is signed in, and where; nothing is asked. */
const clientConfig: DataSourceType = {
  kind: "data",
  type: "azurerm_client_config",
  read(api) {
    const { clientId, objectId, tenantId } = api.signedIn;
    const subscriptionId = subscriptionOf(api);
    const text = `clientId=${clientId};objectId=${objectId};subscriptionId=${subscriptionId};tenantId=${tenantId}`;
    return Promise.resolve({
      id: Buffer.from(text).toString("base64"),
      client_id: clientId,
      object_id: objectId,
      subscription_id: subscriptionId,
      tenant_id: tenantId,
    });
  },
};

/** @see https://learn.microsoft.com/rest/api/resources/resource-groups/get */
const resourceGroup: DataSourceType = {
  kind: "data",
  type: "azurerm_resource_group",
  async read(api, configuration) {
    const id = resourceGroupId(api, requiredText(configuration, "name"));
    const found = await existing(api, "Resource Group", id, "2023-07-01");
    return { ...configuration, ...placed(found), id, managed_by: textAt(found, "managedBy") ?? "" };
  },
};

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/get */
const logAnalyticsWorkspace: DataSourceType = {
  kind: "data",
  type: "azurerm_log_analytics_workspace",
  async read(api, configuration) {
    const id = groupedId(api, configuration, "Microsoft.OperationalInsights/workspaces");
    const found = await existing(api, "Workspace", id, "2022-10-01");
    const properties = objectAt(found, "properties");
    return {
      ...configuration,
      ...placed(found),
      ...(await workspaceKeys(api, id)),
      id,
      daily_quota_gb: fromJson(objectAt(properties, "workspaceCapping")["dailyQuotaGb"]),
      retention_in_days: fromJson(properties["retentionInDays"]),
      sku: textAt(objectAt(properties, "sku"), "name") ?? null,
      workspace_id: textAt(properties, "customerId") ?? null,
    };
  },
};

/** @see https://learn.microsoft.com/rest/api/aiservices/accountmanagement/accounts/get */
const cognitiveAccount: DataSourceType = {
  kind: "data",
  type: "azurerm_cognitive_account",
  async read(api, configuration) {
    const id = groupedId(api, configuration, "Microsoft.CognitiveServices/accounts");
    const found = await existing(api, "Account", id, cognitiveVersion);
    const properties = objectAt(found, "properties");
    return {
      ...configuration,
      ...placed(found),
      ...(await cognitiveKeys(api, id, takesKeys(found))),
      id,
      endpoint: textAt(properties, "endpoint") ?? null,
      identity: identityBlock(found),
      kind: textAt(found, "kind") ?? null,
      local_auth_enabled: properties["disableLocalAuth"] !== true,
      qna_runtime_endpoint: textAt(objectAt(properties, "apiProperties"), "qnaRuntimeEndpoint") ?? "",
      sku_name: textAt(objectAt(found, "sku"), "name") ?? null,
    };
  },
};

/** Data sources of the provider `azurerm` that a deployment uses. */
export const dataSources: readonly DataSourceType[] = [
  clientConfig,
  resourceGroup,
  logAnalyticsWorkspace,
  cognitiveAccount,
];

async function existing(api: ApiClients, label: string, id: string, apiVersion: string): Promise<JsonObject> {
  const response = await sendToArm(api.resourceManager, { method: "GET", id, apiVersion });
  if (response.status === 404) throw notFound(describeId(label, id));
  if (!succeeded(response)) throw requestFailed("retrieving", describeId(label, id), response);
  return bodyOf(response);
}

function placed(found: JsonObject): Attributes {
  return { location: textAt(found, "location") ?? null, tags: fromJson(objectAt(found, "tags")) };
}
