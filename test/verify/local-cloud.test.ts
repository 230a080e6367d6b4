/** Verifications on the local cloud: real Terraform, real sign-ins, the published server. */
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { formContract } from "../../contract/contract";
import type { Deployment } from "../../contract/deployment";
import type { StoryConnection, Participant } from "../../rehearsal/story/participants";
import { questionFor } from "../../scripts/verify/options";
import { agentOf } from "../../verify/agent";
import { explainObservations } from "../../verify/diagnosis";
import { personOf, type Person } from "../../verify/person";
import { projectEndpointOf, verify, type Verification } from "../../verify/verify";
import { samples } from "../support/deployments";
import { exchangeThrough, rehearsed, type Rehearsed } from "../support/rehearsed";

/** Lets each participant sign in where another sits at the browser, or the participant. */
type AtBrowser = (participant: Participant) => Participant;

function personFor({ foundryToken }: Participant): Person {
  const person = personOf(foundryToken());
  if (person === undefined) throw new Error("no token");
  return person;
}

/** Verifies a connection as some of the people of the local cloud. */
async function verified(
  { terraform }: Rehearsed,
  deployment: Deployment,
  { key }: StoryConnection,
  participants: readonly Participant[],
  atBrowser: AtBrowser = (participant) => participant,
): Promise<Verification> {
  const contract = formContract(deployment);
  const connection = contract.connections.find((each) => each.key === key);
  if (connection === undefined) throw new Error("no such connection");
  const request = exchangeThrough(terraform.cloud);
  return verify({
    deployment,
    contract,
    connection,
    question: questionFor(connection, {}),
    people: participants.map(personFor),
    agentFor: ({ token }) =>
      agentOf({
        http: { request },
        projectEndpoint: projectEndpointOf(contract),
        agentName: connection.agentName,
        token,
        sleep: () => Promise.resolve(),
      }),
    doorwayOf: ({ objectId }) => ({
      async show(link) {
        const asked = participants.find((each) => each.objectId === objectId);
        if (asked === undefined) return false;
        const { browser, login } = atBrowser(asked);
        await browser.open(link.href, login);
        return true;
      },
      said: () => Promise.resolve(),
      check: () => undefined,
    }),
    patience: { timeout: 60 },
    diagnose: explainObservations,
    report: { person: () => undefined, step: () => undefined },
  });
}

const outcomesOf = ({ people }: Verification): readonly (readonly string[])[] =>
  people.map(({ steps }) => steps.map(({ id, outcome }) => `${id} ${outcome}`));

const everything = ["asked", "consent", "tools", "called", "identity", "no-second-consent"].map((id) => `${id} passed`);

describe.each(["okta", "entra"] as const)("a deployment with %s", (provider) => {
  const deployment = samples[provider]();
  let running: Rehearsed;
  let connections: readonly StoryConnection[];

  beforeAll(async () => {
    running = await rehearsed(deployment);
    connections = await running.connections(deployment);
  });
  afterAll(() => running.close());

  it("is verified by two people, each known to the tool", async () => {
    for (const connection of connections) {
      const verification = await verified(running, deployment, connection, connection.members);
      expect(verification).toMatchObject({ verified: true, diagnosis: [], agent: connection.agentName });
      expect(outcomesOf(verification)).toEqual([everything, everything]);
      expect(verification.people.map(({ person }) => person)).toEqual(connection.members.map(({ login }) => login));
    }
  });

  it("is verified again without a sign-in", async () => {
    const [connection] = connections;
    if (connection === undefined) throw new Error("no connection");
    const verification = await verified(running, deployment, connection, connection.members.slice(0, 1));
    expect(verification.verified).toBe(true);
    expect(outcomesOf(verification)[0]).toContain("consent not shown");
  });
});

describe("a consent link that was passed on", () => {
  const deployment = samples.okta();
  let running: Rehearsed;

  beforeAll(async () => {
    running = await rehearsed(deployment);
  });
  afterAll(() => running.close());

  it("lends the identity of whoever follows it, which a second person shows", async () => {
    const [connection] = await running.connections(deployment);
    if (connection === undefined) throw new Error("no connection");
    const [first] = connection.members;
    const verification = await verified(running, deployment, connection, connection.members, () => first);
    expect(outcomesOf(verification)[0]).toEqual(everything);
    expect(outcomesOf(verification)[1]?.at(-1)).toBe("identity failed");
    expect(verification.people[1]?.steps.at(-1)).toMatchObject({ symptom: "somebody-else-acts" });
  });
});
