import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "../../../contract/deployment";
import { selectDeployments } from "../../../contract/deployment-file/select-deployments";
import { stackName } from "../../../contract/names";
import { faultNamed, type FaultName } from "../../../rehearsal/faults";
import { ask } from "../../../rehearsal/story/story";
import { exitCodes } from "../../local/command";
import type { Interruption } from "../../local/interruption";
import { Processes } from "../../local/processes";
import { terraformVersion } from "../../local/terraform";
import { openLocalWorkspace, type LocalWorkspace } from "../../local/workspace";
import { targetOf, type Target } from "../../start/apply-fault";
import { CommandFailed } from "../../start/command-failed";
import { deployLocally } from "../../start/deploy-locally";
import { root, type Job } from "../../start/job";
import { outputsOf } from "../../start/outputs";
import { Cast } from "../../start/participants";
import { Report } from "../../start/report";

/**
 * Deploys to a local cloud, lets one person try each connection, and runs the doctor on it in a process of its own, which is told nothing
 * of what is broken.
 *
 * @param chosen stack name or path; none means the first deployment file, or the first that the fault fits
 * @param fault what is to be wrong
 * @param given further arguments for the doctor
 * @param interruption ends what runs
 * @returns the doctor's exit code: 0 where it sees nothing wrong
 * @throws {DeploymentFileError}
 * @throws {NothingToBreak}
 * @throws {CommandFailed}
 * @throws {Interrupted}
 */
export async function examineLocally(
  chosen: string | undefined,
  fault: FaultName | undefined,
  given: readonly string[],
  interruption: Interruption,
): Promise<number> {
  const terraform = terraformVersion();
  const all = selectDeployments(chosen === undefined ? [] : [chosen]);
  const target = fault === undefined ? undefined : targetOf(fault, all);
  const deployment = target?.deployment ?? all.at(-1);
  if (deployment === undefined) return exitCodes.badInput;
  const cause = fault === undefined ? undefined : faultNamed(fault).cause;
  // The report may be read by a program; what happens on the way to it is for people.
  const report = new Report(process.stderr);
  const processes = new Processes(interruption);
  const workspace = await openLocalWorkspace([deployment], {
    ...(cause?.kind === "clock" && { identityProviderSkew: cause.skewMilliseconds }),
  });
  try {
    const job = { workspace, processes, report };
    report.line(
      `${stackName(deployment)} on the local cloud: real Terraform ${terraform}, no account, nothing leaves this machine.`,
    );
    await deployLocally(job, [deployment], target);
    await report.phase("A person tries", () => letSomebodyTry(job, deployment, target));
    report.line();
    return await doctor(job, deployment, given);
  } finally {
    report.clear();
    processes.close();
    await workspace.close();
  }
}

async function letSomebodyTry(job: Job, deployment: Deployment, target: Target | undefined): Promise<void> {
  const { cloud, people } = job.workspace;
  const everybody = people.get(deployment.azure.tenantId) ?? [];
  const connections = new Cast(cloud).connectionsOf(deployment, await outputsOf(job, stackName(deployment)), everybody);
  for (const connection of connections) {
    if (target !== undefined && target.connection.key !== connection.key) continue;
    await ask(connection, connection.members[0], { fetch: cloud.fetch, narrate: () => undefined });
  }
}

async function doctor(
  { workspace, processes }: Job,
  deployment: Deployment,
  given: readonly string[],
): Promise<number> {
  const log = given.includes("--log") ? [] : ["--log", serverLog(workspace)];
  const args = [
    "--import",
    "tsx",
    join(root, "scripts", "passthrough.ts"),
    "doctor",
    deployment.file,
    ...log,
    ...given,
  ];
  const result = await processes.run(process.execPath, args, {
    cwd: root,
    env: workspace.environment,
    ...(given.includes("-") && { input: process.stdin }),
  });
  if (result.exitCode > exitCodes.errors) throw new CommandFailed(`passthrough doctor ${deployment.file}`, result);
  process.stdout.write(result.output);
  return result.exitCode;
}

/** What the function app has written, as its workspace would hold it. */
function serverLog({ cloud, folder }: LocalWorkspace): string {
  const own = new Set(["gate", "functions host", "server"]);
  const lines = cloud.journal.entries().filter(({ party }) => own.has(party));
  const file = join(folder, "server.log");
  writeFileSync(file, lines.map(({ outcome, text }) => `${JSON.stringify({ outcome, text })}\n`).join(""));
  return file;
}
