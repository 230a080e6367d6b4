import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Finished, Processes } from "../local/processes";
import { withoutSecrets } from "../local/secrets";
import type { LocalWorkspace } from "../local/workspace";
import { CommandFailed } from "./command-failed";
import type { Report } from "./report";

/** What every part of the main job works with. */
export interface Job {
  readonly workspace: LocalWorkspace;
  readonly processes: Processes;
  readonly report: Report;
}

/** The folder of this project. */
export const root = resolve(__dirname, "..", "..");

/** Runs a command of cdktf on deployment files. @throws {CommandFailed} @throws {Interrupted} */
export async function cdktf(
  { workspace, processes, report }: Job,
  files: readonly string[],
  verb: "deploy" | "destroy",
  ...rest: readonly string[]
): Promise<string> {
  const cli = require.resolve("cdktf-cli/package.json");
  const args = [join(cli, "..", "bundle", "bin", "cdktf"), verb, ...rest, "--auto-approve"];
  let finished = 0;
  const result = await processes.run(process.execPath, args, {
    cwd: root,
    env: { ...workspace.environment, CI: "1", DEPLOYMENT: files.join(",") },
    onLine: (line) => {
      if (/: (Creation|Destruction|Modifications) complete after/.test(line)) finished += 1;
      report.progress(`cdktf ${verb}: ${finished} resources. ${line.trim()}`);
    },
  });
  if (result.exitCode !== 0) throw new CommandFailed(`cdktf ${verb}`, result);
  return result.output;
}

/** Synthesizes deployment files into the folder that cdktf works in, without cdktf's command line around it. @throws {CommandFailed} */
export async function synthesize({ workspace, processes }: Job, files: readonly string[]): Promise<void> {
  const result = await processes.run(process.execPath, ["--import", "tsx", join(root, "main.ts")], {
    cwd: root,
    env: { ...workspace.environment, CDKTF_OUTDIR: workspace.output, DEPLOYMENT: files.join(",") },
  });
  if (result.exitCode !== 0) throw new CommandFailed("Synthesis", result);
}

/** Runs Terraform in the folder of a stack, whatever comes of it. @throws {Interrupted} */
export function terraform({ workspace, processes }: Job, stack: string, ...args: readonly string[]): Promise<Finished> {
  return processes.run("terraform", args, { cwd: workspace.stackFolder(stack), env: workspace.environment });
}

/** Runs Terraform in the folder of a stack. @throws {CommandFailed} @throws {Interrupted} */
export async function terraformSucceeds(job: Job, stack: string, ...args: readonly string[]): Promise<string> {
  const result = await terraform(job, stack, ...args);
  if (result.exitCode !== 0) throw new CommandFailed(`terraform ${args[0] ?? ""} of ${stack}`, result);
  return result.output;
}

/**
 * Publishes the server of a deployment as a person does.
 * @throws {CommandFailed}
 * @throws {Interrupted}
 */
export async function publish(
  { workspace, processes, report }: Job,
  file: string,
  ...options: readonly string[]
): Promise<void> {
  const args = ["--import", "tsx", join(root, "scripts", "passthrough.ts"), "publish", file, ...options];
  const result = await processes.run(process.execPath, args, {
    cwd: root,
    env: workspace.environment,
    onLine: (line) => report.progress(`publish: ${line.trim()}`),
  });
  if (result.exitCode !== 0) throw new CommandFailed(`passthrough publish ${file}`, result);
}

/**
 * Builds the folder of a server as publishing does: a copy of it elsewhere would not find what it imports.
 * @throws {CommandFailed}
 * @throws {Interrupted}
 */
export async function buildServer({ workspace, processes }: Job, folder: string): Promise<void> {
  if (!existsSync(join(folder, "package.json"))) return;
  const options = { cwd: folder, env: withoutSecrets(workspace.environment) };
  const result = await processes.run("npm", ["run", "build", "--if-present"], options);
  if (result.exitCode !== 0) throw new CommandFailed(`npm run build in ${folder}`, result);
}
