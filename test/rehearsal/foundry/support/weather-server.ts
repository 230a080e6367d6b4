/** A small MCP server with the SDK's own transport, which knows tokens of the test's identity provider. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
import { z } from "zod";
import type { Service } from "../../../../rehearsal/service";
import type { Grant, IdentityProvider } from "./identity-provider";

/** How the server behaves; a test changes it at any time. */
export interface ServerSettings {
  /** `undefined`: there is no metadata. */
  advertised: readonly string[] | undefined;
  /** Status of every answer. @default the server works */
  refuseAll: number | undefined;
  /** Whether `publish_alert` says that it failed. */
  toolFails: boolean;
}

/** The server and what it saw. */
export interface WeatherServer {
  readonly service: Service;
  readonly settings: ServerSettings;
  /** `<login> <method>` of every request with a token. */
  readonly requests: string[];
}

/** Tools: `get_forecast` for everybody, `publish_alert` with the scope `weather.alert`. */
export function createWeatherServer(host: string, provider: Pick<IdentityProvider, "grantOf">): WeatherServer {
  const settings: ServerSettings = { advertised: ["weather.read"], refuseAll: undefined, toolFails: false };
  const requests: string[] = [];
  const app = express();
  app.use(express.json());
  app.get("/.well-known/oauth-protected-resource/mcp", (_request, response) => {
    if (settings.advertised === undefined) response.status(404).end();
    else response.json({ resource: `https://${host}/mcp`, scopes_supported: settings.advertised });
  });
  app.all("/mcp", async (request, response) => {
    const token = (request.get("authorization") ?? "").replace("Bearer ", "");
    const grant = provider.grantOf(token);
    const { method, params } = (request.body ?? {}) as { method?: string; params?: { name?: string } };
    if (grant === undefined) {
      response.status(401).set("www-authenticate", `Bearer error="invalid_token"`).json({ error: token });
    } else if (settings.refuseAll !== undefined) {
      response.status(settings.refuseAll).end();
    } else if (params?.name === "publish_alert" && !grant.scopes.includes("weather.alert")) {
      response.status(403).set("www-authenticate", `Bearer error="insufficient_scope"`).end();
    } else if (request.method === "GET") {
      response.status(405).end();
    } else {
      requests.push(`${grant.login} ${method ?? request.method}`);
      const server = weatherFor(grant, settings);
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
      response.once("close", () => void server.close());
      await server.connect(transport);
      await transport.handleRequest(request, response, request.body);
    }
  });
  return { service: { hosts: [host], handle: app }, settings, requests };
}

function weatherFor({ login }: Grant, { toolFails }: ServerSettings): McpServer {
  const server = new McpServer({ name: "weather", version: "1.0.0" });
  server.registerTool(
    "get_forecast",
    { description: "Tells the weather forecast for a city.", inputSchema: { city: z.string() } },
    ({ city }) => ({ content: [{ type: "text", text: `${city}: rain. Asked by ${login}.` }] }),
  );
  server.registerTool(
    "publish_alert",
    {
      description: "Publishes a weather alert for a city.",
      inputSchema: { city: z.string(), message: z.string() },
    },
    ({ city, message }) => ({
      content: [{ type: "text", text: `${city}: ${message}. Published by ${login}.` }],
      isError: toolFails,
    }),
  );
  return server;
}
