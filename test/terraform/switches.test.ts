/** A deployment lives through its changes whatever the answers are to what the vendors leave open. */
import { afterEach, expect, test } from "@jest/globals";
import { inventory } from "../../rehearsal/inventory";
import { switches, type SwitchName, type SwitchSettings } from "../../rehearsal/switches";
import { changed, samples } from "../support/deployments";
import { enabledProviders } from "../support/gate";
import { LocalTerraform } from "../support/local-terraform";

let terraform: LocalTerraform | undefined;

afterEach(async () => {
  await terraform?.close();
  terraform = undefined;
});

const others = (Object.keys(switches) as SwitchName[]).flatMap((name) =>
  Object.keys(switches[name].answers)
    .filter((answer) => answer !== switches[name].assumed)
    .map((answer) => ({ name, answer })),
);

test.each(others)("$name: $answer", async ({ name, answer }) => {
  const stack = "weather";
  const okta = samples.okta();
  const entra = changed(samples.entra(), { name: stack });
  const before = changed(okta, { name: stack, server: { ...okta.server, gate: "easy-auth" } });
  const rotated = changed(before, { secrets: { rotation: 2 } });
  const settings = Object.fromEntries(
    Object.entries(switches).map(([each, { assumed }]) => [each, each === name ? answer : assumed]),
  ) as unknown as SwitchSettings;

  terraform = await LocalTerraform.start([before, entra], { switches: settings });
  const empty = inventory(terraform.cloud);
  for (const deployment of [before, rotated, entra]) {
    await terraform.applied(deployment);
    expect([...(await terraform.plan(deployment))]).toEqual([]);
    const provider = deployment.identity.provider === "entra" ? "azureActiveDirectory" : "okta";
    expect(enabledProviders(terraform.cloud)).toEqual([provider]);
  }
  expect((await terraform.destroy(entra)).exitCode).toBe(0);
  expect(inventory(terraform.cloud)).toEqual(empty);
});
