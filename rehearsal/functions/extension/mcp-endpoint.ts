import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolResult,
} from "@modelcontextprotocol/sdk/types.js";
import type { ServerDescription } from "../host/host-file";
import { FunctionFailed, type FunctionApp } from "./function-app";
import { missingArguments, resultOf, toolsOf } from "./tools";

/** Where the extension answers. */
export const extensionPath = "/runtime/webhooks/mcp";

/** One request to the extension. */
export interface McpExchange {
  readonly app: FunctionApp;
  readonly description: ServerDescription;
  /** As the gate has let them through; functions see them. */
  readonly headers: IncomingHttpHeaders;
  /** Learns what went wrong in a call. */
  readonly log: (text: string) => void;
}

/**
 * The MCP server that the extension is: the host speaks the protocol and lists the tools, and only a tool call reaches the code of
 * the app. Stateless, so every request has a server of its own.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp
 */
export async function answerMcp(
  request: IncomingMessage,
  response: ServerResponse,
  { app, description, headers, log }: McpExchange,
): Promise<void> {
  if (request.method !== "POST") {
    response.writeHead(405, { allow: "POST" }).end();
    return;
  }
  const { name, version, instructions } = description;
  const { server } = new McpServer(
    { name, version },
    { capabilities: { tools: {} }, ...(instructions !== undefined && { instructions }) },
  );
  const tools = toolsOf(app.functions);
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(({ tool }) => tool) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const called = tools.find(({ tool }) => tool.name === params.name);
    if (called === undefined) throw new McpError(ErrorCode.InvalidParams, `Unknown tool: '${params.name}'`);
    const missing = missingArguments(called.tool, params.arguments ?? {});
    if (missing.length > 0) {
      const names = missing.join(", ");
      const message = `One or more required tool properties are missing values. Please provide: ${names}`;
      throw new McpError(ErrorCode.InvalidParams, message);
    }
    const transport = { name: "http-streamable", properties: { headers: headersForFunctions(headers) } };
    const input = JSON.stringify({ name: params.name, arguments: params.arguments ?? {}, transport });
    return run(app, called.functionName, params.name, input, log);
  });
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  response.once("close", () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response);
}

async function run(
  app: FunctionApp,
  functionName: string,
  toolName: string,
  input: string,
  log: McpExchange["log"],
): Promise<CallToolResult> {
  const failed = (reason: string): CallToolResult => {
    log(`Function ${JSON.stringify(functionName)} failed: ${reason}`);
    return { isError: true, content: [{ type: "text", text: `An error occurred invoking '${toolName}'.` }] };
  };
  try {
    const result = resultOf(await app.run(functionName, input));
    return result ?? failed("its result is no MCP result");
  } catch (error) {
    if (error instanceof FunctionFailed) return failed(error.message);
    throw error;
  }
}

/** As ASP.NET hands them on: each word of a name begins with a capital, and what Easy Auth adds is in capitals. */
function headersForFunctions(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      const shown = name.startsWith("x-ms-") ? name.toUpperCase() : name.replaceAll(/\b[a-z]/g, (c) => c.toUpperCase());
      return [[shown, [value].flat().join(",")]];
    }),
  );
}
