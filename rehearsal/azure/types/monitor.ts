import { randomUUID } from "node:crypto";
import { textAt } from "../../json";
import { ownName } from "../resource-id";
import type { ResourceType } from "../resource-type";

/**
 * Log Analytics workspaces.
 * @see https://learn.microsoft.com/rest/api/loganalytics/workspaces
 */
const workspace: ResourceType = {
  type: "Microsoft.OperationalInsights/workspaces",
  located: true,
  names: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$/,
    allowed: "Use 4 to 63 letters, digits and hyphens; start and end with a letter or digit.",
  },
  write({ body, existing }) {
    const before = existing?.properties ?? {};
    const now = new Date().toISOString();
    return {
      properties: {
        sku: { name: "PerGB2018" },
        retentionInDays: 30,
        features: { legacy: 0, searchVersion: 1, enableLogAccessUsingOnlyResourcePermissions: true },
        workspaceCapping: { dailyQuotaGb: -1, dataIngestionStatus: "RespectQuota" },
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
        ...body.properties,
        customerId: textAt(before, "customerId") ?? randomUUID(),
        provisioningState: "Succeeded",
        createdDate: textAt(before, "createdDate") ?? now,
        modifiedDate: now,
      },
    };
  },
  operations: [
    {
      method: "POST",
      name: "sharedKeys",
      action: "sharedKeys/action",
      // Derived, so that the keys are the same at every reading, and no secret of anybody.
      run: ({ properties }) => ({
        primarySharedKey: Buffer.from(`primary ${textAt(properties, "customerId") ?? ""}`).toString("base64"),
        secondarySharedKey: Buffer.from(`secondary ${textAt(properties, "customerId") ?? ""}`).toString("base64"),
      }),
    },
  ],
};

/**
 * Application Insights components.
 * @see https://learn.microsoft.com/rest/api/application-insights/components
 */
const component: ResourceType = {
  type: "Microsoft.Insights/components",
  located: true,
  write({ id, body, existing }) {
    const before = existing?.properties ?? {};
    const instrumentationKey = textAt(before, "InstrumentationKey") ?? randomUUID();
    const applicationId = textAt(before, "AppId") ?? randomUUID();
    const location = body.location ?? "";
    return {
      kind: body.kind ?? "web",
      properties: {
        Application_Type: "web",
        Flow_Type: "Bluefield",
        Request_Source: "rest",
        RetentionInDays: 90,
        SamplingPercentage: 100,
        DisableIpMasking: false,
        DisableLocalAuth: false,
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
        ...body.properties,
        IngestionMode: body.properties["WorkspaceResourceId"] === undefined ? "ApplicationInsights" : "LogAnalytics",
        ApplicationId: ownName(id),
        AppId: applicationId,
        Name: ownName(id),
        InstrumentationKey: instrumentationKey,
        ConnectionString:
          `InstrumentationKey=${instrumentationKey};` +
          `IngestionEndpoint=https://${location}-0.in.applicationinsights.azure.com/;` +
          `LiveEndpoint=https://${location}.livediagnostics.monitor.azure.com/;ApplicationId=${applicationId}`,
        CreationDate: textAt(before, "CreationDate") ?? new Date().toISOString(),
        // The field holds the subscription, whatever its name says.
        TenantId: id.subscription,
        provisioningState: "Succeeded",
      },
    };
  },
  operations: [
    {
      method: "GET",
      name: "currentBillingFeatures",
      action: "currentBillingFeatures/read",
      run: () => ({
        CurrentBillingFeatures: ["Basic"],
        DataVolumeCap: {
          Cap: 100,
          ResetTime: 0,
          WarningThreshold: 90,
          StopSendNotificationWhenHitThreshold: false,
          StopSendNotificationWhenHitCap: false,
          MaxHistoryCap: 1000,
        },
      }),
    },
  ],
};

/** Where logs go. */
export const monitorTypes: readonly ResourceType[] = [workspace, component];
