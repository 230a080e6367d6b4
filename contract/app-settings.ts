import type { Deployment } from "./deployment";
import type { Endpoint } from "./endpoint";
import { advertisedScopes, type ScopeFacts } from "./scopes";

/** What a token must say to be accepted; known to Terraform, not always before the apply. */
export interface TokenFacts {
  readonly issuer: string;
  readonly audience: string;
  /** Client ids of the connections and of the further clients. */
  readonly allowedClients: readonly string[];
}

/** An app setting of the function app. */
export interface AppSetting {
  readonly name: string;
  readonly value: string;
}

/**
 * Settings from which the server verifies tokens, describes itself and knows what each tool requires.
 * Lists are separated by one space, as OAuth separates scopes; `MCP_TOOL_SCOPES` is JSON: tool to the scopes it requires.
 */
export function serverSettings(
  endpoint: Endpoint,
  exposed: readonly ScopeFacts[],
  token: TokenFacts,
): readonly AppSetting[] {
  return [
    { name: "MCP_ISSUER", value: token.issuer },
    { name: "MCP_AUDIENCE", value: token.audience },
    { name: "MCP_RESOURCE", value: endpoint.url },
    { name: "MCP_CLIENTS", value: token.allowedClients.join(" ") },
    { name: "MCP_SCOPES_SUPPORTED", value: advertisedScopes(exposed).join(" ") },
    { name: "MCP_TOOL_SCOPES", value: JSON.stringify(toolScopes(exposed)) },
  ];
}

/** The scopes that each tool requires, by their names in the token. */
export function toolScopes(exposed: readonly ScopeFacts[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(exposed.flatMap(({ name, tools }) => tools.map((tool) => [tool, [name]])));
}

/**
 * Settings that only one gate or hosting reads.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-mcp
 * @see https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers
 */
export function platformSettings(server: Deployment["server"], exposed: readonly ScopeFacts[]): readonly AppSetting[] {
  return [
    ...(server.hosting === "self-hosted"
      ? [{ name: "AzureWebJobsFeatureFlags", value: "EnableMcpCustomHandlerPreview" }]
      : []),
    ...(server.gate === "easy-auth"
      ? [{ name: "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES", value: advertisedScopes(exposed).join(",") }]
      : []),
  ];
}
