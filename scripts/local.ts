/**
 * Runs a command against the local cloud: `npm run local -- <command>`, for example `npm run local -- npx cdktf deploy weather-okta-dev`.
 * The cloud and the state of what was deployed to it last as long as the command; for several commands, run a shell.
 */
import { spawn } from "node:child_process";
import { Command } from "commander";
import { chosenInEnvironment, selectDeployments } from "../contract/deployment-file/select-deployments";
import { debugOption, runProgram } from "./local/command";
import { CommandNotFound } from "./local/errors";
import { exitCodeOf, interruptible, type Interruption, type InterruptSignal } from "./local/interruption";
import { descendantsOf, ownGroup, signalEach, waitForEnd, type RunningProcess } from "./local/process-tree";
import { terraformVersion } from "./local/terraform";

/** How long a command that was interrupted may take to end. Terraform first finishes what it has begun. */
const patience = 10_000;

const program = new Command("npm run local --")
  .description(
    "Runs a command against the local cloud, which holds what the deployment files refer to. " +
      "Cloud and state end with the command; for several commands run a shell: npm run local -- bash",
  )
  .argument("<command...>", "the command with its arguments, for example: npx cdktf deploy weather-okta-dev")
  .addOption(debugOption)
  .passThroughOptions()
  .action((command: readonly string[]) => interruptible((interruption) => runOnLocalCloud(command, interruption)));

async function runOnLocalCloud([command = "", ...args]: readonly string[], interruption: Interruption): Promise<void> {
  terraformVersion();
  const deployments = selectDeployments(chosenInEnvironment(process.env));
  // The clouds take a second to load, which somebody with a mistake in a file need not wait for.
  const { openLocalWorkspace } = await import("./local/workspace.js");
  const workspace = await openLocalWorkspace(deployments);
  try {
    interruption.check();
    process.exitCode = await run(command, args, { ...workspace.environment, ...forOutput() }, interruption);
  } finally {
    await workspace.close();
  }
}

/** cdktf and Terraform animate and colour their output unless they are told otherwise: no use in a file or a pipe. */
function forOutput(): NodeJS.ProcessEnv {
  if (process.stdout.isTTY) return {};
  const { CI: ci, TF_CLI_ARGS_init: initArguments = "" } = process.env;
  // `cdktf output` does not hand on to `terraform init` that it shall not colour.
  return {
    CI: ci === undefined || ci === "" ? "1" : ci,
    CDKTF_NO_COLOR: "true",
    TF_CLI_ARGS_init: `${initArguments} -no-color`.trim(),
  };
}

/** Runs a command on this terminal; returns its exit code. */
async function run(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  interruption: Interruption,
): Promise<number> {
  let interrupted: readonly RunningProcess[] = [];
  interruption.onInterrupt((signal) => {
    // Known now, and not when the command has ended: what it leaves behind then belongs to nobody.
    interrupted = descendantsOf(process.pid);
    passOn(signal, interrupted);
    void waitForEnd(interrupted, patience);
  });
  const leaveNothing = (): void => {
    signalEach([...interrupted, ...descendantsOf(process.pid)], "SIGKILL");
  };
  process.on("exit", leaveNothing);
  try {
    const exitCode = await exitCodeOfCommand(command, args, env);
    // npx and sh end before what they started does.
    await waitForEnd(interrupted, patience);
    return exitCode;
  } finally {
    process.off("exit", leaveNothing);
  }
}

/**
 * A terminal sends Ctrl-C and its own end to the command as well. Any other signal comes to this process alone and is sent on to all
 * that a terminal would have reached: what has a group of its own, as Terraform under cdktf, is ended by whoever gave it one.
 */
function passOn(signal: InterruptSignal, running: readonly RunningProcess[]): void {
  if (signal !== "SIGTERM") return;
  const group = ownGroup();
  signalEach(
    running.filter((candidate) => candidate.group === group),
    signal,
  );
}

function exitCodeOfCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: "inherit", env });
    child.once("error", (error) => reject(new CommandNotFound(command, error)));
    child.once("close", (code, signal) => resolve(code ?? (signal ? exitCodeOf(signal) : 1)));
  });
}

void runProgram(program);
