import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

import type { DeploymentFileProblem } from "./deployment-file-error";
import * as resources from "./resource-problems";
import { readText, reasonOf, sourceFile } from "./source-file";
import { placeOf, textAt, type MapNode } from "./source-tree";

/**
 * The folder of the MCP server, absolute: a path is relative to the file in which it stands, which may be one that the
 * deployment file extends. It is the path as it was written, whose Unicode form the file system may care for.
 */
export function serverFolder(root: MapNode): string | undefined {
  const source = textAt(root, "server", "source");
  return source === undefined ? undefined : resolve(dirname(source.file.absolute), source.written);
}

/** Judges the server's folder and how the server is hosted. */
export function serverProblems(root: MapNode): DeploymentFileProblem[] {
  return [...folder(root), ...hosting(root)];
}

function folder(root: MapNode): DeploymentFileProblem[] {
  const path = serverFolder(root);
  const written = textAt(root, "server", "source")?.written ?? "";
  // An empty path would be the folder of the file; the schema refuses it.
  if (path === undefined || written.trim() === "") return [];
  const place = placeOf(root, ["server", "source"]);
  const { shown } = sourceFile(path);
  try {
    if (!statSync(path).isDirectory()) return [resources.noServerFolder(place, written, shown, "it is no directory")];
  } catch (error) {
    return [resources.noServerFolder(place, written, shown, reasonOf(error))];
  }
  const reason = whyNoJson(join(path, "host.json"));
  return reason === undefined ? [] : [resources.badHostJson(place, join(shown, "host.json"), reason)];
}

function whyNoJson(path: string): string | undefined {
  const result = readText(path);
  if ("reason" in result) return result.reason;
  try {
    const value: unknown = JSON.parse(result.text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? undefined : "it holds no JSON object";
  } catch {
    return "it is not JSON";
  }
}

function hosting(root: MapNode): DeploymentFileProblem[] {
  if (textAt(root, "server", "hosting")?.value !== "mcp-extension") return [];
  const gate = textAt(root, "server", "gate");
  const isServer =
    gate === undefined ? textAt(root, "identity", "provider")?.value === "okta" : gate.value === "server";
  const place = placeOf(root, ["server", gate === undefined ? "hosting" : "gate"]);
  return isServer ? [resources.extensionNeedsEasyAuth(place, "server", gate !== undefined)] : [];
}
