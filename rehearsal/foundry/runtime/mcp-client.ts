import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport, StreamableHTTPError } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpError } from "@modelcontextprotocol/sdk/types.js";
import type { JsonObject } from "../../json";
import type { Outgoing } from "../../outgoing";
import type { Secret } from "../../secret";
import type { ListedTool } from "./items";

/** Ends what hangs; no measure of speed. */
const request = { timeout: 150_000 } as const;
const maxPages = 20;

/** An MCP server, and who asks it. */
export interface McpServer {
  /** Endpoint of the streamable HTTP transport. */
  readonly url: string;
  /** `undefined`: the server is asked without a token. */
  readonly token: Secret | undefined;
  readonly fetch: Outgoing["fetch"];
}

/** The server refused, or could not be understood. */
export interface McpFailure {
  /** For whoever asked; may hold the server's own words. */
  readonly shown: string;
  /** For logs: the HTTP status or the code of the error alone. */
  readonly logged: string;
}

/** What came of a call; `toolError` is the text of a tool that says of itself that it failed. */
export type CallResult =
  { readonly output: string } | { readonly toolError: string } | { readonly failure: McpFailure };

/** Lists the tools of a server, page by page. */
export function listTools(
  server: McpServer,
): Promise<{ readonly tools: readonly ListedTool[] } | { readonly failure: McpFailure }> {
  return inSession(server, async (client) => {
    const tools: ListedTool[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < maxPages; page++) {
      const answer = await client.listTools({ cursor }, request);
      for (const { name, description, inputSchema } of answer.tools) {
        tools.push({ name, description: description ?? null, input_schema: inputSchema });
      }
      cursor = answer.nextCursor;
      if (cursor === undefined) break;
    }
    return { tools };
  });
}

/** Calls a tool of a server. */
export function callTool(server: McpServer, name: string, parameters: JsonObject): Promise<CallResult> {
  return inSession<CallResult>(server, async (client) => {
    const { content, isError } = await client.callTool({ name, arguments: parameters }, undefined, request);
    const text = textOf(content);
    return isError === true ? { toolError: text } : { output: text };
  });
}

/** A client of its own for every use, so that no person's requests go through another's. */
async function inSession<Result>(
  server: McpServer,
  use: (client: Client) => Promise<Result>,
): Promise<Result | { readonly failure: McpFailure }> {
  const client = new Client({ name: "foundry", version: "1.0.0" });
  const headers: Record<string, string> =
    server.token === undefined ? {} : { authorization: `Bearer ${server.token.reveal()}` };
  try {
    const url = new URL(server.url);
    const fetch = readingToTheEnd(server.fetch);
    const transport = new StreamableHTTPClientTransport(url, { fetch, requestInit: { headers } });
    await client.connect(transport, request);
    const result = await use(client);
    await transport.terminateSession();
    return result;
  } catch (error) {
    return { failure: failureOf(error) };
  } finally {
    await client.close();
  }
}

/** The SDK cancels answers that it does not want to read, and with each the connection; all but streams are short. */
function readingToTheEnd(fetch: McpServer["fetch"]): McpServer["fetch"] {
  return async (input, init) => {
    const response = await fetch(input, init);
    const { status, headers } = response;
    if (headers.get("content-type")?.startsWith("text/event-stream") === true) return response;
    const body = await response.arrayBuffer();
    return new Response(body.byteLength === 0 ? null : body, { status, headers });
  };
}

function failureOf(error: unknown): McpFailure {
  if (error instanceof McpError) return { shown: error.message, logged: `MCP error ${error.code}` };
  if (error instanceof StreamableHTTPError && (error.code ?? 0) > 0) {
    const status = `HTTP ${error.code ?? ""}`;
    return { shown: status, logged: status };
  }
  const unknown = "the server could not be reached or understood";
  return { shown: unknown, logged: unknown };
}

function textOf(content: unknown): string {
  const parts = Array.isArray(content) ? (content as readonly Readonly<Record<string, unknown>>[]) : [];
  return parts.map((part) => (typeof part["text"] === "string" ? part["text"] : JSON.stringify(part))).join("\n");
}
