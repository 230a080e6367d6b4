/** The Okta sample after somebody changed it in the console: the rules find it in what was read. */
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { evaluate } from "../../../checks/wiring/okta-evaluation";
import { literalValue } from "../../../checks/wiring/value";
import { failedGrants } from "../../../doctor/okta/failed-grants";
import { deployedOkta, type DeployedOkta } from "./deployed";

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Rule extends Named {
  readonly conditions: { readonly people: { readonly groups: { readonly include: readonly string[] } } };
}

let okta: DeployedOkta;

beforeEach(async () => {
  okta = await deployedOkta();
});

afterEach(() => okta.close());

async function server(): Promise<string> {
  const [{ id }] = (await okta.get("/authorizationServers")) as readonly [Named];
  return `/authorizationServers/${id}`;
}

async function named(path: string, name: string): Promise<string> {
  const found = ((await okta.get(path)) as readonly Named[]).find((each) => each.name === name);
  return `${path}/${found?.id ?? ""}`;
}

async function appOf(clientId: string): Promise<string> {
  const [{ id }] = (await okta.get(`/apps?q=${clientId}`)) as readonly [Named];
  return `/apps/${id}`;
}

const failuresOf = (lines: readonly string[]): readonly string[] =>
  lines.filter((line) => line.startsWith("error ")).map((line) => /^error ([\w-]+)/.exec(line)?.[1] ?? line);

test("a scope that is gone is found by its name", async () => {
  await okta.change("DELETE", await named(`${await server()}/scopes`, "weather.alert"));
  const { found, gaps } = await okta.read();
  expect(gaps).toEqual([]);
  expect(failuresOf(await okta.told(found))).toContain("scope-not-exposed");
});

test("an app that is gone is a client that nobody has", async () => {
  const clientId = okta.client("weather-editor");
  const app = await appOf(clientId);
  await okta.change("POST", `${app}/lifecycle/deactivate`);
  await okta.change("DELETE", app);
  const { found, gaps } = await okta.read();
  expect(gaps).toEqual([]);
  expect(found.observations).toEqual([
    {
      symptom: "okta-client-unknown",
      witness: "Okta",
      layer: expect.any(String),
      connection: expect.stringMatching(/^weather-editor-/),
      seen: `No app of example.okta.com has the client id ${JSON.stringify(clientId)}.`,
      at: "/api/v1/apps",
    },
  ]);
  expect(failuresOf(await okta.told(found))).toContain("client-unknown");
});

test("an app that is inactive is told by a rule", async () => {
  await okta.change("POST", `${await appOf(okta.client("weather-editor"))}/lifecycle/deactivate`);
  expect(failuresOf(await okta.told((await okta.read()).found))).toContain("app-inactive");
});

test("a group that a policy rule excludes is not admitted", async () => {
  const policy = await named(`${await server()}/policies`, "weather-okta-dev-weather-editor");
  const [{ id, ...rule }] = (await okta.get(`${policy}/rules`)) as readonly [Rule];
  const { include } = rule.conditions.people.groups;
  const people = { users: { include: [], exclude: [] }, groups: { include, exclude: include } };
  await okta.change("PUT", `${policy}/rules/${id}`, { ...rule, conditions: { ...rule.conditions, people } });
  const { found } = await okta.read();
  const [only] = found.identity.servers;
  const source = { address: "", path: "" };
  const evaluation =
    only &&
    evaluate(only, {
      clientId: literalValue(okta.client("weather-editor"), source),
      grantType: "authorization_code",
      groupIds: include.map((group) => literalValue(group, source)),
      scopes: { items: [literalValue("weather.alert", source)], source },
      groupLookups: [],
    });
  expect(evaluation).toMatchObject({ outcome: "refused", nearest: { failed: ["people"] } });
  expect(failuresOf(await okta.told(found))).toContain("no-policy-rule-admits-request");
});

test("an inactive authorization server is told", async () => {
  await okta.change("POST", `${await server()}/lifecycle/deactivate`);
  const { found } = await okta.read();
  expect(found.unusableServers).toEqual([{ server: expect.stringMatching(/^aus/), because: "it is inactive" }]);
});

test("the log tells who was refused through which client, and why", async () => {
  const { organizations } = okta.cloud.okta;
  const clientId = okta.client("weather-reader");
  const [first] = [...organizations.values()];
  const time = new Date().toISOString();
  const event = (of: object) => ({ uuid: "1", published: time, eventType: "app.oauth2.as.authorize", ...of });
  const ada = { type: "User", id: "00u1", alternateId: "ada@example.com", displayName: "Ada" };
  const client = (id: string) => ({ type: "PublicClientApp", id, alternateId: "unknown", displayName: "" });
  const failed = (reason: string) => ({ result: "FAILURE", reason });
  const events = [
    event({ outcome: failed("no_matching_policy"), actor: ada, target: [client(clientId)] }),
    event({ outcome: failed("no_matching_policy"), actor: ada, target: [client("another")] }),
    event({ outcome: failed("invalid_client_secret"), actor: { type: "System", id: "unknown" }, target: [] }),
    event({ outcome: failed("never_heard_of"), actor: ada, target: [client(clientId)] }),
    event({ outcome: { result: "SUCCESS" }, actor: ada, target: [client(clientId)] }),
  ];
  for (const each of events) (first?.systemLog as unknown[]).push(each);
  const now = Date.now();
  const reading = await failedGrants(
    {
      since: new Date(now - 3_600_000),
      until: new Date(now + 60_000),
      clients: [{ id: clientId, connection: "weather-reader" }],
    },
    await okta.access(),
  );
  expect(reading.found.map(({ symptom, connection, seen }) => [symptom, connection, seen])).toEqual([
    ["okta-invalid-client", undefined, 'Okta refused somebody: "invalid_client_secret".'],
    [
      "okta-no-matching-policy",
      "weather-reader",
      `Okta refused "ada@example.com" through ${JSON.stringify(clientId)}: "no_matching_policy".`,
    ],
  ]);
  expect(reading.gaps).toEqual([
    {
      witness: "Okta",
      what: "why Okta refused a grant",
      because: 'the System Log says "never_heard_of", which the doctor cannot explain',
    },
  ]);
});
