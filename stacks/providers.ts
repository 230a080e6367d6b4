import { AzureadProvider } from "@cdktf/provider-azuread/lib/provider";
import { AzurermProvider } from "@cdktf/provider-azurerm/lib/provider";
import { OktaProvider } from "@cdktf/provider-okta/lib/provider";
import { RandomProvider } from "@cdktf/provider-random/lib/provider";
import type { TerraformStack } from "cdktf";
import type { Contract } from "../contract/contract";
import { AzapiProvider, azapiSource } from "./azapi/azapi-provider";

/**
 * Versions that accepted this configuration. The bindings are older and would pin their own; the arguments used here are the
 * same in both.
 */
const requiredProviders = {
  azurerm: { source: "hashicorp/azurerm", version: "4.81.0" },
  azuread: { source: "hashicorp/azuread", version: "3.9.0" },
  okta: { source: "okta/okta", version: "6.12.0" },
  azapi: { source: azapiSource, version: "2.12.0" },
  random: { source: "hashicorp/random", version: "3.9.0" },
} as const;

/** What Flex Consumption, Foundry and monitoring need; the provider's own list changes between versions and lacks `Microsoft.App`. */
const resourceProviders = [
  "Microsoft.App",
  "Microsoft.CognitiveServices",
  "Microsoft.Insights",
  "Microsoft.ManagedIdentity",
  "Microsoft.OperationalInsights",
  "Microsoft.Storage",
  "Microsoft.Web",
];

/**
 * Requires all providers, so that one which only has to remove what an earlier file asked for has its version too; configures those
 * that the deployment uses, because every configured one asks for credentials.
 */
export function addProviders(stack: TerraformStack, contract: Contract): void {
  const { tenantId, subscriptionId } = contract.deployment.azure;
  stack.addOverride("terraform.required_providers", requiredProviders);
  new AzurermProvider(stack, "azurerm", {
    tenantId,
    subscriptionId,
    storageUseAzuread: true,
    resourceProviderRegistrations: "none",
    resourceProvidersToRegister: resourceProviders,
    features: [
      {
        // 4.x would wait for data planes that nobody who deploys has a role for.
        storage: [{ dataPlaneAvailable: false }],
        // Application Insights leaves a hidden alert rule behind, which would block destroy.
        resourceGroup: [{ preventDeletionIfContainsResources: false }],
      },
    ],
  });
  new AzapiProvider(stack, "azapi", { tenantId, subscriptionId });

  if (needsEntra(contract)) {
    new AzureadProvider(stack, "azuread", { tenantId });
  }
  if (contract.identity.provider === "okta") {
    const [orgName, ...baseUrl] = contract.identity.organization.split(".");
    new OktaProvider(stack, "okta", { orgName, baseUrl: baseUrl.join(".") });
    new RandomProvider(stack, "random");
  }
}

/** Beside Entra as the identity provider, groups of Foundry users are looked up by name there. */
function needsEntra({ identity, deployment }: Contract): boolean {
  return identity.provider === "entra" || deployment.foundry.users.some((user) => "group" in user);
}
