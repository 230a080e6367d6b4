/**
 * The main job: deploys the deployment files to the local cloud with real Terraform, publishes the server, lets people sign in and ask the
 * agents, rotates the secrets, plans again, destroys. `npm start [-- <deployment>…]`; the exit code is the verdict. `--break <fault>` shows
 * what people experience when something is wrong.
 */
import { join } from "node:path";
import { Command, Option } from "commander";
import type { Deployment, Gate } from "../contract/deployment";
import { selectDeployments } from "../contract/deployment-file/select-deployments";
import { stackName } from "../contract/names";
import { faultNamed, faultNames, type FaultName } from "../rehearsal/faults";
import { debugOption, exitCodes, runProgram } from "./local/command";
import { interruptible, type Interruption } from "./local/interruption";
import { Processes } from "./local/processes";
import { terraformVersion } from "./local/terraform";
import { openLocalWorkspace, type LocalWorkspace } from "./local/workspace";
import { breakOnPurpose, targetOf } from "./start/break";
import { WrongChoice } from "./start/errors";
import { listFaults } from "./start/list-faults";
import { rehearse } from "./start/rehearse";
import { Report } from "./start/report";
import { vary } from "./start/variation";

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
  const report = new Report(process.stdout);
  const processes = new Processes(interruption);
  const fault = options.break === undefined ? undefined : faultNamed(options.break);
  const workspace = await openLocalWorkspace(deployments, {
    ...(fault?.cause.kind === "clock" && { identityProviderSkew: fault.cause.skewMilliseconds }),
  });
  try {
    const job = { workspace, processes, report };
    const rehearsed = withGate(deployments, options.gate, workspace);
    const target = options.break === undefined ? undefined : targetOf(options.break, rehearsed);
    const names = (target === undefined ? rehearsed : [target.deployment]).map(stackName).join(", ");
    report.line(`${names} on the local cloud: real Terraform ${terraform}, no account, nothing leaves this machine.`);
    report.line();
    const good = await (target === undefined
      ? rehearse({ ...job, deployments: rehearsed })
      : breakOnPurpose(job, target));
    process.exitCode = good ? exitCodes.good : exitCodes.errors;
  } finally {
    report.clear();
    processes.close();
    await workspace.close();
  }
}

/** @throws {DeploymentFileError} where a deployment cannot have this gate */
function withGate(
  deployments: readonly Deployment[],
  gate: Gate | undefined,
  { folder }: LocalWorkspace,
): readonly Deployment[] {
  if (gate === undefined) return deployments;
  return deployments.map((deployment) => vary(deployment, { server: { gate } }, join(folder, "with-gate")));
}

void runProgram(program);
