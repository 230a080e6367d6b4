/** Systems for a doctor that does not know what is wrong: deployed, published, and tried once by a person. */
import type { Deployment } from "../../../contract/deployment";
import type { Seed } from "../../../rehearsal/seed";
import { ask } from "../../../rehearsal/story/story";
import { broken, type FaultCase } from "../../support/broken";
import { rehearsed, type Rehearsed } from "../../support/rehearsed";

/** What a doctor's process is given, and what its test knows. */
export interface SystemUnderDoctor {
  /** Reaches the local cloud and nothing else; the deployer's credentials are in it under the names that the vendors' clients read. */
  readonly environment: NodeJS.ProcessEnv;
  readonly deployment: Deployment;
  readonly rehearsed: Rehearsed;
  close(): Promise<void>;
}

/** How a system is otherwise. */
export interface SystemOptions {
  /** Adds to what exists before, for example principals who may read less than the deployer. @default nothing */
  readonly seeded?: (seed: Seed) => Seed;
  /** Whether nobody has tried it yet, so that no log tells of it. @default the first member of the broken connection has, else of each */
  readonly untried?: boolean;
}

/** A system in which one connection is broken. */
export async function brokenSystem(
  fault: Omit<FaultCase, "provider">,
  options: SystemOptions = {},
): Promise<SystemUnderDoctor> {
  const { seeded, untried = false } = options;
  const running = await broken(fault, seeded === undefined ? {} : { seeded });
  return tried(running, fault.deployment, untried ? [] : [fault.connection.key]);
}

/** A system in which nothing is wrong. */
export async function healthySystem(deployment: Deployment, options: SystemOptions = {}): Promise<SystemUnderDoctor> {
  const { seeded, untried = false } = options;
  const running = await rehearsed(deployment, seeded === undefined ? {} : { seeded });
  return tried(running, deployment, untried ? [] : deployment.connections.map(({ key }) => key));
}

async function tried(running: Rehearsed, deployment: Deployment, keys: readonly string[]): Promise<SystemUnderDoctor> {
  try {
    for (const connection of await running.connections(deployment)) {
      if (keys.includes(connection.key)) await ask(connection, connection.members[0], running.stage);
    }
  } catch (error) {
    await running.close();
    throw error;
  }
  const { environment } = running.terraform;
  return {
    deployment,
    rehearsed: running,
    environment: {
      ...environment,
      AZURE_TENANT_ID: deployment.azure.tenantId,
      AZURE_CLIENT_ID: environment["ARM_CLIENT_ID"],
      AZURE_CLIENT_SECRET: environment["ARM_CLIENT_SECRET"],
    },
    close: () => running.close(),
  };
}
