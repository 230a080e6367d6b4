/** The Entra sample, deployed to the local cloud and read again: nothing is wrong with it. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { textOf } from "../../../checks/wiring/value";
import { failedSignIns } from "../../../doctor/entra/failed-sign-ins";
import { findPerson } from "../../../doctor/entra/find-person";
import { readEntra } from "../../../doctor/entra/read-entra";
import type { HttpRequest } from "../../../doctor/http";
import type { Person } from "../../../scripts/local/people";
import { localHttp } from "../support/live";
import { recording } from "../support/http";
import { clientApp, deployedEntra, type DeployedEntra } from "./deployed";

const day = 86_400_000;

const isMember = ({ memberships }: Person): boolean =>
  memberships.some(({ system, group }) => system === "entra" && group === "Weather users");

let entra: DeployedEntra;

beforeAll(async () => {
  entra = await deployedEntra();
});

afterAll(() => entra.close());

test("no rule finds an error, and nothing stays undecided but what nobody is shown", async () => {
  const { found, gaps } = await entra.read();
  expect(gaps).toEqual([]);
  expect(found.observations).toEqual([]);
  expect(await entra.told(found)).toEqual([
    expect.stringMatching(/^undecided secret-of-other-app: credentials/),
    expect.stringMatching(/^undecided host-key-on: /),
  ]);
});

test("the API is found by what the client asks for, and people by their names", async () => {
  const { found } = await entra.read();
  const uris = found.identity.apps.flatMap(({ identifierUris }) => identifierUris.items.map(textOf));
  expect(uris).toEqual([expect.stringMatching(/^api:\/\/.*\/weather-entra-dev$/)]);
  expect([...found.principals.values()]).toEqual(["Weather users"]);
});

test("a password is told by its name and its end", async () => {
  const { found } = await entra.read();
  expect(found.secrets).toEqual([
    { client: entra.clients[0]?.id, name: "foundry-1", expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
  ]);
});

test("after that end, no sign-in succeeds", async () => {
  const { found } = await entra.read(undefined, new Date(Date.now() + 1000 * day));
  expect(found.observations).toMatchObject([{ symptom: "aadsts-7000222", connection: entra.clients[0]?.connection }]);
});

test("an API that is named is read once, however it is named", async () => {
  const [api] = (await entra.read()).found.identity.apps.slice(-1);
  const identifierUri = textOf(api?.identifierUris.items[0]) ?? "";
  const clientId = textOf(api?.clientId) ?? "";
  const apis = [{ clientId }, { identifierUri }, { identifierUri: clientId }];
  const { found, gaps } = await readEntra({ clients: [], apis, now: new Date() }, await entra.access());
  expect(gaps).toEqual([]);
  expect(found.identity.apps).toEqual([api]);
});

test("nothing is written, and secrets are nowhere", async () => {
  const asked: HttpRequest[] = [];
  const http = recording(localHttp(entra.cloud), asked);
  const { found } = await entra.read(http);
  await findPerson({ login: "nobody@example.com", clientIds: [] }, await entra.access(http));
  expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(JSON.stringify(found)).not.toMatch(/secretText|hint/);
});

test("a person is found by login, with groups, assignments and consent", async () => {
  const [member] = entra.people.filter(isMember);
  const clientId = entra.clients[0]?.id ?? "";
  const { found, gaps } = await findPerson({ login: member?.login ?? "", clientIds: [clientId] }, await entra.access());
  expect(gaps).toEqual([]);
  expect(found).toMatchObject({ login: member?.login, active: true, assignedTo: [], nestedGroups: new Map() });
  expect([...(found?.groupNames.values() ?? [])]).toContain("Weather users");
  expect(found?.consented).toEqual(new Map([[clientId, []]]));
});

test("somebody who is assigned by name is told so", async () => {
  const outsider = entra.people.find((person) => !isMember(person));
  const clientId = entra.clients[0]?.id ?? "";
  const query = { login: outsider?.login ?? "", clientIds: [clientId] };
  const id = (await findPerson(query, await entra.access())).found?.id;
  const principal = textOf(clientApp(await entra.read(), entra)?.servicePrincipal?.objectId);
  const assignment = { principalId: id, resourceId: principal, appRoleId: "00000000-0000-0000-0000-000000000000" };
  await entra.change("POST", `/v1.0/users/${id ?? ""}/appRoleAssignments`, assignment);
  expect((await findPerson(query, await entra.access())).found?.assignedTo).toEqual([clientId]);
});

test("a person whom nobody knows is no gap", async () => {
  const reading = await findPerson({ login: "nobody@example.com", clientIds: [] }, await entra.access());
  expect(reading).toEqual({ found: undefined, gaps: [] });
});

test("the log tells who was refused through which client, and why", async () => {
  const [client] = entra.clients;
  const [tenant] = [...entra.cloud.entra.tenants.values()].filter(({ signIns }) => Array.isArray(signIns));
  const now = Date.now();
  const failed = (id: string, errorCode: number, appId = client?.id) => ({
    id,
    createdDateTime: new Date(now).toISOString(),
    correlationId: id,
    person: { id: "1", displayName: "Ada", userPrincipalName: "ada@example.com" },
    app: { id: appId, displayName: "weather" },
    errorCode,
  });
  const signIns = [
    failed("1", 50105),
    failed("2", 0),
    failed("3", 50126),
    failed("4", 50105, "other"),
    failed("5", 99999),
  ];
  for (const signIn of signIns) (tenant?.signIns as unknown as unknown[]).push(signIn);
  const query = { since: new Date(now - day), until: new Date(now + day), clients: client ? [client] : [] };
  const { found, gaps } = await failedSignIns(query, await entra.access());
  expect(found).toMatchObject([
    {
      symptom: "aadsts-50105",
      connection: client?.connection,
      seen: `Entra refused "ada@example.com" through ${JSON.stringify(client?.id)}: AADSTS50105.`,
    },
  ]);
  expect(gaps).toMatchObject([{ because: "the sign-in log says AADSTS99999, which the doctor cannot explain" }]);
});
