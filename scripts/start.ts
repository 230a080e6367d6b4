/**
 * The main job: deploys the deployment files to the local cloud with real Terraform, proves what a deployment must hold, plans
 * again, destroys. `npm start [-- <deployment>…]`; the exit code is the verdict.
 */
import { Command } from "commander";
import { selectDeployments } from "../contract/deployment-file/select-deployments";
import { debugOption, exitCodes, runProgram } from "./local/command";
import { interruptible, type Interruption } from "./local/interruption";
import { Processes } from "./local/processes";
import { terraformVersion } from "./local/terraform";
import { openLocalWorkspace } from "./local/workspace";
import { deployAndProve } from "./start/deploy-and-prove";
import { Report } from "./start/report";

const program = new Command("npm start --")
  .description("Deploys to the local cloud, plans again, destroys, and says what that proved. Needs no account.")
  .argument("[deployment...]", "stack names or paths of deployment files; none means all of deployments/")
  .addOption(debugOption)
  .action((chosen: readonly string[]) => interruptible((interruption) => start(chosen, interruption)));

async function start(chosen: readonly string[], interruption: Interruption): Promise<void> {
  const terraform = terraformVersion();
  const deployments = selectDeployments(chosen);
  const report = new Report(process.stdout);
  const processes = new Processes(interruption);
  const workspace = await openLocalWorkspace(deployments);
  try {
    const good = await deployAndProve({ deployments, chosen, terraform, workspace, processes, report });
    process.exitCode = good ? exitCodes.good : exitCodes.errors;
  } finally {
    report.clear();
    processes.close();
    await workspace.close();
  }
}

void runProgram(program);
