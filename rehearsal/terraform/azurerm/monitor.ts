import { objectAt, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { bodyOf, sendToArm, succeeded } from "../arm/requests";
import { booleanAttribute, numberAttribute, requiredText, textAttribute } from "../attributes";
import type { Attributes } from "../resource-type";
import { armResource, groupedId } from "./arm-resource";
import { describeId, requestFailed } from "./errors";

const workspaceVersion = "2022-10-01";
const workspaceLabel = "Workspace";

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces */
export const logAnalyticsWorkspace = armResource({
  type: "azurerm_log_analytics_workspace",
  label: workspaceLabel,
  apiVersion: workspaceVersion,
  replacedBy: ["name", "resource_group_name", "location"],
  defaults: {
    allow_resource_only_permissions: true,
    daily_quota_gb: -1,
    internet_ingestion_enabled: true,
    internet_query_enabled: true,
  },
  id: (planned, api) => groupedId(api, planned, "Microsoft.OperationalInsights/workspaces"),
  body: (planned) => ({
    properties: {
      sku: { name: textAttribute(planned, "sku") ?? "PerGB2018" },
      retentionInDays: numberAttribute(planned, "retention_in_days") ?? 30,
      workspaceCapping: { dailyQuotaGb: numberAttribute(planned, "daily_quota_gb") ?? -1 },
      publicNetworkAccessForIngestion: enabled(planned, "internet_ingestion_enabled"),
      publicNetworkAccessForQuery: enabled(planned, "internet_query_enabled"),
      features: {
        disableLocalAuth: booleanAttribute(planned, "local_authentication_enabled") === false,
        enableLogAccessUsingOnlyResourcePermissions:
          booleanAttribute(planned, "allow_resource_only_permissions") ?? true,
      },
    },
  }),
  attributes(found) {
    const properties = objectAt(found, "properties");
    const withoutKeys = objectAt(properties, "features")["disableLocalAuth"] === true;
    return {
      sku: textAt(objectAt(properties, "sku"), "name") ?? null,
      retention_in_days: numberAt(properties, "retentionInDays"),
      workspace_id: textAt(properties, "customerId") ?? null,
      local_authentication_disabled: withoutKeys,
      local_authentication_enabled: !withoutKeys,
    };
  },
  further: (api, id) => workspaceKeys(api, id),
});

/** Keys of a workspace, shared with its data source. */
export async function workspaceKeys(api: ApiClients, id: string): Promise<Attributes> {
  const request = { method: "POST", id: `${id}/sharedKeys`, apiVersion: workspaceVersion } as const;
  const response = await sendToArm(api.resourceManager, request);
  if (!succeeded(response)) throw requestFailed("retrieving Shared Keys for", describeId(workspaceLabel, id), response);
  const keys = bodyOf(response);
  return {
    primary_shared_key: textAt(keys, "primarySharedKey") ?? null,
    secondary_shared_key: textAt(keys, "secondarySharedKey") ?? null,
  };
}

/** @see https://learn.microsoft.com/rest/api/application-insights/components */
export const applicationInsights = armResource({
  type: "azurerm_application_insights",
  label: "Component",
  apiVersion: "2020-02-02",
  replacedBy: ["name", "resource_group_name", "location", "application_type"],
  defaults: {
    daily_data_cap_in_gb: 100,
    daily_data_cap_notifications_disabled: false,
    disable_ip_masking: false,
    force_customer_storage_for_profiler: false,
    internet_ingestion_enabled: true,
    internet_query_enabled: true,
    local_authentication_disabled: false,
    retention_in_days: 90,
    sampling_percentage: 100,
  },
  id: (planned, api) => groupedId(api, planned, "Microsoft.Insights/components"),
  body: (planned) => {
    const workspace = textAttribute(planned, "workspace_id");
    return {
      kind: requiredText(planned, "application_type"),
      properties: {
        Application_Type: requiredText(planned, "application_type"),
        DisableIpMasking: booleanAttribute(planned, "disable_ip_masking") ?? false,
        DisableLocalAuth: booleanAttribute(planned, "local_authentication_disabled") ?? false,
        ForceCustomerStorageForProfiler: booleanAttribute(planned, "force_customer_storage_for_profiler") ?? false,
        RetentionInDays: numberAttribute(planned, "retention_in_days") ?? 90,
        SamplingPercentage: numberAttribute(planned, "sampling_percentage") ?? 100,
        publicNetworkAccessForIngestion: enabled(planned, "internet_ingestion_enabled"),
        publicNetworkAccessForQuery: enabled(planned, "internet_query_enabled"),
        ...(workspace === undefined ? {} : { WorkspaceResourceId: workspace }),
      },
    };
  },
  attributes(found) {
    const properties = objectAt(found, "properties");
    return {
      app_id: textAt(properties, "AppId") ?? null,
      application_type: textAt(properties, "Application_Type") ?? null,
      connection_string: textAt(properties, "ConnectionString") ?? null,
      instrumentation_key: textAt(properties, "InstrumentationKey") ?? null,
      local_authentication_disabled: properties["DisableLocalAuth"] === true,
      retention_in_days: numberAt(properties, "RetentionInDays"),
      sampling_percentage: numberAt(properties, "SamplingPercentage"),
      workspace_id: textAt(properties, "WorkspaceResourceId") ?? null,
    };
  },
});

function enabled(planned: Attributes, name: string): string {
  return booleanAttribute(planned, name) === false ? "Disabled" : "Enabled";
}

function numberAt(properties: JsonObject, name: string): number | null {
  const value = properties[name];
  return typeof value === "number" ? value : null;
}
