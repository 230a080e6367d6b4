/** What Terraform refuses before anything is written, and what it says. */
import { afterEach, expect, test } from "@jest/globals";
import { changed, samples } from "../support/deployments";
import { LocalTerraform } from "../support/local-terraform";

let terraform: LocalTerraform | undefined;

afterEach(async () => {
  await terraform?.close();
  terraform = undefined;
});

/** Terraform's output without its frames and line breaks. */
const flat = (text: string): string => text.replaceAll(/[│╷╵\s]+/g, " ");

test("sample values: the lines to edit, outside of the local cloud", async () => {
  const deployment = samples.okta();
  terraform = await LocalTerraform.start([deployment]);
  await terraform.prepare(deployment);
  const { exitCode, output } = await terraform.run(deployment, ["plan", "-no-color"], { TF_VAR_rehearsal: "false" });
  expect(exitCode).toBe(1);
  for (const { path, value, position } of deployment.sampleValues) {
    expect(flat(output)).toContain(`${position.file}:${position.line}:${position.column} ${path}: ${value}`);
  }
});

test("another tenant than the deployment file names", async () => {
  const deployment = samples.entra();
  const elsewhere = changed(deployment, {
    name: "elsewhere",
    azure: {
      ...deployment.azure,
      tenantId: "22222222-2222-4222-8222-222222222222",
      subscriptionId: "33333333-3333-4333-8333-333333333333",
    },
  });
  terraform = await LocalTerraform.start([deployment, elsewhere]);
  await terraform.prepare(deployment);
  const { tenantId, subscriptionId } = elsewhere.azure;
  terraform.rewrite(deployment, (json) =>
    json
      .replace(/("azurerm": \[[^]*?"subscription_id": )"[^"]+"/, `$1"${subscriptionId}"`)
      .replace(/("azurerm": \[[^]*?"tenant_id": )"[^"]+"/, `$1"${tenantId}"`),
  );
  const { exitCode, output } = await terraform.run(deployment, ["plan", "-no-color"]);
  expect(exitCode).toBe(1);
  expect(flat(output)).toContain("Signed in to another tenant than the deployment file names");
});

test("an Okta group whose name only begins as the one named", async () => {
  const deployment = samples.okta();
  terraform = await LocalTerraform.start([deployment]);
  const [organization] = [...terraform.cloud.okta.organizations.values()];
  const [group] = [...(organization?.groups.values() ?? [])].filter(({ name }) => name === "Forecasters");
  if (!organization || !group) throw new Error("The group of the sample is missing.");
  organization.groups.set(group.id, { ...group, name: "Forecasters-Contractors" });
  const { exitCode, errors } = await terraform.apply(deployment);
  expect(exitCode).toBe(1);
  expect(errors).toContain("Okta has no group of the name Forecasters; it found one whose name only begins so.");
  expect(terraform.cloud.resourceManager.connections()).toEqual([]);
});

test("an Entra group that several groups could be", async () => {
  const deployment = samples.entra();
  terraform = await LocalTerraform.start([deployment]);
  const [tenant] = [...terraform.cloud.entra.tenants.values()];
  const [group] = [...(tenant?.groups.values() ?? [])].filter(({ displayName }) => displayName === "Weather users");
  if (!tenant || !group) throw new Error("The group of the sample is missing.");
  tenant.groups.set("another", { ...group, id: "44444444-4444-4444-8444-444444444444" });
  const { exitCode, errors } = await terraform.apply(deployment);
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/more than one group/i);
});
