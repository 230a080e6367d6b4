import type { Hosting } from "../../contract/deployment";
import { notInPackage } from "./errors";
import { handlerOf } from "./host-json";
import { packageArchive, type PackageArchive } from "./package-archive";
import { packageFiles, type PackageEntry } from "./package-files";

/** Runtimes that Azure brings along; their first argument that is no option is the script. */
const runtimes: readonly string[] = ["node", "python", "python3", "dotnet", "java"];
/** Programs that read what to run from a file of the package. */
const packageManagers: readonly string[] = ["npm", "npx", "pnpm", "yarn"];

/**
 * Packs the folder of a server, as it is now.
 * @throws {CannotPublish} where something that the host needs is not in it
 */
export async function packServer(folder: string, hosting: Hosting): Promise<PackageArchive> {
  const entries = packageFiles(folder);
  demand(entries, "The file", "host.json");
  if (hosting === "mcp-extension") {
    demand(entries, "The file", "package.json");
    return packageArchive(entries);
  }
  const { executable, arguments: args } = handlerOf(folder);
  if (packageManagers.includes(executable)) {
    demand(entries, "The file", "package.json");
    return packageArchive(entries);
  }
  if (runtimes.includes(executable)) {
    const script = args.find((argument) => !argument.startsWith("-"));
    if (script !== undefined) demand(entries, "The script", withoutDot(script));
    return packageArchive(entries);
  }
  const program = withoutDot(executable);
  demand(entries, "The program", program);
  return packageArchive(entries, program);
}

function demand(entries: readonly PackageEntry[], what: string, path: string): void {
  if (!entries.some((entry) => entry.kind === "file" && entry.path === path)) throw notInPackage(what, path);
}

function withoutDot(path: string): string {
  return path.replaceAll("\\", "/").replace(/^\.\//, "");
}
