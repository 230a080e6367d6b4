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
import { changed, samples, served } from "../../support/deployments";
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

const well = ({ connections }: Deployment) => Object.fromEntries(connections.map(({ key }) => [key, "well"]));

/** How Foundry sends a secret, and how Okta takes it: either answer is well with the other's assumption, not both turned over. */
const foundrySends = "tokenEndpointAuthentication";

test.each(deployments.map((deployment) => [title(deployment), deployment] as const))(
  "%s: well under every other answer that hurts nobody, all at once",
  async (_title, deployment) => {
    const together = harmless.filter((name) => name !== foundrySends);
    expect(await ends(deployment, turned(...together))).toEqual(well(deployment));
  },
);

test("a secret sent in the body is well where Okta takes it in any way", async () => {
  expect(await ends(okta, turned(foundrySends))).toEqual(well(okta));
});

test("where Okta takes it in the registered way alone, the deployment file says in which", async () => {
  const { identity } = okta;
  if (identity.provider !== "okta") throw new Error("not at Okta");
  const inBody = changed(okta, { identity: { ...identity, tokenAuthentication: "client_secret_post" } });
  expect(await ends(inBody, turned(foundrySends, "oktaClientAuthentication"))).toEqual(well(inBody));
});

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
