/** The weather server without its protection: what verified calls are measured beside. It belongs to nobody, on loopback, for seconds. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { readMessage } from "../../examples/weather-server/http/read-message";
import { logToStandardOutput as log } from "../../examples/weather-server/log";
import { createWeatherServer } from "../../examples/weather-server/mcp-server";
import { toolNames } from "../../examples/weather-server/weather/tools";
import { tellProcessorTime } from "./processor-time";

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const message = await readMessage(request);
  log({ outcome: "done", text: "A tool is called." });
  const server = createWeatherServer({ id: "nobody", name: "nobody" }, toolNames);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
  response.once("close", () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, message);
}

tellProcessorTime();
const server = createServer((request, response) => void answer(request, response));
server.listen(0, "127.0.0.1", () => {
  log({ outcome: "done", text: "The server listens.", port: (server.address() as AddressInfo).port });
});
