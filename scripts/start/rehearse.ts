import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import { inventory } from "../../rehearsal/inventory";
import type { StoryConnection } from "../../rehearsal/story/participants";
import { tellRotation, tellStory, type Stage } from "../../rehearsal/story/story";
import type { Verdict } from "../../rehearsal/story/verdict";
import { assumedAnswers } from "../../rehearsal/switches";
import { CommandFailed } from "./command-failed";
import { buildServer, cdktf, publish, synthesize, terraform, terraformSucceeds, type Job } from "./job";
import { outputsOf, type StackOutputs } from "./outputs";
import { Cast } from "./participants";
import { everythingCreated, nothingLeft, redirectUrlsRegistered, requestedScopesAllowed } from "./proofs";
import { proofsOf, stageOf } from "./stage";
import { vary } from "./variation";

/** What is rehearsed. */
export interface Rehearsal extends Job {
  readonly deployments: readonly Deployment[];
}

/** Outputs by stack. */
type Outputs = ReadonlyMap<string, StackOutputs>;

/** Deploys, publishes, tells the story of every connection, rotates the secrets, destroys; returns whether everything held. */
export async function rehearse(rehearsal: Rehearsal): Promise<boolean> {
  const { deployments, workspace, report } = rehearsal;
  const { cloud } = workspace;
  const before = inventory(cloud);

  const outputs = await deploy(rehearsal);
  await report.phase("Publish", () => publishAll(rehearsal));

  const stage = stageOf(cloud, rehearsal.report, undefined, () => rehearsal.processes.check());
  const cast = new Cast(cloud);
  const verdicts = await report.phase("Story", () => tellAll(rehearsal, deployments, cast, outputs, stage, tellStory));
  verdicts.push(...(await rotate(rehearsal, cast, stage)));
  for (const proof of proofsOf(verdicts)) report.prove(proof);

  const changed = await report.phase("Second plan", () => plansWithChanges(rehearsal));
  report.prove({ claim: "A second plan changes nothing", failures: changed });

  await report.phase("cdktf destroy", () =>
    // The configuration is the one that was deployed last.
    cdktf(rehearsal, filesOf(deployments), "destroy", ...deployments.map(stackName).reverse(), "--skip-synth"),
  );
  report.prove(nothingLeft(before, cloud));
  report.assume(assumedAnswers());
  return report.summary();
}

async function deploy(rehearsal: Rehearsal): Promise<Outputs> {
  const { deployments, workspace, report } = rehearsal;
  const outputsFile = join(workspace.output, "outputs.json");
  const stacks = deployments.map(stackName);
  const deployed = await report.phase("cdktf deploy", () =>
    cdktf(rehearsal, filesOf(deployments), "deploy", ...stacks, "--outputs-file", outputsFile),
  );
  const outputs = new Map(
    Object.entries(JSON.parse(readFileSync(outputsFile, "utf8")) as Record<string, StackOutputs>),
  );
  for (const [stack, { mcp_endpoint, agent_names, connection_names }] of outputs) {
    report.line(`  ${stack}  ${mcp_endpoint}`);
    for (const [key, agent] of Object.entries(agent_names)) {
      report.line(`    agent ${agent} through connection ${connection_names[key] ?? ""}`);
    }
  }
  const added = [...deployed.matchAll(/Apply complete! Resources: (\d+) added/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  report.prove(everythingCreated(deployments, outputs, added));
  report.prove(redirectUrlsRegistered(workspace.cloud, outputs));
  report.prove(requestedScopesAllowed(workspace.cloud, outputs));
  return outputs;
}

/** Builds every server once, then publishes all at the same time. */
async function publishAll(rehearsal: Rehearsal): Promise<void> {
  const { deployments } = rehearsal;
  for (const source of new Set(deployments.map(({ server }) => server.source))) await buildServer(rehearsal, source);
  await Promise.all(deployments.map(({ file }) => publish(rehearsal, file, "--no-build")));
}

/** New secrets for every deployment, and what the first person of each connection then experiences. */
async function rotate(rehearsal: Rehearsal, cast: Cast, stage: Stage): Promise<readonly Verdict[]> {
  const { deployments, workspace, report } = rehearsal;
  const rotated = deployments.map((deployment) =>
    vary(deployment, { secrets: { rotation: deployment.secrets.rotation + 1 } }, join(workspace.folder, "rotated")),
  );
  return report.phase("Rotation", async () => {
    await synthesize(rehearsal, filesOf(rotated));
    const outputs = await Promise.all(
      rotated.map(stackName).map(async (stack) => {
        await terraformSucceeds(rehearsal, stack, "apply", "-auto-approve", "-input=false", "-no-color");
        return [stack, await outputsOf(rehearsal, stack)] as const;
      }),
    );
    return tellAll(rehearsal, rotated, cast, new Map(outputs), stage, tellRotation);
  });
}

/** Tells one story after the other: they share the clock. */
async function tellAll(
  { workspace, report }: Rehearsal,
  deployments: readonly Deployment[],
  cast: Cast,
  outputs: Outputs,
  stage: Stage,
  tell: (connection: StoryConnection, stage: Stage) => Promise<readonly Verdict[]>,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const deployment of deployments) {
    const own = outputs.get(stackName(deployment));
    if (own === undefined) continue;
    const people = workspace.people.get(deployment.azure.tenantId) ?? [];
    for (const connection of cast.connectionsOf(deployment, own, people)) {
      report.line();
      report.line(`${connection.stack}, connection ${connection.key}`);
      verdicts.push(...(await tell(connection, stage)));
    }
  }
  report.line();
  return verdicts;
}

/** Plans all stacks at once; returns the plans that are not empty. */
async function plansWithChanges(rehearsal: Rehearsal): Promise<string[]> {
  const planned = await Promise.all(
    rehearsal.deployments.map(stackName).map(async (stack) => {
      const result = await terraform(
        rehearsal,
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

function filesOf(deployments: readonly Deployment[]): readonly string[] {
  return deployments.map(({ file }) => file);
}
