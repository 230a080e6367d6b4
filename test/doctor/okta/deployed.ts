/** The Okta sample on the local cloud, and a doctor that reads it. */
import { connectOkta, type OktaAccess } from "../../../doctor/okta/access";
import type { OktaFound } from "../../../doctor/okta/query";
import { readOkta } from "../../../doctor/okta/read-okta";
import type { Reading } from "../../../doctor/evidence";
import type { HttpClient } from "../../../doctor/http";
import type { AskedClient } from "../../../doctor/reading/client";
import type { LocalCloud } from "../../../rehearsal/local-cloud";
import { samples } from "../../support/deployments";
import { LocalTerraform } from "../../support/local-terraform";
import { deployedConnections, localHttp, told, wiringWith } from "../support/live";

/** The organization of the sample. */
export const organization = "example.okta.com";

const deployment = samples.okta();

/** Connections of the sample. */
export type Key = "weather-reader" | "weather-editor";

/** What tests do with it. */
export interface DeployedOkta {
  readonly cloud: LocalCloud;
  /** Of every connection. */
  readonly clients: readonly AskedClient[];
  /** Client id of a connection. */
  client(key: Key): string;
  access(http?: HttpClient): Promise<OktaAccess>;
  read(http?: HttpClient): Promise<Reading<OktaFound>>;
  /** What the rules make of the deployment with what was read. */
  told(found: OktaFound): Promise<readonly string[]>;
  /** Changes something by Okta's own API, as a person does in its console. */
  change(method: string, path: string, body?: unknown): Promise<void>;
  /** Reads something by Okta's own API. */
  get(path: string): Promise<unknown>;
  close(): Promise<void>;
}

/** Deploys it. */
export async function deployedOkta(): Promise<DeployedOkta> {
  const terraform = await LocalTerraform.start([deployment]);
  await terraform.applied(deployment);
  const { cloud } = terraform;
  const clients = await deployedConnections(terraform, deployment);
  const authorization = `SSWS ${cloud.environment["OKTA_API_TOKEN"] ?? ""}`;
  const send = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await cloud.fetch(`https://${organization}/api/v1${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(text);
    return text === "" ? undefined : JSON.parse(text);
  };
  const access = (http = localHttp(cloud)): Promise<OktaAccess> => connectOkta(organization, cloud.environment, http);
  return {
    cloud,
    clients,
    client: (key) => clients.find(({ connection }) => connection.startsWith(key))?.id ?? "",
    access,
    read: async (http) => readOkta({ servers: [], clients }, await access(http)),
    told: async ({ identity }) => told(await wiringWith(terraform, deployment, identity)),
    change: async (method, path, body) => {
      await send(method, path, body);
    },
    get: (path) => send("GET", path),
    close: () => terraform.close(),
  };
}
