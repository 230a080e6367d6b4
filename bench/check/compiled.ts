/**
 * Programs as they are published: compiled by TypeScript. What `tsx` makes of them keeps the name of every function by a call of its own,
 * which a plan of many deployments would be measured with.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { root } from "../processes";
import type { WarmMeasurement } from "./measure-warm";

/** Compiles every file of some folders of this project into a folder. */
export function compile(folders: readonly string[], into: string): void {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => readFileSync(path, "utf8")) as {
    readonly config: { readonly compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  for (const folder of folders) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })) {
      if (!name.endsWith(".ts")) continue;
      const fileName = join(folder, name);
      const { outputText } = ts.transpileModule(readFileSync(join(root, fileName), "utf8"), {
        fileName,
        compilerOptions: { ...options, module: ts.ModuleKind.CommonJS },
      });
      const output = join(into, fileName.replace(/\.ts$/, ".js"));
      mkdirSync(dirname(output), { recursive: true });
      writeFileSync(output, outputText);
    }
  }
}

/**
 * Runs a compiled program in a process of its own, and returns the measurement that it prints on its last line. Its one thread collects
 * the garbage too: on a busy machine several wait for each other, and their waiting would be counted as work.
 */
export function run(program: string, ...args: readonly string[]): WarmMeasurement {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--single-threaded-gc", program, ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_PATH: join(root, "node_modules") },
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as WarmMeasurement;
}

/** The least of each figure. */
export function best(measurements: readonly WarmMeasurement[]): WarmMeasurement {
  return {
    milliseconds: Math.min(...measurements.map(({ milliseconds }) => milliseconds)),
    megabytes: Math.min(...measurements.map(({ megabytes }) => megabytes)),
    coldMilliseconds: Math.min(...measurements.map(({ coldMilliseconds }) => coldMilliseconds)),
  };
}
