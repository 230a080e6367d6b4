import { join } from "node:path";
import { type CommandOptions, type Ended, projectFolder, runCommand } from "../../support/command";

/** Arguments of Node that run the command of this repository. */
export const program = ["--import", "tsx", join(projectFolder, "scripts", "preview-here.ts")] as const;

/** What a workflow that runs these tests says about itself is not for them. */
const noWorkflow = { GITHUB_OUTPUT: "", GITHUB_TOKEN: "" };

/** Runs `npm run preview --` to its end. */
export function preview(args: readonly string[], { env, ...options }: CommandOptions = {}): Promise<Ended> {
  return runCommand(process.execPath, [...program, ...args], { ...options, env: { ...noWorkflow, ...env } });
}
