/** What somebody reads in Azure who is a Reader and no more. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { readWirings } from "../../../checks/wiring/layers";
import { readStateFile } from "../../../checks/wiring/readers/state";
import { formContract } from "../../../contract/contract";
import { connectAzure } from "../../../doctor/azure/access";
import { azureQueryOf } from "../../../doctor/azure/query";
import { readAzure } from "../../../doctor/azure/read-azure";
import { samples } from "../../support/deployments";
import { LocalTerraform } from "../../support/local-terraform";
import { credentialOf } from "../support/deployer";
import { localHttp, told } from "../support/live";

const readerRole = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const reader = {
  objectId: "77777777-0000-4000-8000-000000000001",
  clientId: "77777777-0000-4000-8000-000000000002",
  clientSecret: "of-the-reader-alone",
  graphPermissions: [],
};
const deployment = samples.okta();
let terraform: LocalTerraform;

beforeAll(async () => {
  terraform = await LocalTerraform.start([deployment], {
    seeded: (seed) => ({
      ...seed,
      tenants: seed.tenants.map((tenant) => ({
        ...tenant,
        readers: [reader],
        roles: [{ principalId: reader.objectId, roleId: readerRole }],
      })),
    }),
  });
  await terraform.applied(deployment);
});
afterAll(() => terraform.close());

test("connections and the gate are read; what is lacking is named with the role that has it", async () => {
  const { cloud } = terraform;
  const { tenantId } = deployment.azure;
  const access = await connectAzure(tenantId, credentialOf(cloud, tenantId, reader), localHttp(cloud));
  const { found, gaps } = await readAzure(azureQueryOf(formContract(deployment)), access);
  expect(gaps.map(({ witness, needs }) => [witness, needs])).toEqual([
    ["Resource Manager", "the role Website Contributor on the function app (Microsoft.Web/sites/config/list/action)"],
    ["Foundry", "the role Foundry User on the Foundry project"],
  ]);
  expect(found.connections).toHaveLength(2);
  expect(found.agents).toEqual([]);
  expect(found.functionApp?.gate?.enabled).toMatchObject({ kind: "literal", value: false });
  expect(found.functionApp?.appSettingsIncomplete).toContain("it needs the role Website Contributor");
  const [state] = readWirings(readStateFile(JSON.parse(await terraform.state(deployment)), "state"));
  const findings = told({
    name: "live",
    origin: "live",
    ...found,
    ...(state?.identity && { identity: state.identity }),
    variables: [],
    literalSecrets: [],
  });
  // Agents that nobody may see are no missing agents.
  expect(findings.filter((line) => line.startsWith("error"))).toEqual([]);
});
