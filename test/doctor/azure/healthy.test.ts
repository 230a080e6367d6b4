/** What Resource Manager and Foundry tell of the samples, and what the rules make of it. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readWirings } from "../../../checks/wiring/layers";
import { readStateFile } from "../../../checks/wiring/readers/state";
import { textOf } from "../../../checks/wiring/value";
import { formContract } from "../../../contract/contract";
import { connectAzure } from "../../../doctor/azure/access";
import { azureQueryOf, azureQueryOfConnection } from "../../../doctor/azure/query";
import { readAzure } from "../../../doctor/azure/read-azure";
import { served, samples } from "../../support/deployments";
import { LocalTerraform } from "../../support/local-terraform";
import { deployerCredential } from "../support/deployer";
import { localHttp, told } from "../support/live";

describe.each([
  ["Okta, the server as the gate", samples.okta()],
  ["Entra, Easy Auth as the gate", samples.entra()],
  ["Okta, the extension behind Easy Auth", served(samples.okta(), { hosting: "mcp-extension", gate: "easy-auth" })],
])("%s", (_what, deployment) => {
  const contract = formContract(deployment);
  let terraform: LocalTerraform;

  beforeAll(async () => {
    terraform = await LocalTerraform.start([deployment]);
    await terraform.applied(deployment);
  });
  afterAll(() => terraform.close());

  async function read(query = azureQueryOf(contract)) {
    const { cloud } = terraform;
    const http = localHttp(cloud);
    const access = await connectAzure(query.tenantId, deployerCredential(cloud, query.tenantId), http);
    return { ...(await readAzure(query, access)), requests: http.requests };
  }

  test("everything is read, and nothing is wrong with it", async () => {
    const { found, gaps } = await read();
    expect(gaps).toEqual([]);
    expect(found.absent).toEqual([]);
    expect(new Set(found.connections.map(({ scopes }) => scopes?.items.map(textOf).join(" ")))).toEqual(
      new Set(contract.connections.map(({ requestedScopes }) => requestedScopes.join(" "))),
    );
    expect(found.agents.map(({ name }) => textOf(name)).toSorted()).toEqual(
      contract.connections.map(({ agentName }) => agentName),
    );
    const [state] = readWirings(readStateFile(JSON.parse(await terraform.state(deployment)), "state"));
    const identity = state?.identity;
    const findings = told({
      name: "live",
      origin: "live",
      ...found,
      ...(identity && { identity }),
      variables: [],
      literalSecrets: [],
    });
    expect(findings.filter((line) => line.startsWith("error"))).toEqual([]);
    expect(findings).toContain("undecided client-secret-missing: Foundry gives credentials back as null");
  });

  test("from one connection alone, the same is found", async () => {
    const whole = await read();
    const [connection] = whole.found.connections;
    const query = azureQueryOfConnection(deployment.azure.tenantId, connection?.address ?? "");
    if (query === undefined) throw new Error("no connection");
    const { found, gaps } = await read(query);
    expect(gaps).toEqual([]);
    expect(found.connections).toEqual([connection]);
    expect(found.functionApp).toEqual(whole.found.functionApp);
  });

  test("no secret is kept", async () => {
    const { found } = await read();
    const values = [...(found.functionApp?.appSettings ?? [])].filter(([, { kind }]) => kind === "literal");
    expect(
      values.map(([name]) => name).filter((name) => !/^(MCP_|AzureWebJobsFeatureFlags|WEBSITE_AUTH_PRM)/.test(name)),
    ).toEqual([]);
    for (const { clientSecret } of found.connections) expect(clientSecret?.kind).toBe("unknown");
  });
});
