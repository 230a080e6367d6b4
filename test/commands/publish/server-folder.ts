import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files of a folder by their paths. */
export type FolderFiles = Readonly<Record<string, string>>;

/** Writes files into a folder. */
export function writeFiles(folder: string, files: FolderFiles): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

/** `host.json` of a self-hosted server. */
export const selfHosted = {
  version: "2.0",
  configurationProfile: "mcp-custom-handler",
  customHandler: {
    description: { defaultExecutablePath: "node", arguments: ["server.js"] },
    http: { DefaultAuthorizationLevel: "anonymous" },
  },
} as const;

/** A server that lets nobody in and says where to sign in. */
const closedServer = `
const { createServer } = require("node:http");
const { MCP_RESOURCE, MCP_SCOPES_SUPPORTED, FUNCTIONS_CUSTOMHANDLER_PORT } = process.env;
const { origin, pathname } = new URL(MCP_RESOURCE);
const metadata = "/.well-known/oauth-protected-resource" + pathname;
createServer((request, response) => {
  if (request.url === metadata) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ resource: MCP_RESOURCE, scopes_supported: MCP_SCOPES_SUPPORTED.split(" ") }));
    return;
  }
  response.writeHead(401, { "www-authenticate": 'Bearer resource_metadata="' + origin + metadata + '"' });
  response.end();
}).listen(FUNCTIONS_CUSTOMHANDLER_PORT, "127.0.0.1");
`;

/** A self-hosted server whose program its build script makes. */
export const builtServer: FolderFiles = {
  "host.json": JSON.stringify(selfHosted),
  "package.json": JSON.stringify({
    name: "server",
    version: "1.0.0",
    scripts: { build: "node -e \"require('node:fs').copyFileSync('source.txt', 'server.js')\"" },
  }),
  "source.txt": closedServer,
  ".funcignore": "source.txt\n",
};

/** The same, built. */
export const closedPackage: FolderFiles = { "host.json": builtServer["host.json"] ?? "", "server.js": closedServer };

/** An app with the MCP extension and the tools of a deployment. */
export function extensionApp(tools: readonly string[]): FolderFiles {
  const functions = JSON.stringify(require.resolve("@azure/functions"));
  const registrations = tools.map(
    (tool) =>
      `app.mcpTool("f_${tool}", { toolName: "${tool}", description: "", toolProperties: {}, handler: () => "" });`,
  );
  return {
    "host.json": JSON.stringify({ extensions: { mcp: { system: { webhookAuthorizationLevel: "Anonymous" } } } }),
    "package.json": JSON.stringify({ main: "functions.js" }),
    "functions.js": [`const { app } = require(${functions});`, ...registrations].join("\n"),
  };
}
