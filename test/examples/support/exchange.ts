/** Requests as they go over the wire, with headers that no client library would send. */
import { request } from "node:http";

/** A request. */
export interface Sent {
  /** @default "POST" */
  readonly method?: string;
  /** @default "/mcp" */
  readonly path?: string;
  /** Header names and values in turn, so that one name may come twice; none is added but the length of the body. */
  readonly headers: readonly string[];
  readonly body?: string | Buffer;
  /** Whether the length of the body is announced; otherwise it comes in chunks. @default true */
  readonly announced?: boolean;
}

/** An answer. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** The headers that every message of an MCP client has. */
export const mcpHeaders = [
  "Host",
  "func-weather.azurewebsites.net",
  "Content-Type",
  "application/json",
  "Accept",
  "application/json, text/event-stream",
] as const;

/** Sends one request on a connection of its own. */
export async function exchange(port: number, sent: Sent): Promise<Received> {
  const { method = "POST", path = "/mcp", headers, body = "", announced = true } = sent;
  const length = announced ? ["Content-Length", String(Buffer.byteLength(body))] : ["Transfer-Encoding", "chunked"];
  return new Promise((received, failed) => {
    const all = body === "" ? headers : [...headers, ...length];
    const outgoing = request(
      { host: "127.0.0.1", port, method, path, headers: [...all, "Connection", "close"], setHost: false, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response
          .on("data", (chunk: Buffer) => chunks.push(chunk))
          .on("error", failed)
          .on("end", () =>
            received({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString("utf8"),
            }),
          );
      },
    );
    outgoing.on("error", failed).end(body);
  });
}

/** Sends a message of MCP. */
export async function send(port: number, message: unknown, token?: string): Promise<Received> {
  const authorization = token === undefined ? [] : ["Authorization", `Bearer ${token}`];
  return exchange(port, { headers: [...mcpHeaders, ...authorization], body: JSON.stringify(message) });
}

/** The message that calls a tool. */
export function call(name: string, input: object = { city: "Oslo" }, id = 1): object {
  return { jsonrpc: "2.0", id, method: "tools/call", params: { name, arguments: input } };
}

/** The first message of every client. */
export const initialize = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-11-25", capabilities: {}, clientInfo: { name: "test", version: "1" } },
} as const;

/** The message that asks for the tools. */
export const listTools = { jsonrpc: "2.0", id: 1, method: "tools/list" } as const;

/** The parameters of a challenge. */
export function challengeOf({ headers }: Received): Readonly<Record<string, string>> {
  const header = headers["www-authenticate"];
  if (typeof header !== "string") return {};
  const [, parameters = ""] = /^Bearer (.*)$/.exec(header) ?? [];
  return Object.fromEntries(
    [...parameters.matchAll(/([a-z_]+)="((?:[^"\\]|\\.)*)"(?:, |$)/g)].map(([, name = "", value = ""]) => [
      name,
      value.replace(/\\(.)/g, "$1"),
    ]),
  );
}
