/** What Okta does not tell: every lack is named, what depends on it is undecided, and no rule takes it for an error. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { connectOkta } from "../../../doctor/okta/access";
import { failedGrants } from "../../../doctor/okta/failed-grants";
import { findPerson } from "../../../doctor/okta/find-person";
import { readOkta } from "../../../doctor/okta/read-okta";
import { localHttp } from "../support/live";
import { answering, jsonAnswer } from "../support/http";
import { deployedOkta, organization, type DeployedOkta } from "./deployed";

let okta: DeployedOkta;

beforeAll(async () => {
  okta = await deployedOkta();
});

afterAll(() => okta.close());

function refusing(path: RegExp, status = 403, errorCode = "E0000006") {
  return answering(localHttp(okta.cloud), ({ url }) =>
    path.test(new URL(url).pathname) ? jsonAnswer({ errorCode, errorSummary: "no" }, status) : undefined,
  );
}

const needs = (scope: string): string =>
  `the scope ${scope} of a service app, or the role Read-only administrator of whoever made the API token`;

describe.each([
  ["the access policies", /\/policies$/, "okta.authorizationServers.read", "no-policy-rule-admits-request"],
  ["the policy rules", /\/rules$/, "okta.authorizationServers.read", "no-policy-rule-admits-request"],
  ["the scopes", /\/scopes$/, "okta.authorizationServers.read", "scope-not-exposed"],
  ["the authorization servers", /\/authorizationServers$/, "okta.authorizationServers.read", "scope-not-exposed"],
  ["the apps", /\/apps$/, "okta.apps.read", "redirect-not-registered"],
  ["the assignments", /\/apps\/[^/]+\/groups$/, "okta.apps.read", "nobody-assigned"],
])("without %s", (what, path, scope, rule) => {
  test("the permission is named, and nothing is an error", async () => {
    const { found, gaps } = await okta.read(refusing(path));
    expect(gaps).toEqual([
      {
        witness: "Okta",
        what: expect.stringContaining(what),
        because: "Okta answers 403 (E0000006)",
        needs: needs(scope),
      },
    ]);
    const lines = await okta.told(found);
    expect(lines.filter((line) => line.startsWith("error"))).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^undecided ${rule}: `)));
  });
});

test("without groups, any group may be everybody", async () => {
  const { found, gaps } = await okta.read(refusing(/\/groups(\/00g\w+)?$/));
  expect(gaps.map(({ needs: lacking }) => lacking)).toContain(needs("okta.groups.read"));
  const lines = await okta.told(found);
  expect(lines.filter((line) => line.startsWith("error"))).toEqual([]);
});

test("without API Access Management, the licence is named", async () => {
  const { found, gaps } = await okta.read(refusing(/\/authorizationServers/, 401, "E0000015"));
  expect(gaps).toEqual([
    {
      witness: "Okta",
      what: "the authorization servers",
      because: "Okta answers 401 (E0000015)",
      needs: "the licence API Access Management",
    },
  ]);
  expect(found.observations).toMatchObject([{ symptom: "okta-access-management-missing", witness: "Okta" }]);
});

test("with a token that is not valid, one gap tells it", async () => {
  const access = await connectOkta(organization, { OKTA_API_TOKEN: "not-a-token" }, localHttp(okta.cloud));
  const { gaps } = await readOkta({ servers: [], clients: [{ id: "weather" }] }, access);
  expect(gaps).toEqual([
    {
      witness: "Okta",
      what: "the authorization servers, the apps, which group is everybody",
      because: "Okta answers 401 (E0000011)",
      needs: expect.stringMatching(/^a valid sign-in: OKTA_API_TOKEN /),
    },
  ]);
  expect(JSON.stringify(gaps)).not.toContain("not-a-token");
});

test("without a sign-in, nothing is asked", async () => {
  const http = localHttp(okta.cloud);
  const access = await connectOkta(organization, {}, http);
  const { found, gaps } = await readOkta({ servers: [], clients: okta.clients }, access);
  expect(http.requests).toBe(0);
  expect(gaps).toMatchObject([
    { because: "nobody is signed in at Okta", needs: expect.stringContaining("OKTA_API_TOKEN") },
  ]);
  expect((await okta.told(found)).filter((line) => line.startsWith("error"))).toEqual([]);
});

test("a private key that is none is told without showing it", async () => {
  const environment = {
    OKTA_API_CLIENT_ID: "doctor",
    OKTA_API_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----\nkeykeykey\n",
  };
  const access = await connectOkta(organization, environment, localHttp(okta.cloud));
  const { gaps } = await readOkta({ servers: [], clients: [] }, access);
  expect(gaps).toMatchObject([{ because: "the key in OKTA_API_PRIVATE_KEY is neither PEM nor a JWK that signs" }]);
  expect(JSON.stringify(gaps)).not.toContain("keykeykey");
});

test("the log and a person need permissions of their own", async () => {
  const query = { since: new Date(0), until: new Date(), clients: [] };
  expect(await failedGrants(query, await okta.access(refusing(/\/logs$/)))).toEqual({
    found: [],
    gaps: [expect.objectContaining({ what: "the System Log", needs: needs("okta.logs.read") })],
  });
  const access = await okta.access(refusing(/\/users\//));
  expect(await findPerson({ login: "ada@example.com", clientIds: [] }, access)).toEqual({
    found: undefined,
    gaps: [expect.objectContaining({ what: 'the person "ada@example.com"', needs: needs("okta.users.read") })],
  });
});
