/** How the story of a right deployment ends under the answers that are not assumed. */
import { afterEach, expect, test } from "@jest/globals";
import type { Connection, Deployment } from "../../../contract/deployment";
import { tellStory } from "../../../rehearsal/story/story";
import type { StoryStep } from "../../../rehearsal/story/verdict";
import {
  switches,
  switchSettings,
  type Switch,
  type SwitchName,
  type SwitchSettings,
} from "../../../rehearsal/switches";
import { samples, served } from "../../support/deployments";
import { rehearsed, type Rehearsed } from "../../support/rehearsed";

let running: Rehearsed | undefined;

afterEach(async () => {
  await running?.close();
  running = undefined;
});

const names = Object.keys(switches) as SwitchName[];
const switchNamed = (name: SwitchName): Switch => switches[name];

const otherAnswer = (name: SwitchName): string => {
  const { answers, assumed } = switchNamed(name);
  return Object.keys(answers).find((answer) => answer !== assumed) ?? assumed;
};

function turned(...chosen: readonly SwitchName[]): SwitchSettings {
  return switchSettings(Object.fromEntries(chosen.map((name) => [name, otherAnswer(name)])));
}

const okta = samples.okta();
const deployments = [okta, served(okta, { gate: "easy-auth" }), samples.entra()];
const title = ({ identity, server }: Deployment): string => `${identity.provider}, gate ${server.gate}`;

/** The first step that fails, by connection. */
async function ends(deployment: Deployment, settings: SwitchSettings): Promise<Readonly<Record<string, unknown>>> {
  running = await rehearsed(deployment, { switches: settings });
  const found: Record<string, StoryStep | "well"> = {};
  for (const connection of await running.connections(deployment)) {
    const verdicts = await tellStory(connection, running.stage);
    found[connection.key] = verdicts.find(({ failures }) => failures.length > 0)?.step ?? "well";
  }
  return found;
}

const harmless = names.filter((name) => switchNamed(name).storyFails === undefined);
const harmful = names.filter((name) => switchNamed(name).storyFails !== undefined);

test.each(deployments.map((deployment) => [title(deployment), deployment] as const))(
  "%s: well under every other answer that hurts nobody, all at once",
  async (_title, deployment) => {
    const expected = Object.fromEntries(deployment.connections.map(({ key }) => [key, "well"]));
    expect(await ends(deployment, turned(...harmless))).toEqual(expected);
  },
);

test.each(harmful.flatMap((name) => deployments.map((deployment) => [name, title(deployment), deployment] as const)))(
  "%s, %s: as the switch says",
  async (name, _title, deployment) => {
    const failure = switchNamed(name).storyFails;
    expect(failure?.answer).toBe(otherAnswer(name));
    const expected = deployment.connections.map((connection) => {
      const hurts = failure?.when(circumstancesOf(deployment, connection)) ?? false;
      return [connection.key, hurts ? failure?.step : "well"];
    });
    expect(await ends(deployment, turned(name))).toEqual(Object.fromEntries(expected));
  },
);

function circumstancesOf({ identity, server, scopes }: Deployment, connection: Connection) {
  return {
    provider: identity.provider,
    gate: server.gate,
    requestsFewer: connection.scopes.length < scopes.length,
  };
}
