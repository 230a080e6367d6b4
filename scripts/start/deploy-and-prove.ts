import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import { inventory } from "../../rehearsal/inventory";
import { assumedAnswers } from "../../rehearsal/switches";
import type { Finished, Processes } from "../local/processes";
import type { LocalWorkspace } from "../local/workspace";
import { CommandFailed } from "./command-failed";
import {
  everythingCreated,
  nothingLeft,
  redirectUrlsRegistered,
  requestedScopesAllowed,
  type StackOutputs,
} from "./proofs";
import type { Report } from "./report";

/** What the main job works with. */
export interface DeployAndProve {
  readonly deployments: readonly Deployment[];
  /** What the person chose, as stack names or paths; empty for all. */
  readonly chosen: readonly string[];
  /** Version of Terraform. */
  readonly terraform: string;
  readonly workspace: LocalWorkspace;
  readonly processes: Processes;
  readonly report: Report;
}

const root = resolve(__dirname, "..", "..");

/** Deploys, looks at what the clouds hold, plans again, destroys; returns whether everything held. */
export async function deployAndProve(job: DeployAndProve): Promise<boolean> {
  const { deployments, terraform, workspace, report } = job;
  const { cloud } = workspace;
  const stacks = deployments.map(stackName);
  report.line(
    `${stacks.join(", ")} on the local cloud: real Terraform ${terraform}, no account, nothing leaves this machine.`,
  );
  report.line();
  const before = inventory(cloud);

  const outputsFile = join(workspace.output, "outputs.json");
  const deployed = await report.phase("cdktf deploy", () =>
    cdktf(job, "deploy", ...stacks, "--outputs-file", outputsFile),
  );
  const outputs = readOutputs(outputsFile);
  for (const [stack, { mcp_endpoint, agent_names, connection_names }] of outputs) {
    report.line(`  ${stack}  ${mcp_endpoint}`);
    for (const [key, agent] of Object.entries(agent_names)) {
      report.line(`    agent ${agent} through connection ${connection_names[key] ?? ""}`);
    }
  }
  const added = total(deployed, /Apply complete! Resources: (\d+) added/g);
  report.prove(everythingCreated(deployments, outputs, added));
  report.prove(redirectUrlsRegistered(cloud, outputs));
  report.prove(requestedScopesAllowed(cloud, outputs));

  const changed = await report.phase("Second plan", () => plansWithChanges(job, stacks));
  report.prove({ claim: "A second plan changes nothing", failures: changed });

  const destroyed = await report.phase("cdktf destroy", () =>
    // The configuration is the one that was deployed.
    cdktf(job, "destroy", ...[...stacks].reverse(), "--skip-synth"),
  );
  const removed = total(destroyed, /Destroy complete! Resources: (\d+) destroyed/g);
  const kept = removed === added ? [] : [`${added} resources were created and ${removed} destroyed`];
  const left = nothingLeft(before, cloud);
  report.prove({ ...left, failures: [...left.failures, ...kept] });
  report.assume(assumedAnswers());
  return report.summary();
}

async function cdktf(job: DeployAndProve, verb: "deploy" | "destroy", ...rest: readonly string[]): Promise<string> {
  const { workspace, processes, report, chosen } = job;
  const cli = require.resolve("cdktf-cli/package.json");
  const args = [join(dirname(cli), "bundle", "bin", "cdktf"), verb, ...rest, "--auto-approve"];
  let finished = 0;
  const result = await processes.run(process.execPath, args, {
    cwd: root,
    env: { ...workspace.environment, CI: "1", DEPLOYMENT: chosen.join(",") },
    onLine: (line) => {
      if (/: (Creation|Destruction|Modifications) complete after/.test(line)) finished += 1;
      report.progress(`cdktf ${verb}: ${finished} resources. ${line.trim()}`);
    },
  });
  if (result.exitCode !== 0) throw new CommandFailed(`cdktf ${verb}`, result);
  return result.output;
}

/** Plans all stacks at once; returns the plans that are not empty. */
async function plansWithChanges(job: DeployAndProve, stacks: readonly string[]): Promise<string[]> {
  const planned = await Promise.all(
    stacks.map(async (stack) => {
      const result = await terraform(
        job,
        stack,
        "plan",
        "-detailed-exitcode",
        "-input=false",
        "-no-color",
        "-lock=false",
      );
      if (result.exitCode === 0) return [];
      if (result.exitCode === 2) return [`${stack}: ${result.output.trim()}`];
      throw new CommandFailed(`terraform plan of ${stack}`, result);
    }),
  );
  return planned.flat();
}

function readOutputs(file: string): ReadonlyMap<string, StackOutputs> {
  return new Map(Object.entries(JSON.parse(readFileSync(file, "utf8")) as Record<string, StackOutputs>));
}

function terraform(job: DeployAndProve, stack: string, ...args: readonly string[]): Promise<Finished> {
  const { workspace, processes } = job;
  return processes.run("terraform", args, { cwd: workspace.stackFolder(stack), env: workspace.environment });
}

function total(output: string, pattern: RegExp): number {
  return [...output.matchAll(pattern)].reduce((sum, [, count]) => sum + Number(count), 0);
}
