import type { Connection, Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import { faultNamed } from "../../rehearsal/faults";
import { applyFault, type Target } from "./apply-fault";
import { publish, synthesize, terraformSucceeds, type Job } from "./job";

/**
 * Synthesizes, applies and publishes deployments on the local cloud, one of them broken on purpose where there is a target.
 * @throws {CommandFailed}
 * @throws {Interrupted}
 */
export async function deployLocally(
  job: Job,
  deployments: readonly Deployment[],
  target: Target | undefined,
): Promise<void> {
  const { report } = job;
  await report.phase("Synthesis", () =>
    synthesize(
      job,
      deployments.map(({ file }) => file),
    ),
  );
  if (target !== undefined) report.line(`Broken on purpose, ${target.connection.key}: ${faultNamed(target.name).what}`);
  const broken = target === undefined ? undefined : await applyFault(job, target, faultNamed(target.name));
  await report.phase("Terraform", async () => {
    await Promise.all(
      deployments.map(stackName).map(async (stack) => {
        await terraformSucceeds(job, stack, "init", "-input=false", "-no-color");
        await terraformSucceeds(job, stack, "apply", "-auto-approve", "-input=false", "-no-color");
      }),
    );
  });
  // What is broken may be what publishing would wait for, or refuse.
  const anyway = broken === undefined ? [] : ["--source", broken, "--no-build", "--no-check", "--no-wait"];
  await report.phase("Publish", async () => {
    for (const { file } of deployments) await publish(job, file, ...anyway);
  });
}

/** Every connection of deployments; of one that is broken, the one that is. */
export function connectionsOf(
  deployments: readonly Deployment[],
  target: Target | undefined,
): readonly (readonly [Deployment, Connection])[] {
  if (target !== undefined) return [[target.deployment, target.connection]];
  return deployments.flatMap((deployment) =>
    deployment.connections.map((connection) => [deployment, connection] as const),
  );
}
