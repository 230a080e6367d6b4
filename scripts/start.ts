/**
 * The main job: deploys the deployment files to the local cloud with real Terraform, publishes the server, lets people sign in and ask the
 * agents, rotates the secrets, plans again, destroys. `npm start [-- <deployment>…]`; the exit code is the verdict. `--break <fault>` shows
 * what people experience when something is wrong.
 */
import { Command, Option } from "commander";
import type { Gate } from "../contract/deployment";
import { selectDeployments } from "../contract/deployment-file/select-deployments";
import { faultNames, type FaultName } from "../rehearsal/faults";
import { oneOf } from "./local/choice";
import { debugOption, exitCodes, runProgram } from "./local/command";
import { interruptible, type Interruption } from "./local/interruption";
import { terraformVersion } from "./local/terraform";
import { WrongChoice } from "./start/errors";
import { listFaults } from "./start/list-faults";

interface Options {
  readonly gate?: Gate;
  readonly break?: FaultName;
  readonly deployment?: string;
  readonly listFaults?: true;
}

const program = new Command("npm start --")
  .description(
    "Deploys to the local cloud, publishes the server, tells the story of every connection, rotates the secrets, plans again, destroys, " +
      "and says what that proved. Needs no account.",
  )
  .argument("[deployment...]", "stack names or paths of deployment files; none means all of deployments/")
  .addOption(
    new Option("--gate <gate>", "who rejects a bad token first, whatever the files say").choices([
      "easy-auth",
      "server",
    ]),
  )
  .addOption(
    new Option("--break <fault>", "break the first connection that the fault can happen to, and show what people see")
      .choices(faultNames)
      .argParser(oneOf(faultNames))
      .conflicts("listFaults"),
  )
  .option("--deployment <deployment>", "with --break: the deployment to break, by stack name or path")
  .option("--list-faults", "list what --break can break")
  .addOption(debugOption)
  .action(async (chosen: readonly string[], options: Options) => {
    if (options.listFaults) listFaults(process.stdout);
    else await interruptible((interruption) => start(chosenOf(chosen, options), options, interruption));
  });

/** @throws {BadInput} where deployments are chosen in the way that is not for this job */
function chosenOf(chosen: readonly string[], { break: fault, deployment }: Options): readonly string[] {
  if (fault === undefined) {
    if (deployment !== undefined)
      throw new WrongChoice("--deployment goes with --break alone; name deployments without it.");
    return chosen;
  }
  if (chosen.length > 0) throw new WrongChoice("--break breaks one deployment; name it with --deployment.");
  return deployment === undefined ? [] : [deployment];
}

async function start(chosen: readonly string[], options: Options, interruption: Interruption): Promise<void> {
  const terraform = terraformVersion();
  const deployments = selectDeployments(chosen);
  // The clouds take a second to load, which somebody with a mistake in a file need not wait for.
  const { run } = await import("./start/run.js");
  process.exitCode = (await run(deployments, options, terraform, interruption)) ? exitCodes.good : exitCodes.errors;
}

void runProgram(program);
