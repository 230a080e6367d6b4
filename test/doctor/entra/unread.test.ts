/** What Entra does not tell: every lack is named, what depends on it is undecided, and no rule takes it for an error. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { connectGraph, graphPermissions } from "../../../doctor/entra/access";
import { failedSignIns } from "../../../doctor/entra/failed-sign-ins";
import { findPerson } from "../../../doctor/entra/find-person";
import { readEntra } from "../../../doctor/entra/read-entra";
import { localHttp } from "../support/live";
import { answering, jsonAnswer, scripted } from "../support/http";
import { deployedEntra, tenantId, type DeployedEntra } from "./deployed";

let entra: DeployedEntra;

beforeAll(async () => {
  entra = await deployedEntra();
});

afterAll(() => entra.close());

function refusing(path: RegExp, code = "Authorization_RequestDenied") {
  return answering(localHttp(entra.cloud), ({ url }) =>
    path.test(new URL(url).pathname) ? jsonAnswer({ error: { code, message: "a secret text" } }, 403) : undefined,
  );
}

describe.each([
  ["the app registration", /\/applications$/, graphPermissions.applications, "redirect-not-registered"],
  ["the service principal", /\/servicePrincipals$/, graphPermissions.applications, "grant-missing"],
  ["who is assigned", /\/appRoleAssignedTo$/, graphPermissions.applications, undefined],
  ["is granted", /\/oauth2PermissionGrants$/, graphPermissions.grants, "grant-missing"],
  ["whether people may consent", /\/authorizationPolicy$/, graphPermissions.consentPolicy, undefined],
])("without %s", (what, path, needs, rule) => {
  test("the permission is named, and nothing is an error", async () => {
    const { found, gaps } = await entra.read(refusing(path));
    const because = "Microsoft Graph answers 403 (Authorization_RequestDenied)";
    expect(gaps).toEqual([{ witness: "Entra", what: expect.stringContaining(what), because, needs }]);
    const lines = await entra.told(found);
    expect(lines.filter((line) => line.startsWith("error"))).toEqual([]);
    if (rule !== undefined) expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^undecided ${rule}: `)));
  });
});

test("without a sign-in, nothing is asked", async () => {
  const http = localHttp(entra.cloud);
  const nobody = { getToken: () => Promise.reject(new Error("AADSTS7000215: the secret abc is wrong")) };
  const { gaps } = await readEntra(
    { clients: entra.clients, apis: [], now: new Date() },
    await connectGraph(tenantId, nobody, http),
  );
  expect(http.requests).toBe(0);
  expect(gaps).toMatchObject([
    {
      because: "there is no Azure sign-in: AADSTS7000215",
      needs: expect.stringContaining(`az login --tenant ${tenantId}`),
    },
  ]);
  expect(JSON.stringify(gaps)).not.toContain("abc");
});

test("sign-in logs need a permission and a licence", async () => {
  const query = { since: new Date(0), until: new Date(), clients: entra.clients };
  const read = async (code: string) => (await failedSignIns(query, await entra.access(refusing(/signIns/, code)))).gaps;
  expect(await read("Authentication_MSGraphPermissionMissing")).toMatchObject([{ needs: graphPermissions.signIns }]);
  expect(await read("Authentication_RequestFromNonPremiumTenantOrB2CTenant")).toMatchObject([
    { what: "the sign-in log", needs: "a tenant with the licence Microsoft Entra ID P1" },
  ]);
});

test("a person whose groups nobody tells may be in any", async () => {
  const login = entra.people[0]?.login ?? "";
  const access = await entra.access(refusing(/[mM]emberOf$/));
  const { found, gaps } = await findPerson({ login, clientIds: [] }, access);
  expect(found?.incomplete).toContain(graphPermissions.people);
  expect(gaps).toMatchObject([{ what: `the groups of ${JSON.stringify(login)}`, needs: graphPermissions.people }]);
});

test("answers that mean ill are bounded and told", async () => {
  const read = async (answer: ReturnType<typeof jsonAnswer>) => {
    const credential = { getToken: () => Promise.resolve({ token: "the-token", expiresOnTimestamp: Infinity }) };
    const access = await connectGraph(
      tenantId,
      credential,
      scripted(() => answer),
    );
    const { gaps } = await readEntra({ clients: [], apis: [{ identifierUri: "api://x" }], now: new Date() }, access);
    expect(JSON.stringify(gaps)).not.toContain("the-token");
    return gaps.map(({ because }) => because);
  };
  const next = (url: string) => jsonAnswer({ value: [], "@odata.nextLink": url });
  expect(await read(next("https://evil.example/v1.0"))).toContain(
    '"graph.microsoft.com": its next page lies on "https://evil.example", where nothing is sent',
  );
  expect(await read(next("https://graph.microsoft.com/v1.0/again"))).toContain(
    '"graph.microsoft.com": its next page is one that was read before',
  );
  expect(await read({ ...jsonAnswer([]), headers: new Map([["content-type", "text/html"]]) })).toContain(
    '"graph.microsoft.com": it answers 200 with "text/html" instead of JSON',
  );
});
