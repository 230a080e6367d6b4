import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Connection, Deployment } from "../../contract/deployment";
import { stackName } from "../../contract/names";
import { faultNamed, type FaultName } from "../../rehearsal/faults";
import type { TerraformConfiguration } from "../../rehearsal/faults/configuration";
import type { Fault } from "../../rehearsal/faults/fault";
import { NothingToBreak } from "./errors";
import { buildServer, type Job } from "./job";
import { connectionsFor } from "./connections-for";
import { settingOf } from "./setting";

/** A connection and what is to be wrong with it. */
export interface Target {
  readonly name: FaultName;
  readonly deployment: Deployment;
  readonly connection: Connection;
}

/**
 * The first connection to which a fault can happen, of the kind where it was first seen if there is one.
 * @throws {NothingToBreak} where there is none
 */
export function targetOf(name: FaultName, deployments: readonly Deployment[]): Target {
  const fault = faultNamed(name);
  const { fits = () => true, firstSeenAt = () => true } = fault;
  const possible = deployments.flatMap((deployment) =>
    deployment.connections
      .map((connection) => ({ deployment, connection, setting: settingOf(deployment, connection) }))
      .filter(({ setting }) => fits(setting)),
  );
  const found = possible.find(({ setting }) => firstSeenAt(setting)) ?? possible[0];
  if (found === undefined) throw new NothingToBreak(name, deployments.map(stackName), connectionsFor(fault));
  const { deployment, connection } = found;
  return { name, deployment, connection };
}

/**
 * Breaks the synthesized configuration of a deployment in place.
 * @returns the folder of the server, built, that is to be published
 */
export async function applyFault(job: Job, { deployment, connection }: Target, { cause }: Fault): Promise<string> {
  const { workspace } = job;
  const { source } = deployment.server;
  await buildServer(job, source);
  if (cause.kind === "configuration") {
    const file = join(workspace.stackFolder(stackName(deployment)), "cdk.tf.json");
    const configuration = JSON.parse(readFileSync(file, "utf8")) as TerraformConfiguration;
    cause.apply({ configuration, key: connection.key, setting: settingOf(deployment, connection) });
    writeFileSync(file, JSON.stringify(configuration, undefined, 2));
  }
  if (cause.kind !== "host.json") return source;
  const copy = join(workspace.folder, "server");
  cpSync(source, copy, { recursive: true });
  const hostFile = join(copy, "host.json");
  const written = JSON.parse(readFileSync(hostFile, "utf8")) as Readonly<Record<string, unknown>>;
  writeFileSync(hostFile, JSON.stringify(cause.apply(written), undefined, 2));
  return copy;
}
