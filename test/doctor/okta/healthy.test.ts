/** The Okta sample, deployed to the local cloud and read again: nothing is wrong with it. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { textOf } from "../../../checks/wiring/value";
import { failedGrants } from "../../../doctor/okta/failed-grants";
import { findPerson } from "../../../doctor/okta/find-person";
import { readOkta } from "../../../doctor/okta/read-okta";
import type { HttpRequest } from "../../../doctor/http";
import { localHttp } from "../support/live";
import { recording } from "../support/http";
import { deployedOkta, organization, type DeployedOkta } from "./deployed";

let okta: DeployedOkta;

beforeAll(async () => {
  okta = await deployedOkta();
});

afterAll(() => okta.close());

test("no rule finds an error, and nothing stays undecided but what nobody is shown", async () => {
  const { found, gaps } = await okta.read();
  expect(gaps).toEqual([]);
  expect(found).toMatchObject({ observations: [], unusableServers: [] });
  expect(await okta.told(found)).toEqual([
    expect.stringMatching(/^warning fewer-requested-than-advertised: /),
    expect.stringMatching(/^undecided secret-of-other-app: credentials/),
    expect.stringMatching(/^undecided secret-of-other-app: credentials/),
    expect.stringMatching(/^undecided host-key-on: /),
  ]);
});

test("values are literal, and groups are called by their names", async () => {
  const { found } = await okta.read();
  const [server, ...others] = found.identity.servers;
  expect(others).toEqual([]);
  expect(textOf(server?.audience)).toBe("api://weather-okta-dev");
  expect(server?.scopes.map(({ name }) => textOf(name)).toSorted()).toEqual(["weather.alert", "weather.read"]);
  expect([...found.groups.values()]).toEqual(["Forecasters"]);
  const assigned = found.identity.apps.map(({ assignedGroups }) => assignedGroups?.items.map(textOf));
  expect(new Set(assigned.flat())).toEqual(new Set(["EVERYONE", ...found.groups.keys()]));
});

test.each([
  ["its issuer", (id: string) => ({ issuer: `https://${organization}/oauth2/${id}` })],
  ["its id", (id: string) => ({ id })],
  ["its name", (_id: string, name: string) => ({ name })],
])("an authorization server is found by %s", async (_how, nameOf) => {
  const [known] = (await okta.read()).found.identity.servers;
  const asked = nameOf(textOf(known?.id) ?? "", textOf(known?.name) ?? "");
  const { found } = await readOkta({ servers: [asked], clients: [] }, await okta.access());
  expect(found.identity.servers).toEqual([known]);
});

test.each([
  [{ id: "aus0" }, "no authorization server has this id"],
  [{ name: "Nothing" }, "no authorization server has this name"],
  [{ issuer: "https://other.okta.com/oauth2/aus0" }, "it is of another organization than example.okta.com"],
])("an authorization server that nobody can sign in at is told: %j", async (asked, because) => {
  const { found, gaps } = await readOkta({ servers: [asked], clients: [] }, await okta.access());
  expect(gaps).toEqual([]);
  expect(found.unusableServers).toEqual([{ server: Object.values(asked)[0], because }]);
});

test("the organization's own server has nothing to read", async () => {
  const { found } = await readOkta(
    { servers: [{ issuer: `https://${organization}` }], clients: [] },
    await okta.access(),
  );
  expect(found).toMatchObject({ identity: { servers: [] }, unusableServers: [] });
});

test("nothing is written, and secrets are nowhere", async () => {
  const asked: HttpRequest[] = [];
  const http = recording(localHttp(okta.cloud), asked);
  const { found } = await okta.read(http);
  await findPerson(
    { login: "nobody@example.com", clientIds: [okta.client("weather-reader")] },
    await okta.access(http),
  );
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(http.requests).toBe(asked.length);
  expect(JSON.stringify(found)).not.toContain(okta.cloud.environment["OKTA_API_TOKEN"]);
});

test("a person is found by login, with groups besides Everyone", async () => {
  const [member] = (await okta.get("/groups?q=Forecasters")) as readonly [{ readonly id: string }];
  const [ada] = (await okta.get(`/groups/${member.id}/users`)) as readonly [
    { readonly id: string; readonly profile: { readonly login: string } },
  ];
  const clientIds = [okta.client("weather-reader"), okta.client("weather-editor")];
  const { found, gaps } = await findPerson({ login: ada.profile.login, clientIds }, await okta.access());
  expect(gaps).toEqual([]);
  expect(found).toEqual({
    login: ada.profile.login,
    id: ada.id,
    status: "ACTIVE",
    active: true,
    groups: [member.id],
    groupNames: new Map([[member.id, "Forecasters"]]),
    assignedTo: [],
  });
});

test("a person whom nobody knows is no gap", async () => {
  const reading = await findPerson({ login: "nobody@example.com", clientIds: [] }, await okta.access());
  expect(reading).toEqual({ found: undefined, gaps: [] });
});

test("a log without failures tells nothing", async () => {
  const clients = [{ id: okta.client("weather-reader") }];
  const query = { since: new Date(Date.now() - 3_600_000), until: new Date(), clients };
  expect(await failedGrants(query, await okta.access())).toEqual({ found: [], gaps: [] });
});

test("what several parts want to know is asked once", async () => {
  const asked: HttpRequest[] = [];
  const access = await okta.access(recording(localHttp(okta.cloud), asked));
  const clients = okta.clients;
  await Promise.all([
    readOkta({ servers: [], clients }, access),
    failedGrants({ since: new Date(Date.now() - 3_600_000), until: new Date(), clients }, access),
    findPerson({ login: "nobody@example.com", clientIds: clients.map(({ id }) => id) }, access),
  ]);
  const urls = asked.map(({ url }) => url);
  expect(urls.filter((url, index) => urls.indexOf(url) !== index)).toEqual([]);
});
