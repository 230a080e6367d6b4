/** The Entra sample on the local cloud, and a doctor that reads it. */
import { textOf } from "../../../checks/wiring/value";
import { connectGraph, type GraphAccess } from "../../../doctor/entra/access";
import type { EntraFound } from "../../../doctor/entra/query";
import { readEntra } from "../../../doctor/entra/read-entra";
import type { Reading } from "../../../doctor/evidence";
import type { HttpClient } from "../../../doctor/http";
import type { AskedClient } from "../../../doctor/reading/client";
import type { LocalCloud } from "../../../rehearsal/local-cloud";
import type { Person } from "../../../scripts/local/people";
import { samples } from "../../support/deployments";
import { LocalTerraform } from "../../support/local-terraform";
import { deployerCredential } from "../support/deployer";
import { deployedConnections, localHttp, told, wiringWith } from "../support/live";

const deployment = samples.entra();

/** The tenant of the sample. */
export const { tenantId } = deployment.azure;

/** What tests do with it. */
export interface DeployedEntra {
  readonly cloud: LocalCloud;
  readonly clients: readonly AskedClient[];
  readonly people: readonly Person[];
  access(http?: HttpClient): Promise<GraphAccess>;
  read(http?: HttpClient, now?: Date): Promise<Reading<EntraFound>>;
  /** What the rules make of the deployment with what was read. */
  told(found: EntraFound): Promise<readonly string[]>;
  /** Changes something by Microsoft Graph, as a person does in the portal. */
  change(method: string, path: string, body?: unknown): Promise<void>;
  close(): Promise<void>;
}

/** Deploys it. */
export async function deployedEntra(): Promise<DeployedEntra> {
  const terraform = await LocalTerraform.start([deployment]);
  await terraform.applied(deployment);
  const { cloud } = terraform;
  const clients = await deployedConnections(terraform, deployment);
  const credential = deployerCredential(cloud, tenantId);
  const access = (http = localHttp(cloud)): Promise<GraphAccess> => connectGraph(tenantId, credential, http);
  return {
    cloud,
    clients,
    people: terraform.people.get(tenantId) ?? [],
    access,
    read: async (http, now = new Date()) => readEntra({ clients, apis: [], now }, await access(http)),
    told: async ({ identity }) => told(await wiringWith(terraform, deployment, identity)),
    async change(method, path, body) {
      const token = await credential.getToken("https://graph.microsoft.com/.default");
      const answer = await cloud.fetch(`https://graph.microsoft.com${path}`, {
        method,
        headers: { authorization: `Bearer ${token?.token ?? ""}`, "content-type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!answer.ok) throw new Error(await answer.text());
    },
    close: () => terraform.close(),
  };
}

/** The client among what was read: the app with the client id of the connection. */
export function clientApp({ found }: Reading<EntraFound>, { clients }: DeployedEntra) {
  return found.identity.apps.find(({ clientId }) => textOf(clientId) === clients[0]?.id);
}
