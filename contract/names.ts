import {
  azureNameLimits,
  modelHashLength,
  nameHashLength,
  storageAccountNameLimit,
  type AzureNameLimit,
} from "./azure-limits";
import { shortHash } from "./hash";
import type { Deployment, Model } from "./deployment";

/** Name of the stack, of the local state file and, with a connection's key, of clients and agents. */
export function stackName(deployment: Pick<Deployment, "name" | "environment">): string {
  return `${deployment.name}-${deployment.environment}`;
}

/** Names of the Azure resources of one deployment. */
export interface AzureNames {
  readonly resourceGroup: string;
  readonly managedIdentity: string;
  readonly storageAccount: string;
  readonly logAnalyticsWorkspace: string;
  readonly applicationInsights: string;
  readonly servicePlan: string;
  readonly functionApp: string;
  /** Name and custom subdomain of the Foundry account. */
  readonly foundryAccount: string;
}

/**
 * A readable part and a hash of everything whose change replaces all of them. The replacement is created while its predecessor
 * still stands, so it needs another name; a referenced resource group belongs to it as well, because a resource moves with it.
 */
export function azureNames(deployment: Deployment): AzureNames {
  const { subscriptionId, location, resourceGroup } = deployment.azure;
  const hash = shortHash(
    [subscriptionId, deployment.name, deployment.environment, location, resourceGroup?.toLowerCase() ?? null],
    nameHashLength,
  );
  const named = ({ prefix }: AzureNameLimit): string => `${prefix}-${stackName(deployment)}-${hash}`;
  return {
    resourceGroup: resourceGroup ?? named(azureNameLimits.resourceGroup),
    managedIdentity: named(azureNameLimits.identity),
    storageAccount: storageAccountName(deployment, hash),
    logAnalyticsWorkspace: named(azureNameLimits.logAnalyticsWorkspace),
    applicationInsights: named(azureNameLimits.applicationInsights),
    servicePlan: named(azureNameLimits.servicePlan),
    functionApp: named(azureNameLimits.functionApp),
    foundryAccount: named(azureNameLimits.foundryAccount),
  };
}

/** Storage accounts take lower-case letters and digits only; what does not fit is cut, the hash keeps it unique. */
function storageAccountName(deployment: Deployment, hash: string): string {
  const { prefix, maxLength } = storageAccountNameLimit;
  const readable = `${prefix}${stackName(deployment)}`.replace(/[^a-z0-9]/g, "");
  return readable.slice(0, maxLength - hash.length) + hash;
}

/**
 * Name of a model deployment that is created here: the model and a hash of all that replaces it. Version and capacity change in
 * place. The stack belongs to it, because several stacks may deploy one model into one referenced account.
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/4.81.0/docs/resources/cognitive_deployment
 */
export function modelDeploymentName(stack: string, model: Extract<Model, { name: string }>): string {
  return `${model.name}-${shortHash([stack, model.name, model.sku], modelHashLength)}`;
}

/** Name of what belongs to one connection: its client at the identity provider, its Okta client id, its agent. */
export function connectionScopedName(deployment: Pick<Deployment, "name" | "environment">, key: string): string {
  return `${stackName(deployment)}-${key}`;
}
