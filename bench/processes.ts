/** Programs in processes of their own, measured by themselves; the best of some rounds, because others use the machine too. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import type { Measurement } from "./measurement";

/** The folder of this project. */
export const root = resolve(__dirname, "..");

/** Runs a program that prints a measurement on its last line. */
export function run(program: string, ...args: readonly string[]): Measurement {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", program, ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });
  if (status !== 0) throw new Error(`${program} failed:\n${stderr}`);
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Measurement;
}

/** The least of each figure. */
export function best(measurements: readonly Measurement[]): Measurement {
  return {
    milliseconds: Math.min(...measurements.map(({ milliseconds }) => milliseconds)),
    megabytes: Math.min(...measurements.map(({ megabytes }) => megabytes)),
  };
}

/** Prints one row of a table. */
export function printRow(cells: readonly string[]): void {
  process.stdout.write(`${cells.map((cell) => cell.padStart(11)).join("  ")}\n`);
}
