/** The MCP server as one caller sees it: made anew for every request, with nothing but the tools that the caller's token permits. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
import type { Person } from "./protected-resource";
import {
  answerAlert,
  answerForecast,
  toolArguments,
  toolDescriptions,
  type ToolAnswer,
  type ToolName,
} from "./weather/tools";

const { city, message } = toolArguments;
const calledAs = z.object({ id: z.string(), name: z.string() });

const registrations: Readonly<Record<ToolName, (server: McpServer, person: Person) => void>> = {
  get_forecast: (server, person) => {
    server.registerTool(
      "get_forecast",
      {
        description: toolDescriptions.get_forecast,
        inputSchema: { city },
        outputSchema: { city: z.string(), condition: z.string(), temperatureCelsius: z.number(), calledAs },
        annotations: { readOnlyHint: true, openWorldHint: false },
      },
      (input) => result(answerForecast(input, person)),
    );
  },
  publish_alert: (server, person) => {
    server.registerTool(
      "publish_alert",
      {
        description: toolDescriptions.publish_alert,
        inputSchema: { city, message },
        outputSchema: { id: z.string(), city: z.string(), message: z.string(), calledAs },
        annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false, openWorldHint: false },
      },
      (input) => result(answerAlert(input, person)),
    );
  },
};

/** A server for one caller. */
export function createWeatherServer(person: Person, tools: readonly ToolName[]): McpServer {
  const server = new McpServer({ name: "weather", version: "1.0.0" });
  for (const tool of tools) registrations[tool](server, person);
  return server;
}

function result({ text, data }: ToolAnswer): CallToolResult {
  return { content: [{ type: "text", text }], structuredContent: data };
}
