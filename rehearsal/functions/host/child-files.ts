import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

/** The programs that run inside the processes of a site. */
export interface ChildFiles {
  /** Loaded before the program of a custom handler. */
  readonly preload: string;
  /** Runs the functions of an app. */
  readonly worker: string;
}

const sources = join(__dirname, "..", "child");
const bundling = ["--bundle", "--minify", "--platform=node", "--format=cjs", "--target=node20"];

/** Bundles by the name of their program, made once: they are the same for every local cloud. */
const bundles = new Map<string, Promise<string>>();

/**
 * The programs as files that plain Node runs: compiled ones as they are, TypeScript as one bundle each, so that a site's own code
 * meets no loader that Azure does not have.
 * @param folder where bundles are written
 */
export async function prepareChildFiles(folder: string): Promise<ChildFiles> {
  const [preload, worker] = await Promise.all([asFile("preload", folder), asFile("worker", folder)]);
  return { preload, worker };
}

async function asFile(name: string, folder: string): Promise<string> {
  const compiled = join(sources, `${name}.js`);
  if (existsSync(compiled)) return compiled;
  const bundle = bundles.get(name) ?? bundled(join(sources, `${name}.ts`));
  bundles.set(name, bundle);
  const file = join(folder, `${name}.cjs`);
  writeFileSync(file, await bundle);
  return file;
}

/** By esbuild's command: its library leaves a process running, which nobody here would end. */
async function bundled(source: string): Promise<string> {
  const command = [require.resolve("esbuild/bin/esbuild"), source, ...bundling];
  const [program = "", ...args] = process.platform === "win32" ? [process.execPath, ...command] : command;
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 16 * 1024 * 1024 });
  return stdout;
}
