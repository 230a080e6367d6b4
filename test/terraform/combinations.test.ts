/** Every allowed combination of identity provider, hosting and gate: applied, planned again, destroyed. */
import { afterEach, expect, test } from "@jest/globals";
import { inventory } from "../../rehearsal/inventory";
import { combinations, samples, served } from "../support/deployments";
import { LocalTerraform } from "../support/local-terraform";

let terraform: LocalTerraform | undefined;

afterEach(async () => {
  await terraform?.close();
  terraform = undefined;
});

test.each(combinations)("%s, %s, gate %s", async (provider, hosting, gate) => {
  const deployment = served(samples[provider](), { hosting, gate });
  terraform = await LocalTerraform.start([deployment]);
  const before = inventory(terraform.cloud);
  const steps = await terraform.applied(deployment);
  expect(inventory(terraform.cloud).length).toBeGreaterThan(before.length + 15);
  expect(steps.length).toBeGreaterThan(25);

  expect([...(await terraform.plan(deployment))]).toEqual([]);

  const [site] = terraform.cloud.resourceManager.sites();
  expect(site?.appSettings).toMatchObject({
    MCP_RESOURCE: `https://${site?.hostName}${hosting === "self-hosted" ? "/mcp" : "/runtime/webhooks/mcp"}`,
  });
  expect("AzureWebJobsFeatureFlags" in (site?.appSettings ?? {})).toBe(hosting === "self-hosted");
  expect("WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES" in (site?.appSettings ?? {})).toBe(gate === "easy-auth");
  expect(site?.authSettings["platform"]).toMatchObject({ enabled: gate === "easy-auth" });

  const destroyed = await terraform.destroy(deployment);
  expect(destroyed.exitCode).toBe(0);
  expect(inventory(terraform.cloud)).toEqual(before);
  expect(JSON.parse(await terraform.state(deployment))).toMatchObject({ resources: [] });
});

test("no state holds what a connection was given as credentials, and no output holds a secret", async () => {
  const deployment = samples.entra();
  terraform = await LocalTerraform.start([deployment]);
  await terraform.applied(deployment);
  const [connection] = terraform.cloud.resourceManager.connections();
  const secret = connection?.credentials?.clientSecret.reveal() ?? "";
  expect(secret).not.toBe("");

  const state = JSON.parse(await terraform.state(deployment)) as {
    resources: { type: string; instances: { attributes: Record<string, unknown> }[] }[];
  };
  const holders = state.resources.filter(({ instances }) => JSON.stringify(instances).includes(secret));
  expect(holders.map(({ type }) => type)).toEqual(["azuread_application_password"]);
  expect(JSON.stringify(await terraform.outputs(deployment)).includes(secret)).toBe(false);
});
