/** Every fault on the wire: what the person experiences is what the fault's data says, and somebody logged why. */
import { afterEach, expect, test } from "@jest/globals";
import type { Deployment } from "../../../contract/deployment";
import { faultNamed, faultNames, stepBrokenBy, type FaultName } from "../../../rehearsal/faults";
import type { TerraformConfiguration } from "../../../rehearsal/faults/configuration";
import { tellStory } from "../../../rehearsal/story/story";
import { settingOf } from "../../../scripts/start/setting";
import { samples, served } from "../../support/deployments";
import { rehearsed, type Rehearsed } from "../../support/rehearsed";

let running: Rehearsed | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

const okta = samples.okta();
const deployments = [okta, samples.entra(), served(okta, { gate: "easy-auth" })];

/** Each fault at the first connection of each identity provider that it can happen to, the usual gate first. */
const cases = faultNames.flatMap((name) => {
  const { fits = () => true } = faultNamed(name);
  const fitting = deployments.flatMap((deployment) => {
    const connection = deployment.connections.find((each) => fits(settingOf(deployment, each)));
    return connection === undefined ? [] : [{ name, deployment, connection, provider: deployment.identity.provider }];
  });
  return [...new Map(fitting.toReversed().map((each) => [each.provider, each])).values()];
});

test.each(cases)("$name at $provider", async ({ name, deployment, connection }) => {
  const fault = faultNamed(name);
  running = await broken(name, deployment, connection.key);
  const all = await running.connections(deployment);
  const [subject] = all.filter(({ key }) => key === connection.key);
  if (subject === undefined) throw new Error("no such connection");
  const failed = (await tellStory(subject, running.stage)).filter(({ failures }) => failures.length > 0);
  expect({ step: failed[0]?.step, told: running.told }).toEqual({
    step: stepBrokenBy(fault, settingOf(deployment, connection)),
    told: running.told,
  });
});

async function broken(name: FaultName, deployment: Deployment, key: string): Promise<Rehearsed> {
  const { cause } = faultNamed(name);
  const connection = deployment.connections.find((each) => each.key === key);
  if (connection === undefined) throw new Error(`no connection ${key}`);
  const setting = settingOf(deployment, connection);
  if (cause.kind === "clock") return rehearsed(deployment, { identityProviderSkew: cause.skewMilliseconds });
  if (cause.kind === "configuration") {
    return rehearsed(deployment, {
      rewrite: (json) => {
        const configuration = JSON.parse(json) as TerraformConfiguration;
        cause.apply({ configuration, key, setting });
        return JSON.stringify(configuration);
      },
    });
  }
  return rehearsed(deployment, { hostFile: cause.apply });
}
