import { join } from "node:path";
import type { Deployment, Gate } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import { faultNamed, type FaultName } from "../../rehearsal/faults";
import type { Interruption } from "../local/interruption";
import { Processes } from "../local/processes";
import { openLocalWorkspace, type LocalWorkspace } from "../local/workspace";
import { targetOf } from "./apply-fault";
import { breakOnPurpose } from "./break";
import { gateDoesNotFit } from "./errors";
import { rehearse } from "./rehearse";
import { Report } from "./report";
import { vary } from "./variation";

/** What the main job does otherwise. */
export interface RunOptions {
  /** @default the gate of each file */
  readonly gate?: Gate;
  /** @default nothing is broken, and everything must go well */
  readonly break?: FaultName;
}

/**
 * Does the main job, or breaks a deployment, on a local cloud.
 *
 * @param deployments those to rehearse, or to choose one to break from
 * @param options what is done otherwise
 * @param terraform version of the one on the path
 * @param interruption ends what runs
 * @returns whether all went well
 * @throws {WrongChoice} where a deployment cannot have the gate
 * @throws {NothingToBreak} where the fault can happen to no connection
 * @throws {Interrupted}
 */
export async function run(
  deployments: readonly Deployment[],
  options: RunOptions,
  terraform: string,
  interruption: Interruption,
): Promise<boolean> {
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
    return await (target === undefined ? rehearse({ ...job, deployments: rehearsed }) : breakOnPurpose(job, target));
  } finally {
    report.clear();
    processes.close();
    await workspace.close();
  }
}

function withGate(
  deployments: readonly Deployment[],
  gate: Gate | undefined,
  { folder }: LocalWorkspace,
): readonly Deployment[] {
  if (gate === undefined) return deployments;
  // Said of the file that a person knows: the one that is read below is written for this run.
  const unfit = deployments.find(({ server }) => gate === "server" && server.hosting === "mcp-extension");
  if (unfit !== undefined) throw gateDoesNotFit(stackName(unfit), unfit.file);
  return deployments.map((deployment) => vary(deployment, { server: { gate } }, join(folder, "with-gate")));
}
