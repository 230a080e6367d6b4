/** Starts the weather server: a custom handler of the Functions host, which says on which port of this machine to listen. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createEndpoint } from "./http/endpoint";
import { logToStandardOutput as log } from "./log";
import {
  clockTolerance,
  createProtectedResource,
  protectedResourceSettings,
  readSettings,
  SettingsError,
  type Setting,
} from "./protected-resource";
import { toolNames } from "./weather/tools";

/** @see https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers */
const port: Setting<number> = {
  name: "FUNCTIONS_CUSTOMHANDLER_PORT",
  parse: (text) => {
    if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
      throw new Error("write a port from 0 to 65535; with 0 the system chooses one.");
    }
    return Number(text);
  },
};

/** How long a request may take to arrive, in milliseconds. */
const requestTimeout = 30_000;

/**
 * How long a connection without requests is kept, in milliseconds: longer than the Functions host in front keeps it, so that it never sends
 * a request on one that is being closed. .NET lets go after a minute.
 * @see https://learn.microsoft.com/dotnet/api/system.net.http.socketshttphandler.pooledconnectionidletimeout
 */
const keepAliveTimeout = 120_000;

/** The code of the error stands in it: the Functions host, and whoever knows Node, look for that. */
function whyNotListening(wanted: number, { code, message }: NodeJS.ErrnoException): string {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: "another program listens there",
    EACCES: "this user may not listen there",
  };
  const reason = reasons[code ?? ""] ?? message;
  return `The server cannot listen on port ${wanted} of 127.0.0.1, which ${port.name} names: ${reason} (${code ?? "unknown"}).`;
}

function main(): void {
  const settings = readSettings(process.env, { ...protectedResourceSettings, port });
  const protection = createProtectedResource(settings, toolNames);
  const { resource, issuer, audience, clients } = settings;
  for (const text of protection.warnings) log({ outcome: "warning", text });
  const server = createServer({ requestTimeout, keepAliveTimeout }, createEndpoint({ resource, protection, log }));
  server.on("error", (error: NodeJS.ErrnoException) => {
    process.stderr.write(`${whyNotListening(settings.port, error)}\n`);
    process.exitCode = 1;
  });
  server.listen(settings.port, "127.0.0.1", () => {
    const { port: chosen } = server.address() as AddressInfo;
    const accepts = { issuer, audience, clients, clockTolerance };
    log({ outcome: "done", text: "The server listens.", port: chosen, resource: resource.href, accepts });
  });
}

try {
  main();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
