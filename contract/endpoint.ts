import type { Hosting } from "./deployment";

/** Where the MCP server answers. */
export interface Endpoint {
  readonly hostName: string;
  /** Path of the MCP endpoint, with a leading slash. */
  readonly path: string;
  /** The MCP endpoint: target of the connections, `server_url` of the agents and the protected resource (RFC 9728). */
  readonly url: string;
  /** Protected resource metadata of `url`. @see https://www.rfc-editor.org/rfc/rfc9728#section-3.1 */
  readonly metadataUrl: string;
}

/** @see https://learn.microsoft.com/azure/azure-functions/functions-mcp-tutorial */
const paths: Readonly<Record<Hosting, string>> = {
  "self-hosted": "/mcp",
  "mcp-extension": "/runtime/webhooks/mcp",
};

/**
 * Formed from the name of the function app and never read from the resource: its output is unknown in every plan that changes
 * the site, which would replace every connection. A postcondition on the site compares.
 */
export function formEndpoint(functionAppName: string, hosting: Hosting): Endpoint {
  const hostName = `${functionAppName}.azurewebsites.net`;
  const path = paths[hosting];
  return {
    hostName,
    path,
    url: `https://${hostName}${path}`,
    metadataUrl: `https://${hostName}/.well-known/oauth-protected-resource${path}`,
  };
}
