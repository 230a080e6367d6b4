/** What the server verifies tokens by and what the gate advertises, told from app settings. */
import type { Argument } from "../configuration";
import { textOf, type Source, type Value, type Values } from "../value";
import type { FunctionApp, ServerSettings } from "../wiring-function-app";
import type { Settings } from "./app-settings";
import * as read from "./arguments";
import { decodeJson } from "../json-text";
import { splitText } from "./split";

/** Settings of the server, and the scopes that App Service advertises. */
export function readServerSettings(
  { byName, incomplete }: Settings,
  source: Source,
): Pick<FunctionApp, "server" | "advertisedByGate"> {
  const one = (name: string): Value | undefined =>
    byName.get(name) ?? (incomplete === undefined ? undefined : read.unknown(incomplete, source));
  const several = (name: string, separator: " " | ","): Values | undefined => {
    const written = one(name);
    return written && splitText(written, separator);
  };
  const toolScopes = readToolScopes(one("MCP_TOOL_SCOPES"));
  const advertisedByGate = several("WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES", ",");
  const clients = several("MCP_CLIENTS", " ");
  const advertised = several("MCP_SCOPES_SUPPORTED", " ");
  const server: ServerSettings = {
    issuer: one("MCP_ISSUER"),
    audience: one("MCP_AUDIENCE"),
    resource: one("MCP_RESOURCE"),
    ...(clients && { clients }),
    ...(advertised && { advertised }),
    ...(toolScopes && { toolScopes }),
  };
  return { server, ...(advertisedByGate && { advertisedByGate }) };
}

/** `{ tool: [scope] }`, as a JSON text. */
function readToolScopes(written: Value | undefined): ServerSettings["toolScopes"] {
  if (written === undefined) return undefined;
  const { source } = written;
  const decoded = decodeJson(written);
  const tools = new Map<string, readonly string[]>();
  if (decoded.kind !== "map") {
    const incomplete = decoded.kind === "unknown" ? decoded.reason : "it is no JSON object";
    return { tools, incomplete, source };
  }
  let incomplete: string | undefined;
  for (const [tool, scopes] of decoded.entries) {
    const texts = textsOf(scopes);
    if (texts) tools.set(tool, texts);
    else incomplete ??= `the scopes of ${JSON.stringify(tool)} are not literal`;
  }
  return { tools, ...(incomplete !== undefined && { incomplete }), source };
}

function textsOf(scopes: Argument): readonly string[] | undefined {
  if (scopes.kind === "literal") return [String(scopes.value)];
  if (scopes.kind !== "list" || scopes.incomplete !== undefined) return undefined;
  const texts = scopes.items.map((item) => (item.kind === "literal" ? textOf(item) : undefined));
  return texts.every((text) => text !== undefined) ? texts : undefined;
}
