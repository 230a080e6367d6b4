/** Every valid deployment file can be deployed to the local cloud, which is seeded with what the file refers to. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, jest, test } from "@jest/globals";
import fc from "fast-check";
import { readDeployment, type DeploymentFileInput } from "../../contract/deployment-file";
import { inventory } from "../../rehearsal/inventory";
import { arbitraryDeployment, deploymentYaml } from "../support/arbitrary-deployment";
import { LocalTerraform } from "../support/local-terraform";
import { inTemporaryFolder } from "../support/temporary-folder";

jest.setTimeout(600_000);

test.each(["okta", "entra"] as const)("any valid file, %s: applied, planned again, destroyed", (provider) =>
  fc.assert(
    fc.asyncProperty(arbitraryDeployment({ provider }), (file) => inTemporaryFolder((folder) => deploys(file, folder))),
    // A case takes seconds; every run of the tests tries others.
    { numRuns: 2, endOnFailure: true },
  ),
);

async function deploys(file: DeploymentFileInput, folder: string): Promise<void> {
  const path = join(folder, "deployment.yaml");
  writeFileSync(path, deploymentYaml(file));
  const deployment = readDeployment(path);
  const terraform = await LocalTerraform.start([deployment]);
  try {
    const before = inventory(terraform.cloud);
    await terraform.applied(deployment);
    expect([...(await terraform.plan(deployment))]).toEqual([]);
    expect(await terraform.destroy(deployment)).toMatchObject({ exitCode: 0, errors: "" });
    expect(inventory(terraform.cloud)).toEqual(before);
    expect(JSON.parse(await terraform.state(deployment))).toMatchObject({ resources: [] });
  } finally {
    await terraform.close();
  }
}
