/** What `host.json` must say so that the package runs as the deployment has it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { InputError } from "../../checks/wiring/readers/input-error";
import { readHostFile } from "../../checks/wiring/readers/host-file";
import type { Hosting } from "../../contract/deployment";
import { hostKeyOn, noHandler, noHostFile, otherHosting } from "./errors";

const levels: Readonly<Record<Hosting, string>> = {
  "self-hosted": 'customHandler.http.DefaultAuthorizationLevel: "anonymous"',
  "mcp-extension": 'extensions.mcp.system.webhookAuthorizationLevel: "Anonymous"',
};

/** The program of a custom handler. */
export interface HandlerProgram {
  readonly executable: string;
  readonly arguments: readonly string[];
}

/** Whether `host.json` fits the deployment. @throws {CannotPublish} */
export function checkHostFile(folder: string, hosting: Hosting): void {
  const hostFile = read(folder);
  if (hostFile.hosting !== hosting) throw otherHosting(folder, hostFile.hosting, hosting);
  const level = hostFile.authorizationLevel;
  const written = level?.kind === "literal" ? level.value : undefined;
  if (String(written).toLowerCase() === "anonymous") return;
  throw hostKeyOn(folder, level === undefined ? undefined : JSON.stringify(written), levels[hosting]);
}

/** The program that `host.json` names. @throws {CannotPublish} */
export function handlerOf(folder: string): HandlerProgram {
  read(folder);
  const root: unknown = parse(readFileSync(join(folder, "host.json"), "utf8"));
  const executable = at(root, "customHandler", "description", "defaultExecutablePath");
  const args = at(root, "customHandler", "description", "arguments");
  if (typeof executable !== "string" || executable === "") throw noHandler(folder);
  return {
    executable,
    arguments: Array.isArray(args) ? args.filter((argument) => typeof argument === "string") : [],
  };
}

function read(folder: string): ReturnType<typeof readHostFile> {
  try {
    return readHostFile(folder);
  } catch (error) {
    if (error instanceof InputError) throw noHostFile(folder, error.message);
    throw error;
  }
}

/** The value at a path of names; the host takes them in any case. */
function at(root: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) =>
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1]
        : undefined,
    root,
  );
}
