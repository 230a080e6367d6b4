/**
 * Lengths that Azure allows for the names formed from a deployment's name and environment.
 *
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */

/** How the name of one kind of Azure resource begins, and how long it may become. */
export interface AzureNameLimit {
  /** First part of the name, for example `func` in `func-weather-dev-a1b2c3`. */
  readonly prefix: string;
  /** What the resource is called in a message. */
  readonly kind: string;
  /** Longest name, in characters. */
  readonly maxLength: number;
}

/** Characters of the hash that ends every resource name and every connection name. */
export const nameHashLength = 6;

/** Characters of the hash that ends the name of a model deployment. */
export const modelHashLength = 4;

/** Resources named `<prefix>-<name>-<environment>-<hash>`. */
export const azureNameLimits = {
  resourceGroup: { prefix: "rg", kind: "resource group", maxLength: 90 },
  identity: { prefix: "id", kind: "user-assigned identity", maxLength: 128 },
  functionApp: { prefix: "func", kind: "function app", maxLength: 60 },
  servicePlan: { prefix: "asp", kind: "App Service plan", maxLength: 60 },
  logAnalyticsWorkspace: { prefix: "log", kind: "Log Analytics workspace", maxLength: 63 },
  applicationInsights: { prefix: "appi", kind: "Application Insights resource", maxLength: 260 },
  /** The custom subdomain carries the account's name and has the same limit. */
  foundryAccount: { prefix: "aif", kind: "Foundry account", maxLength: 64 },
} as const satisfies Record<string, AzureNameLimit>;

/**
 * A storage account takes lower-case letters and digits only, and so few of them that the readable part of its name is
 * cut: `<prefix><readable part><hash>`. It therefore limits no name of a deployment file.
 */
export const storageAccountNameLimit = {
  prefix: "st",
  kind: "storage account",
  maxLength: 24,
} as const satisfies AzureNameLimit;

/** Longest name of a model deployment: `<model>-<hash>`. */
export const maxModelDeploymentNameLength = 64;

/**
 * Longest name of a Foundry project connection: `<key>-<hash>`.
 *
 * @see https://learn.microsoft.com/rest/api/aifoundry/accountmanagement/project-connections/create
 */
export const maxConnectionNameLength = 33;

/** Longest name of a Foundry agent: `<name>-<environment>-<connection>`. */
export const maxAgentNameLength = 63;

/**
 * Shortest client id that Okta takes; its longest is 100 characters, beyond what an agent name allows.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
export const minOktaClientIdLength = 6;
