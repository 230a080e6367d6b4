/** Where the API of a Foundry project answers: agents, and the Responses API that calls them. */
export interface FoundryEndpoint {
  readonly hostName: string;
  /** Host name and path, without a scheme, as azapi names the parent of an agent. */
  readonly parent: string;
  readonly url: string;
}

/**
 * Formed from the account's custom subdomain and the project's name, either of which may be a reference.
 * @see https://learn.microsoft.com/azure/ai-foundry/how-to/develop/sdk-overview
 */
export function formFoundryEndpoint(subdomain: string, project: string): FoundryEndpoint {
  const hostName = `${subdomain}.services.ai.azure.com`;
  const parent = `${hostName}/api/projects/${project}`;
  return { hostName, parent, url: `https://${parent}` };
}
