import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a terraform process said. */
export interface TerraformResult {
  readonly exitCode: number;
  /** Standard output and standard error, without colour and without the frame that errors are drawn in. */
  readonly output: string;
}

/** A configuration in a temporary folder, with a state of its own. */
export interface TerraformProject {
  readonly folder: string;
  write(configuration: string): Promise<void>;
  run(...args: readonly string[]): Promise<TerraformResult>;
  /** The state file, as text. */
  state(): Promise<string>;
  remove(): Promise<void>;
}

/** Makes a project whose providers are those of a reattach value. */
export async function terraformProject(reattach: string): Promise<TerraformProject> {
  const folder = await mkdtemp(join(tmpdir(), "terraform-"));
  const run = (...args: readonly string[]): Promise<TerraformResult> =>
    new Promise((resolve) => {
      const env = {
        PATH: process.env["PATH"],
        HOME: folder,
        TF_CLI_CONFIG_FILE: "/dev/null",
        CHECKPOINT_DISABLE: "1",
        TF_IN_AUTOMATION: "1",
        TF_REATTACH_PROVIDERS: reattach,
      };
      execFile("terraform", [...args, "-no-color"], { cwd: folder, env, timeout: 60_000 }, (error, stdout, stderr) => {
        const exitCode = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
        resolve({ exitCode, output: `${stdout}${stderr}`.replaceAll(/^[│╷╵] ?/gm, "") });
      });
    });
  return {
    folder,
    run,
    write: (configuration) => writeFile(join(folder, "main.tf"), configuration),
    state: () => readFile(join(folder, "terraform.tfstate"), "utf8"),
    remove: () => rm(folder, { recursive: true }),
  };
}
