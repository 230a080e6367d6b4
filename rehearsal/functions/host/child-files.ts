import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** The programs that run inside the processes of a site. */
export interface ChildFiles {
  /** Loaded before the program of a custom handler. */
  readonly preload: string;
  /** Runs the functions of an app. */
  readonly worker: string;
}

const bundling = [
  "--bundle",
  "--minify",
  "--platform=node",
  "--format=cjs",
  "--target=node20",
  "--out-extension:.js=.cjs",
];

/**
 * The programs as files that plain Node runs: compiled ones as they are, TypeScript as one bundle each, so that a site's own code
 * meets no loader that Azure does not have.
 * @param folder where bundles are written
 */
export async function prepareChildFiles(folder: string): Promise<ChildFiles> {
  const sources = join(__dirname, "..", "child");
  if (existsSync(join(sources, "preload.js"))) return childFiles(sources, ".js");
  const entryPoints = ["preload.ts", "worker.ts"].map((name) => join(sources, name));
  // As a command: the library leaves a process running, which nobody here would end.
  const command = [require.resolve("esbuild/bin/esbuild"), ...entryPoints, `--outdir=${folder}`, ...bundling];
  const [program = "", ...args] = process.platform === "win32" ? [process.execPath, ...command] : command;
  await promisify(execFile)(program, args);
  return childFiles(folder, ".cjs");
}

function childFiles(folder: string, extension: string): ChildFiles {
  return { preload: join(folder, `preload${extension}`), worker: join(folder, `worker${extension}`) };
}
