import type { Connection, Wiring } from "../wiring/wiring";
import { named, subject } from "./support/connections";
import { endpointPaths, hasSelfHostedFlag, hostingOfTarget } from "./support/gate";
import { takeApart } from "./support/urls";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";

/** The target is the path of the other way to run an MCP server on Functions. */
export const endpointOfOtherHosting = defineRule({
  id: "endpoint-of-other-hosting",
  severity: "error",
  what: "The connection calls a path where the server's hosting does not answer.",
  why: "Sign-in succeeds, every call is answered with 404, and the tools list stays empty.",
  page: "https://learn.microsoft.com/azure/azure-functions/functions-mcp-tutorial",
  judge: (wiring) => wiring.connections.flatMap((connection) => judgeTarget(wiring, connection)),
});

function judgeTarget({ functionApp }: Wiring, connection: Connection): readonly Verdict[] {
  const url = connection.target && takeApart(connection.target);
  if (functionApp === undefined || url === undefined || url.outcome === "other") return [];
  const hostFile = functionApp.hostFile;
  const target = valueEnd("connection", "target", connection.target, connection);
  const ends = [
    target,
    hostFile
      ? {
          layer: "function app" as const,
          what: "hosting in host.json",
          shown: hostFile.hosting,
          source: hostFile.source,
        }
      : { layer: "function app" as const, what: "host.json", shown: "not read", source: functionApp.source },
  ];
  const unclear = (missing: string): readonly Verdict[] => [
    undecided(`Whether the server answers at the target of ${named(connection)} cannot be told.`, ends, missing),
  ];
  if (url.outcome === "undecided") return unclear(`the target: ${url.missing}`);
  const runs = hostFile?.hosting ?? (hasSelfHostedFlag(functionApp) ? "self-hosted" : undefined);
  const called = hostingOfTarget(connection);
  if (runs === undefined)
    return unclear("how the server is hosted: name its folder, which holds host.json, with --server");
  if (runs === "neither") {
    if (called === undefined)
      return unclear(`what answers at ${JSON.stringify(url.path)}: host.json runs no MCP server`);
    return [
      fails(
        `${subject(connection)} calls ${JSON.stringify(url.path)}, and host.json of the server runs no MCP server.`,
        ends,
        called === "self-hosted"
          ? 'Write configurationProfile: "mcp-custom-handler" in host.json.'
          : "Write extensions.mcp in host.json.",
      ),
    ];
  }
  if (called === runs) return [];
  return [
    fails(
      `${subject(connection)} calls ${JSON.stringify(url.path)}, and the server is hosted as ${runs}, which answers at ${JSON.stringify(endpointPaths[runs])}.`,
      ends,
      `End the target in ${JSON.stringify(endpointPaths[runs])}, or change the hosting in host.json.`,
    ),
  ];
}
