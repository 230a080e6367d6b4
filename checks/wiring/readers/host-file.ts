/** `host.json` of a server's folder: how the Functions host serves the MCP endpoint, and whether it demands a key. */
import { join } from "node:path";
import type { Node } from "jsonc-parser";
import { literalValue, type Source } from "../value";
import type { HostFile } from "../wiring-function-app";
import * as errors from "./errors";
import { mostWritten, readText } from "./files";
import { type JsonTree, propertiesOf, readJsonTree } from "./json/json-tree";

/**
 * Where each hosting states the level of its key. The host takes the names of its settings in any case.
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp
 * @see https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers
 */
const levels = {
  "self-hosted": ["customHandler", "http", "DefaultAuthorizationLevel"],
  "mcp-extension": ["extensions", "mcp", "system", "webhookAuthorizationLevel"],
  neither: undefined,
} as const;

/**
 * Reads `host.json`.
 *
 * @param folder the server's folder
 * @param shown the folder that findings and errors name. @default the same
 * @throws {InputError} where the file is missing or is no JSON object
 */
export function readHostFile(folder: string, shown = folder): HostFile {
  const text = readText(join(folder, "host.json"), mostWritten);
  const tree = readJsonTree(text, join(shown, "host.json"), { comments: true });
  if (!propertiesOf(tree.root)) throw errors.notABlock(tree.positionOf(tree.root), "host.json");
  const hosting = hostingOf(tree.root);
  const level = levels[hosting] && nodeAt(tree.root, levels[hosting]);
  return {
    hosting,
    ...(level && {
      authorizationLevel: literalValue(scalarOf(level), sourceOf(level, tree, levels[hosting]?.join(".") ?? "")),
    }),
    source: sourceOf(tree.root, tree, ""),
  };
}

function hostingOf(root: Node): HostFile["hosting"] {
  const profile: unknown = nodeAt(root, ["configurationProfile"])?.value;
  if (typeof profile === "string" && profile.toLowerCase() === "mcp-custom-handler") return "self-hosted";
  return nodeAt(root, ["extensions", "mcp"]) ? "mcp-extension" : "neither";
}

function nodeAt(root: Node, path: readonly string[]): Node | undefined {
  return path.reduce<Node | undefined>(
    (node, name) => node && propertiesOf(node)?.findLast(([key]) => key.toLowerCase() === name.toLowerCase())?.[1],
    root,
  );
}

function scalarOf(node: Node): string | number | boolean | null {
  const value: unknown = node.value;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

function sourceOf(node: Node, tree: JsonTree, path: string): Source {
  return { address: "host.json", path, position: tree.positionOf(node) };
}
