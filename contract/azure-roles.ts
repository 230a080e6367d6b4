/**
 * Azure roles by the id of their definition: names change, ids do not.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const azureRoles = {
  /** What Functions needs on its host storage. */
  storageBlobDataOwner: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  /** What Application Insights asks of a managed identity that sends telemetry. */
  monitoringMetricsPublisher: "3913510d-42f4-4e42-8a64-420c390055eb",
  /** Use of agents and models; Owner and Contributor hold no data actions. @see https://learn.microsoft.com/azure/ai-foundry/concepts/rbac-azure-ai-foundry */
  foundryUser: "53ca6127-db72-4b80-b1b0-d745d6d5456d",
} as const;

/** ARM id of a role definition, as role assignments name it. */
export function roleDefinitionId(subscriptionId: string, role: keyof typeof azureRoles): string {
  return `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${azureRoles[role]}`;
}
