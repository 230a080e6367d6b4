/** What the samples answer to whoever has no token, on the local cloud. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { textOf } from "../../../checks/wiring/value";
import { formContract } from "../../../contract/contract";
import { advertisedScopes } from "../../../contract/scopes";
import type { Deployment } from "../../../contract/deployment";
import type { WireClient, WireQuery } from "../../../doctor/wire/query";
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
    // The endpoint twice, its metadata, the issuer, the clocks, and each client.
    expect(found.observations.length).toBeGreaterThanOrEqual(5 + contract.connections.length);
    expect(found.observations.map(({ at }) => at).filter((at) => /[?#]/.test(at))).toEqual([]);
  });

  test("the endpoint alone leads to its issuer", async () => {
    const { found } = await probe({ endpoint: contract.endpoint.url, clients: [] }, localHttp(stage.terraform.cloud));
    expect(found.issuer).toBe(query.issuer);
    expect(found.observations.filter(({ symptom }) => symptom !== undefined)).toEqual([]);
  });

  /** Symptoms where each client asks for something else. */
  async function symptomsWith(changes: Partial<WireClient>): Promise<ReadonlySet<string | undefined>> {
    const clients = query.clients.map((client) => ({ ...client, ...changes }));
    const { found } = await probe({ ...query, clients }, localHttp(stage.terraform.cloud));
    const { length } = query.clients;
    const bad = found.observations.filter(({ symptom }) => symptom !== undefined);
    if (bad.length > 0) expect(new Set(bad.map(({ connection }) => connection)).size).toBe(length);
    return new Set(bad.map(({ symptom }) => symptom));
  }
  const isOkta = deployment.identity.provider === "okta";

  test("a request for a scope that is not there", async () => {
    const symptoms = await symptomsWith({ scopes: ["openid", "offline_access", "weather.nothing"] });
    // Entra says so after somebody has signed in.
    expect(symptoms).toEqual(new Set(isOkta ? ["okta-scopes-not-configured"] : []));
  });

  test("a redirect URL that is not registered", async () => {
    const symptoms = await symptomsWith({ redirectUrl: "https://global.consent.azure-apim.net/redirect/0" });
    expect(symptoms).toEqual(new Set([isOkta ? "okta-redirect-uri-mismatch" : "aadsts-50011"]));
  });

  test("a client that nobody knows", async () => {
    const symptoms = await symptomsWith({ clientId: "00000000-0000-4000-8000-00000000dead" });
    expect(symptoms).toEqual(new Set([isOkta ? "okta-client-unknown" : "aadsts-700016"]));
  });

  test("endpoints of another issuer", async () => {
    const symptoms = await symptomsWith({ tokenUrl: "https://other.example/token" });
    expect(symptoms).toEqual(new Set(["issuer-metadata-differs"]));
  });

  test("an issuer that publishes nothing", async () => {
    const issuer = isOkta
      ? "https://example.okta.com/oauth2/ausnothing"
      : "https://login.microsoftonline.com/nobody.example/v2.0";
    const { found } = await probe({ issuer, clients: [] }, localHttp(stage.terraform.cloud));
    expect(found.observations.map(({ symptom }) => symptom)).toEqual(["issuer-metadata-differs"]);
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
