import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, type ParseError } from "jsonc-parser";
import { isObject, textAt, type JsonObject, type JsonValue } from "../../json";

/** The program that a custom handler is. */
export interface HandlerDescription {
  readonly executable: string;
  readonly arguments: readonly string[];
  /** Relative to the package. @default the package's folder */
  readonly workingDirectory?: string;
  /** Port on which the program listens whatever it is told. @default the host chooses one and tells it */
  readonly port?: number;
}

/** How an MCP server of the extension presents itself. */
export interface ServerDescription {
  readonly name: string;
  readonly version: string;
  /** @default none */
  readonly instructions?: string;
}

/** What `host.json` makes of a package; `level` is what the host demands beside anything else, in lower case. */
export type HostFile =
  | { readonly hosting: "self-hosted"; readonly level: string; readonly handler: HandlerDescription }
  | { readonly hosting: "mcp-extension"; readonly level: string; readonly server: ServerDescription }
  | { readonly hosting: "neither"; readonly reason: string };

/**
 * Reads the `host.json` of a package. The host takes names of settings in any case, and comments.
 * @see https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers
 * @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp
 */
export function readHostFile(folder: string): HostFile {
  const path = join(folder, "host.json");
  if (!existsSync(path)) return neither("The package has no readable host.json at its top.");
  const errors: ParseError[] = [];
  const root: unknown = parse(readFileSync(path, "utf8"), errors, { allowTrailingComma: true });
  if (!isObject(root) || errors.length > 0) return neither("host.json is not a JSON object.");
  const profile = at(root, "configurationProfile");
  if (typeof profile === "string" && profile.toLowerCase() === "mcp-custom-handler") return selfHosted(root);
  const extension = at(root, "extensions", "mcp");
  if (isObject(extension)) return mcpExtension(extension);
  return neither('host.json has neither configurationProfile "mcp-custom-handler" nor extensions.mcp.');
}

function selfHosted(root: JsonObject): HostFile {
  const executable = at(root, "customHandler", "description", "defaultExecutablePath");
  if (typeof executable !== "string" || executable === "") {
    return neither("host.json has no customHandler.description.defaultExecutablePath.");
  }
  const args = at(root, "customHandler", "description", "arguments");
  const workingDirectory = at(root, "customHandler", "description", "workingDirectory");
  const port = Number(at(root, "customHandler", "port") ?? NaN);
  return {
    hosting: "self-hosted",
    level: levelOf(at(root, "customHandler", "http", "defaultAuthorizationLevel"), "function"),
    handler: {
      executable,
      arguments: Array.isArray(args) ? args.filter((argument) => typeof argument === "string") : [],
      ...(typeof workingDirectory === "string" && workingDirectory !== "" && { workingDirectory }),
      ...(Number.isInteger(port) && { port }),
    },
  };
}

function mcpExtension(extension: JsonObject): HostFile {
  const instructions = textAt(extension, "instructions");
  return {
    hosting: "mcp-extension",
    level: levelOf(at(extension, "system", "webhookAuthorizationLevel"), "system"),
    server: {
      name: textAt(extension, "serverName") ?? "Azure Functions MCP server",
      version: textAt(extension, "serverVersion") ?? "1.0.0",
      ...(instructions !== undefined && { instructions }),
    },
  };
}

function neither(reason: string): HostFile {
  return { hosting: "neither", reason };
}

function levelOf(value: JsonValue | undefined, otherwise: string): string {
  return typeof value === "string" && value !== "" ? value.toLowerCase() : otherwise;
}

/** The value at a path of names, in any case. */
function at(root: JsonObject, ...path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, name) =>
      isObject(value)
        ? Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
        : undefined,
    root,
  );
}
