import { ApplicationInsights } from "@cdktf/provider-azurerm/lib/application-insights";
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { ServicePlan } from "@cdktf/provider-azurerm/lib/service-plan";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { Construct } from "constructs";
import { platformSettings, serverSettings, type TokenFacts } from "../contract/app-settings";
import { roleDefinitionId, type azureRoles } from "../contract/azure-roles";
import type { Contract } from "../contract/contract";
import { AzapiResource } from "./azapi/azapi-resource";
import { AzapiUpdateResource } from "./azapi/azapi-update-resource";
import { easyAuthSettings, type EasyAuthIdentity } from "./easy-auth";
import type { DeploymentResourceGroup } from "./resource-group";

/** What the function app is told about the layers around it. */
export interface FunctionAppProps {
  readonly contract: Contract;
  readonly resourceGroup: DeploymentResourceGroup;
  readonly identity: EasyAuthIdentity;
  /** What a token must say to be let in. */
  readonly token: TokenFacts;
}

/**
 * The function app with everything that it stands on, and its gate.
 *
 * The site is an `azapi_resource`: azurerm's Flex Consumption resource writes a storage connection string without a key beside
 * the identity and shows a change in every plan. @see https://github.com/hashicorp/terraform-provider-azurerm/issues/29149
 */
export class FunctionApp extends Construct {
  /** ARM id of the site. */
  readonly id: string;
  private readonly props: FunctionAppProps;
  private readonly managedIdentity: UserAssignedIdentity;

  constructor(scope: Construct, id: string, props: FunctionAppProps) {
    super(scope, id);
    this.props = props;
    const { contract, resourceGroup, identity, token } = props;
    const { names, deployment } = contract;

    this.managedIdentity = new UserAssignedIdentity(this, "identity", {
      name: names.managedIdentity,
      ...this.placed(),
    });
    const storage = this.addStorage();
    const telemetry = this.addTelemetry();
    const plan = new ServicePlan(this, "plan", {
      name: names.servicePlan,
      ...this.placed(),
      osType: "Linux",
      skuName: "FC1",
    });

    const site = new AzapiResource(this, "site", {
      type: "Microsoft.Web/sites@2024-04-01",
      name: names.functionApp,
      parentId: resourceGroup.id,
      location: deployment.azure.location,
      tags: deployment.azure.tags,
      userAssignedIdentityIds: [this.managedIdentity.id],
      body: {
        kind: "functionapp,linux",
        properties: {
          serverFarmId: plan.id,
          httpsOnly: true,
          functionAppConfig: {
            deployment: {
              storage: {
                type: "blobContainer",
                value: `${storage.account.primaryBlobEndpoint}${storage.container.name}`,
                authentication: {
                  type: "UserAssignedIdentity",
                  userAssignedIdentityResourceId: this.managedIdentity.id,
                },
              },
            },
            runtime: { name: "node", version: "22" },
            scaleAndConcurrency: { maximumInstanceCount: 40, instanceMemoryMB: 2048 },
          },
          siteConfig: {
            minTlsVersion: "1.2",
            appSettings: [
              ...this.hostSettings(storage.account, telemetry),
              ...platformSettings(deployment.server, contract.scopes),
              ...serverSettings(contract.endpoint, contract.scopes, token),
            ],
          },
        },
      },
      // azurerm writes `serverFarms` in the id of a plan, Resource Manager reads it back as `serverfarms`.
      ignoreCasing: true,
      responseExportValues: { default_host_name: "properties.defaultHostName" },
      // The host reads its storage when it starts, which fails for minutes while the role is missing.
      dependsOn: [storage.role],
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.output.default_host_name == "${contract.endpoint.hostName}"}`,
            errorMessage: `The function app answers under another host name than ${contract.endpoint.hostName}, which connections, metadata and app settings name.`,
          },
        ],
      },
    });
    new AzapiUpdateResource(this, "gate", {
      type: "Microsoft.Web/sites/config@2024-04-01",
      name: "authsettingsV2",
      parentId: site.id,
      body: { properties: easyAuthSettings(deployment.server.gate, identity, token) },
    });
    this.id = site.id;
  }

  /** Storage without shared keys: the identity is the only way in. */
  private addStorage(): { account: StorageAccount; container: StorageContainer; role: RoleAssignment } {
    const account = new StorageAccount(this, "storage", {
      name: this.props.contract.names.storageAccount,
      ...this.placed(),
      accountTier: "Standard",
      accountReplicationType: "LRS",
      sharedAccessKeyEnabled: false,
      allowNestedItemsToBePublic: false,
      minTlsVersion: "TLS1_2",
    });
    const container = new StorageContainer(this, "packages", { name: "deployments", storageAccountId: account.id });
    return { account, container, role: this.grant("storage-role", "storageBlobDataOwner", account.id) };
  }

  private addTelemetry(): ApplicationInsights {
    const { names, deployment } = this.props.contract;
    const workspaceId =
      deployment.azure.logAnalyticsWorkspace ??
      new LogAnalyticsWorkspace(this, "logs", { name: names.logAnalyticsWorkspace, ...this.placed() }).id;
    const insights = new ApplicationInsights(this, "insights", {
      name: names.applicationInsights,
      ...this.placed(),
      applicationType: "web",
      workspaceId,
    });
    this.grant("insights-role", "monitoringMetricsPublisher", insights.id);
    return insights;
  }

  /** Settings of the Functions host: storage and telemetry by identity. */
  private hostSettings(storage: StorageAccount, insights: ApplicationInsights): { name: string; value: string }[] {
    const { clientId } = this.managedIdentity;
    return [
      { name: "AzureWebJobsStorage__accountName", value: storage.name },
      { name: "AzureWebJobsStorage__credential", value: "managedidentity" },
      { name: "AzureWebJobsStorage__clientId", value: clientId },
      { name: "APPLICATIONINSIGHTS_CONNECTION_STRING", value: insights.connectionString },
      { name: "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", value: `Authorization=AAD;ClientId=${clientId}` },
    ];
  }

  private grant(id: string, role: keyof typeof azureRoles, on: string): RoleAssignment {
    return new RoleAssignment(this, id, {
      scope: on,
      roleDefinitionId: roleDefinitionId(this.props.contract.deployment.azure.subscriptionId, role),
      principalId: this.managedIdentity.principalId,
      principalType: "ServicePrincipal",
    });
  }

  private placed(): { resourceGroupName: string; location: string; tags: Record<string, string> } {
    const { location, tags } = this.props.contract.deployment.azure;
    return { resourceGroupName: this.props.resourceGroup.name, location, tags: { ...tags } };
  }
}
