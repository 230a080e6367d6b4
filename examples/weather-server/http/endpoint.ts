/** The HTTP side: the MCP endpoint behind its tokens, and the metadata in the open. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type { Log } from "../log";
import { createWeatherServer } from "../mcp-server";
import { Refusal, type Admission, type ProtectedResource } from "../protected-resource";
import type { ToolName } from "../weather/tools";
import * as errors from "./errors";
import { checkHost } from "./host-check";
import { HttpProblem } from "./problem";
import { readMessage } from "./read-message";

/** What the endpoint is made of. */
export interface EndpointParts {
  /** URL of the endpoint, as clients know it. */
  readonly resource: URL;
  readonly protection: ProtectedResource<ToolName>;
  readonly log: Log;
}

/** Answers every request of the server. */
export function createEndpoint(parts: EndpointParts): RequestListener {
  return (request, response) => {
    answer(request, response, parts).catch((error: unknown) => refuse(request, response, error, parts));
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, parts: EndpointParts): Promise<void> {
  const { resource, protection } = parts;
  checkHost(request, resource);
  const url = request.url ?? "";
  if (!URL.canParse(url, resource.href)) throw errors.badUrl();
  const { pathname, searchParams } = new URL(url, resource);
  if (protection.metadataPaths.includes(pathname)) {
    if (request.method !== "GET" && request.method !== "HEAD") throw errors.methodNotAllowed("GET, HEAD");
    send(response, 200, {}, protection.metadata);
    return;
  }
  if (pathname !== resource.pathname) throw errors.notFound(resource.href);
  const authorization = request.headersDistinct["authorization"] ?? [];
  const admission = await protection.admit({ authorization, query: searchParams });
  if (request.method === "GET") throw errors.noStream();
  if (request.method !== "POST") throw errors.methodNotAllowed("POST");
  await callServer(request, response, admission, parts);
}

/** Lets the SDK answer one message, with a server that has the tools of this caller alone. */
async function callServer(
  request: IncomingMessage,
  response: ServerResponse,
  admission: Admission<ToolName>,
  { protection, log }: EndpointParts,
): Promise<void> {
  const message = await readMessage(request);
  const { person, client, tools } = admission;
  const tool = calledTool(message);
  if (tool !== undefined) {
    protection.demand(admission, tool);
    log({ outcome: "done", text: "A tool is called.", tool, person, client });
  }
  const server = createWeatherServer(person, tools);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  transport.onerror = ({ message: text }) =>
    log({ outcome: "refused", text: text.slice(0, longestText), reason: "not-mcp", person, client });
  response.once("close", () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, message);
}

function calledTool(message: unknown): string | undefined {
  const { method, params } = Object(message) as { readonly method?: unknown; readonly params?: unknown };
  const { name } = Object(params) as { readonly name?: unknown };
  return method === "tools/call" && typeof name === "string" ? name : undefined;
}

function refuse(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  { protection, log }: EndpointParts,
): void {
  // The query is left out: somebody may have put a token there.
  const where = { method, path: url?.split("?")[0]?.slice(0, longestText) };
  if (error instanceof Refusal) {
    const { status, reason, message, found, expected } = error;
    log({ outcome: "refused", text: message, status, reason, ...where, found, expected });
    const { headers, body } = protection.answer(error);
    send(response, status, headers, body);
    return;
  }
  if (error instanceof HttpProblem) {
    const { status, reason, message, code, headers, found, routine } = error;
    if (!routine) log({ outcome: "refused", text: message, status, reason, ...where, found });
    send(response, status, headers, { jsonrpc: "2.0", error: { code, message }, id: null });
    return;
  }
  const cause = error instanceof Error ? error.stack : String(error);
  log({ outcome: "refused", text: "The server failed.", status: 500, reason: "failure", ...where, cause });
  send(response, 500, {}, { jsonrpc: "2.0", error: { code: -32603, message: "The server failed." }, id: null });
}

/** Of what a caller wrote, in the log, in characters. */
const longestText = 200;

function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: object): void {
  // Somebody who hung up in the middle gets no answer.
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
}
