import type { FunctionApp } from "../wiring/wiring-function-app";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";
import { showAddress } from "./support/words";

const places = {
  "self-hosted": 'customHandler.http.DefaultAuthorizationLevel: "anonymous"',
  "mcp-extension": 'extensions.mcp.system.webhookAuthorizationLevel: "Anonymous"',
} as const;

/** The Functions host demands a key beside the token. */
export const hostKeyOn = defineRule({
  id: "host-key-on",
  severity: "error",
  what: "The Functions host demands its own key, which no connection sends.",
  why: "A person signs in, the token is good, and every call is answered with 401 or 403 by the host.",
  page: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp",
  judge: ({ functionApp, connections }) => (functionApp && connections.length > 0 ? judgeHost(functionApp) : []),
});

function judgeHost({ address, hostFile, source }: FunctionApp): readonly Verdict[] {
  if (hostFile === undefined) {
    const message = `Whether the host of ${showAddress(address)} demands a key cannot be told.`;
    const end = { layer: "function app" as const, what: "host.json", shown: "not read", source };
    return [undecided(message, [end], "host.json of the server's folder: name the folder with --server")];
  }
  // A host file of neither hosting is told by another rule.
  if (hostFile.hosting === "neither") return [];
  const level = known(hostFile.authorizationLevel);
  if (level.kind === "known" && String(level.value).toLowerCase() === "anonymous") return [];
  const ends = [valueEnd("function app", "authorization level of the host", hostFile.authorizationLevel, hostFile)];
  if (level.kind === "unknown") {
    return [
      undecided(`Whether the host of ${showAddress(address)} demands a key cannot be told.`, ends, level.missing),
    ];
  }
  const says =
    level.kind === "known" ? `has the level ${JSON.stringify(level.value)}` : "names no level, and demands a key then";
  return [
    fails(`The host of ${showAddress(address)} ${says}.`, ends, `Write ${places[hostFile.hosting]} in host.json.`),
  ];
}
