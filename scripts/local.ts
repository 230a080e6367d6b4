/**
 * Runs a command against the local cloud: `npm run local -- <command>`, for example `npm run local -- npx cdktf deploy weather-okta-dev`.
 * The cloud and the state of what was deployed to it last as long as the command; for several commands, run a shell.
 */
import { spawn } from "node:child_process";
import { Command } from "commander";
import { chosenInEnvironment, selectDeployments } from "../contract/deployment-file/select-deployments";
import { runProgram } from "./local/command";
import { openLocalWorkspace } from "./local/workspace";

const program = new Command("npm run local --")
  .description(
    "Runs a command against the local cloud, which holds what the deployment files refer to. " +
      "Cloud and state end with the command; for several commands run a shell: npm run local -- bash",
  )
  .argument("<command...>", "the command with its arguments, for example: npx cdktf deploy weather-okta-dev")
  .passThroughOptions()
  .action(runAgainstLocalCloud);

async function runAgainstLocalCloud([command = "", ...args]: readonly string[]): Promise<void> {
  const workspace = await openLocalWorkspace(selectDeployments(chosenInEnvironment(process.env)));
  try {
    process.exitCode = await run(command, args, workspace.environment);
  } finally {
    await workspace.close();
  }
}

/** Runs a command on this terminal; returns its exit code. */
function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", env });
    // A terminal interrupts the command itself; this process waits for its end.
    const interrupted = (): void => undefined;
    const terminated = (): void => void child.kill("SIGTERM");
    process.on("SIGINT", interrupted);
    process.on("SIGTERM", terminated);
    child.once("error", (error) => {
      reject(new Error(`Cannot run ${JSON.stringify(command)}: ${error.message}`));
    });
    child.once("close", (code) => {
      process.off("SIGINT", interrupted);
      process.off("SIGTERM", terminated);
      resolve(code ?? 1);
    });
  });
}

void runProgram(program);
