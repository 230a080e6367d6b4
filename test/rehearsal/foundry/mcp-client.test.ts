import { randomUUID } from "node:crypto";
import { McpServer as SdkServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ErrorCode, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import express from "express";
import { callTool, listTools, type McpServer } from "../../../rehearsal/foundry/runtime/mcp-client";
import { createOutgoing, type Outgoing } from "../../../rehearsal/outgoing";
import { Secret } from "../../../rehearsal/secret";
import { startFrontClient, type FrontClient } from "../support/front-client";

let client: FrontClient;
let outgoing: Outgoing;
let sessions: Map<string, StreamableHTTPServerTransport>;

/** A server with sessions, whose list has three pages of one tool each, or no end. */
function pagingServer(isEndless: () => boolean): express.Express {
  const app = express();
  app.use(express.json());
  app.all("/mcp", async (request, response) => {
    const known = sessions.get(request.get("mcp-session-id") ?? "");
    if (known !== undefined) return known.handleRequest(request, response, request.body);
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
      onsessionclosed: (id) => void sessions.delete(id),
    });
    const { server } = new SdkServer({ name: "pages", version: "1.0.0" }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, ({ params }) => {
      const page = Number(params?.cursor ?? 0);
      const isLast = !isEndless() && page === 2;
      const tools = [{ name: `tool-${page}`, inputSchema: { type: "object" as const } }];
      return isLast ? { tools } : { tools, nextCursor: String(page + 1) };
    });
    server.setRequestHandler(CallToolRequestSchema, ({ params }) => {
      if (params.name === "none") throw Object.assign(new Error("no such tool"), { code: ErrorCode.InvalidParams });
      const image = { type: "image" as const, data: "AA==", mimeType: "image/png" };
      return { content: [{ type: "text", text: "one" }, image] };
    });
    await server.connect(transport);
    return transport.handleRequest(request, response, request.body);
  });
  return app;
}

let endless = false;
beforeEach(async () => {
  sessions = new Map();
  endless = false;
  client = await startFrontClient([{ hosts: ["pages.azurewebsites.net"], handle: pagingServer(() => endless) }]);
  outgoing = createOutgoing();
  outgoing.connect(client.front);
});
afterEach(async () => {
  await client.close();
  await outgoing.close();
});

const server = (host = "pages.azurewebsites.net"): McpServer => ({
  url: `https://${host}/mcp`,
  token: new Secret("token"),
  fetch: outgoing.fetch,
});

test("a list is read to its last page", async () => {
  const listed = await listTools(server());
  expect(listed).toMatchObject({ tools: [{ name: "tool-0" }, { name: "tool-1" }, { name: "tool-2" }] });
});

test("a list without an end is read for a while", async () => {
  endless = true;
  expect(await listTools(server())).toMatchObject({ tools: { length: 20 } });
});

test("sessions are ended", async () => {
  await listTools(server());
  await callTool(server(), "any", {});
  expect(sessions.size).toBe(0);
});

test("what is no text is shown as JSON", async () => {
  expect(await callTool(server(), "any", {})).toEqual({
    output: 'one\n{"type":"image","data":"AA==","mimeType":"image/png"}',
  });
});

test("an error of the protocol is shown in the server's words, and logged as a number", async () => {
  expect(await callTool(server(), "none", {})).toEqual({
    failure: { shown: "MCP error -32602: no such tool", logged: "MCP error -32602" },
  });
});

test.each(["elsewhere.azurewebsites.net", "evil.example"])("a host that does not answer: %s", async (host) => {
  const failure = "the server could not be reached or understood";
  expect(await listTools(server(host))).toEqual({ failure: { shown: failure, logged: failure } });
});
