/** What the samples answer to whoever has no token, on the local cloud. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { textOf } from "../../../checks/wiring/value";
import { formContract } from "../../../contract/contract";
import { advertisedScopes } from "../../../contract/scopes";
import type { Deployment } from "../../../contract/deployment";
import type { WireQuery } from "../../../doctor/wire/query";
import { probe } from "../../../doctor/wire/probe";
import { served, samples } from "../../support/deployments";
import { rehearsed, type Rehearsed } from "../../support/rehearsed";
import { localHttp } from "../support/live";
import { wireClients } from "../support/clients";

const deployments: readonly (readonly [string, Deployment])[] = [
  ["Okta, the server as the gate", samples.okta()],
  ["Entra, Easy Auth as the gate", samples.entra()],
  ["Okta, the extension behind Easy Auth", served(samples.okta(), { hosting: "mcp-extension", gate: "easy-auth" })],
];

describe.each(deployments)("%s", (_what, deployment) => {
  const contract = formContract(deployment);
  let stage: Rehearsed;
  let query: WireQuery;

  beforeAll(async () => {
    stage = await rehearsed(deployment);
    query = await queryOf(stage, deployment);
  });
  afterAll(() => stage.close());

  test("everything is as it should be", async () => {
    const { found, gaps } = await probe(query, localHttp(stage.terraform.cloud));
    expect(gaps).toEqual([]);
    expect(found.observations.filter(({ symptom }) => symptom !== undefined)).toEqual([]);
    expect(found.advertised?.items.map(textOf)).toEqual(advertisedScopes(contract.scopes));
    console.log(found.observations.map(({ seen, at }) => `${seen} @ ${at}`));
  });

  test("the endpoint alone leads to its issuer", async () => {
    const { found } = await probe({ endpoint: contract.endpoint.url, clients: [] }, localHttp(stage.terraform.cloud));
    expect(found.issuer).toBe(query.issuer);
    expect(found.observations.filter(({ symptom }) => symptom !== undefined)).toEqual([]);
  });

  test("a request for a scope that is not there", async () => {
    const clients = query.clients.map((client) => ({
      ...client,
      scopes: ["openid", "offline_access", "weather.nothing"],
    }));
    const { found } = await probe({ ...query, clients }, localHttp(stage.terraform.cloud));
    console.log(found.observations.filter(({ symptom }) => symptom !== undefined));
  });

  test("a redirect URL that is not registered", async () => {
    const clients = query.clients.map((client) => ({
      ...client,
      redirectUrl: "https://global.consent.azure-apim.net/redirect/0",
    }));
    const { found } = await probe({ ...query, clients }, localHttp(stage.terraform.cloud));
    console.log(found.observations.filter(({ symptom }) => symptom !== undefined));
  });
});

/** The query that the parts of a deployment lead to. */
async function queryOf({ terraform }: Rehearsed, deployment: Deployment): Promise<WireQuery> {
  const contract = formContract(deployment);
  const clients = await wireClients(terraform, deployment);
  const [first] = clients;
  const issuer =
    contract.identity.provider === "entra"
      ? contract.identity.issuer
      : first?.authorizationUrl?.replace("/v1/authorize", "");
  return {
    endpoint: contract.endpoint.url,
    ...(issuer !== undefined && { issuer }),
    advertised: advertisedScopes(contract.scopes),
    clients,
  };
}
