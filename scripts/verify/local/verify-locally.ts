import { selectDeployments } from "../../../contract/deployment-file/select-deployments";
import { stackName } from "../../../contract/names";
import { faultNamed, type FaultName } from "../../../rehearsal/faults";
import { exitCodes } from "../../local/command";
import type { Interruption } from "../../local/interruption";
import { Processes } from "../../local/processes";
import { terraformVersion } from "../../local/terraform";
import { openLocalWorkspace } from "../../local/workspace";
import { targetOf } from "../../start/apply-fault";
import { connectionsOf, deployLocally } from "../../start/deploy-locally";
import { Report } from "../../start/report";
import { LocalPeople } from "./local-people";

/**
 * Deploys to a local cloud, publishes, and verifies every connection with two people of its own; or one that is broken on purpose.
 * @param chosen stack name or path; none means every deployment file
 * @param fault what is to be wrong
 * @param interruption ends what runs
 * @returns exit code of the verification: 0 where all is well
 * @throws {DeploymentFileError}
 * @throws {NothingToBreak}
 * @throws {CommandFailed}
 * @throws {Interrupted}
 */
export async function verifyLocally(
  chosen: string | undefined,
  fault: FaultName | undefined,
  interruption: Interruption,
): Promise<number> {
  const terraform = terraformVersion();
  const all = selectDeployments(chosen === undefined ? [] : [chosen]);
  const target = fault === undefined ? undefined : targetOf(fault, all);
  const cause = fault === undefined ? undefined : faultNamed(fault).cause;
  const deployments = target === undefined ? all : [target.deployment];
  const report = new Report(process.stdout);
  const processes = new Processes(interruption);
  const workspace = await openLocalWorkspace(deployments, {
    ...(cause?.kind === "clock" && { identityProviderSkew: cause.skewMilliseconds }),
  });
  try {
    const job = { workspace, processes, report };
    const names = deployments.map(stackName).join(", ");
    report.line(`${names} on the local cloud: real Terraform ${terraform}, no account, nothing leaves this machine.`);
    await deployLocally(job, deployments, target);
    const people = new LocalPeople(job);
    let good = true;
    for (const [deployment, connection] of connectionsOf(deployments, target)) {
      report.line();
      good = (await people.verify(deployment, connection)) && good;
    }
    report.line();
    report.closing();
    return good ? exitCodes.good : exitCodes.errors;
  } finally {
    report.clear();
    processes.close();
    await workspace.close();
  }
}
