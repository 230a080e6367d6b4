import type { Contract } from "../../contract/contract";
import { parseProjectId } from "./resource-ids";

/** What is looked for in Azure. */
export interface AzureQuery {
  readonly tenantId: string;
  /** ARM id of the Foundry project. */
  readonly projectId: string;
  /** Names of the connections that are meant. @default every connection of the project that calls as the signed-in user */
  readonly connections?: (name: string, target: string) => boolean;
  /** Names of agents that are meant, whatever they call. @default those that call through a connection that is meant, or at its target */
  readonly agents?: readonly string[];
  /** ARM id of the function app. @default the site of the subscription whose host name is that of the connections' target */
  readonly siteId?: string;
}

/** The parts of a deployment, by the names that follow from its file; a project is shared with other deployments. */
export function azureQueryOf({ deployment, names, endpoint, connections }: Contract): AzureQuery {
  const { tenantId, subscriptionId } = deployment.azure;
  const { foundry } = deployment;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${names.resourceGroup}/providers`;
  const account = foundry.account ?? `${group}/Microsoft.CognitiveServices/accounts/${names.foundryAccount}`;
  const keys = connections.map(({ key }) => key);
  return {
    tenantId,
    projectId: "id" in foundry.project ? foundry.project.id : `${account}/projects/${foundry.project.name}`,
    // A connection that leads elsewhere by mistake still has the name that Terraform gave it.
    connections: (name, target) =>
      hostOf(target) === endpoint.hostName ||
      keys.some((key) => name.slice(0, -7) === key && /-[0-9a-f]{6}$/.test(name)),
    agents: connections.map(({ agentName }) => agentName),
    siteId: `${group}/Microsoft.Web/sites/${names.functionApp}`,
  };
}

/**
 * One connection, and what can be found from it.
 * @returns undefined where the id is none of a connection of a Foundry project
 */
export function azureQueryOfConnection(tenantId: string, connectionId: string): AzureQuery | undefined {
  const parsed = parseProjectId(connectionId);
  if (parsed?.connection === undefined) return undefined;
  const wanted = parsed.connection.toLowerCase();
  return { tenantId, projectId: parsed.projectId, connections: (name) => name.toLowerCase() === wanted };
}

/** Host name of a URL; an empty text where it is none. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : "";
}
