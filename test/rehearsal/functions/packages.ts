import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** What a package holds: paths and contents. */
export type PackageFiles = Readonly<Record<string, string>>;

/** Makes a package as the publishing command does. */
export async function zipOf(files: PackageFiles, mode = 0o100644): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), path, { mode });
  zip.end();
  return buffer(zip.outputStream);
}

/** `host.json` of a self-hosted server. */
export function selfHostedFile(level: string | null = "anonymous"): string {
  return JSON.stringify({
    version: "2.0",
    configurationProfile: "mcp-custom-handler",
    customHandler: {
      description: { defaultExecutablePath: "node", arguments: ["server.js"] },
      ...(level !== null && { http: { DefaultAuthorizationLevel: level } }),
    },
  });
}

/** A server that answers with what it sees. */
const echoServer = `
const { createServer } = require("node:http");
const actions = {
  "/die": () => process.exit(3),
  "/time": () => ({ now: Date.now(), made: new Date().getTime(), isDate: new Date() instanceof Date }),
  "/env": () => process.env,
  "/token": (request) => { console.log(request.headers.authorization); console.error(JSON.stringify({ outcome: "refused", text: "No.", tool: "get_forecast" })); return {}; },
  "/fetch": async (request) => {
    try {
      const answer = await fetch(new URL(request.url, "http://x").searchParams.get("url"));
      return { status: answer.status, text: await answer.text() };
    } catch (error) { return { failed: String(error.cause ?? error) }; }
  },
};
createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { pathname } = new URL(request.url, "http://x");
  if (pathname === "/stream") {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: first\\n\\n");
    waiting = response;
    return;
  }
  if (pathname === "/finish") waiting.end("data: last\\n\\n");
  const { method, url, headers } = request;
  const seen = { method, url, headers, body: Buffer.concat(chunks).toString(), pid: process.pid };
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(actions[pathname] ? await actions[pathname](request) : seen));
}).listen(process.env.FUNCTIONS_CUSTOMHANDLER_PORT, "127.0.0.1", () => console.log("The server listens."));
let waiting;
`;

/** A self-hosted server that answers with what it sees. */
export const echoPackage: PackageFiles = { "host.json": selfHostedFile(), "server.js": echoServer };
