/**
 * Judges from outside, which no installation of this project has: each is a package in a folder that an environment variable names, and
 * they need a newer Node than this project.
 */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { optionalTest } from "./optional-test";

/** A judge that can be asked. */
export interface Judge {
  /** Version of its package. */
  readonly version: string;
  /** Runs its command line. */
  readonly run: (args: readonly string[], options: RunOptions) => Promise<Ended>;
}

/** What a run needs. */
export interface RunOptions {
  /** What it takes for the person's home, and where it runs. */
  readonly folder: string;
}

/** How a run ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The variables that name a judge's folder, as given to `npm install --prefix`, and its package. */
const judges = {
  PASSTHROUGH_INSPECTOR: "@modelcontextprotocol/inspector",
  PASSTHROUGH_CONFORMANCE: "@modelcontextprotocol/conformance",
} as const;

/** Longer than any run takes, in milliseconds; one that hangs is ended. */
const patience = 90_000;

/** A test that asks a judge. @param variable names the judge's folder */
export function judged(variable: keyof typeof judges, name: string, body: (judge: Judge) => Promise<void>): void {
  optionalTest(name, find(variable), body);
}

function find(variable: keyof typeof judges): Judge | string {
  const node = newerNode();
  if (node === undefined) return "PASSTHROUGH_NODE_22 names no Node of version 22.19 or newer.";
  const folder = process.env[variable];
  if (folder === undefined || folder === "") return `${variable} names no folder.`;
  const installed = join(folder, "node_modules", judges[variable]);
  const manifest = join(installed, "package.json");
  if (!existsSync(manifest)) return `${JSON.stringify(folder)}, named by ${variable}, holds no ${judges[variable]}.`;
  const { version, bin } = JSON.parse(readFileSync(manifest, "utf8")) as Manifest;
  const program = join(installed, Object.values(bin)[0] ?? "");
  return { version, run: (args, options) => run(node, [program, ...args], options) };
}

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
}

/** The Node that runs the judges: that of the tests where it is new enough. */
function newerNode(): string | undefined {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 19)) return process.execPath;
  const named = process.env["PASSTHROUGH_NODE_22"];
  return named !== undefined && existsSync(named) ? named : undefined;
}

async function run(node: string, args: readonly string[], { folder }: RunOptions): Promise<Ended> {
  const child = spawn(node, args, {
    cwd: folder,
    env: { PATH: process.env["PATH"], HOME: folder, CI: "true", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: patience,
    killSignal: "SIGKILL",
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return new Promise((ended, failed) => {
    child.once("error", failed).once("close", (exitCode) => ended({ exitCode, stdout, stderr }));
  });
}
