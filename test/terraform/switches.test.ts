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

/**
 * Every switch is turned over together with all others, and with about half of them: what one of them hides shows in one of the runs.
 * Which half changes with the place of a switch in the list alone.
 */
const names = Object.keys(switches) as SwitchName[];
const chosen = [
  ["every other answer", names],
  ["every second switch", names.filter((_name, index) => index % 2 === 0)],
  ["the switches between them", names.filter((_name, index) => index % 2 === 1)],
] as const;

const otherAnswer = (name: SwitchName): string =>
  Object.keys(switches[name].answers).find((answer) => answer !== switches[name].assumed) ?? switches[name].assumed;

test.each(chosen)("%s: %j", async (_which, turned) => {
  const stack = "weather";
  const okta = samples.okta();
  const entra = changed(samples.entra(), { name: stack });
  const before = changed(okta, { name: stack, server: { ...okta.server, gate: "easy-auth" } });
  const rotated = changed(before, { secrets: { rotation: 2 } });
  const settings = Object.fromEntries(
    names.map((name) => [name, turned.includes(name) ? otherAnswer(name) : switches[name].assumed]),
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
