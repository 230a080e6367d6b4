/** Okta's own client against the local Okta. */
import { afterAll, beforeAll, expect } from "@jest/globals";
import { Client } from "@okta/okta-sdk-nodejs";
import { createClock } from "../../../rehearsal/clock";
import { createJournal } from "../../../rehearsal/journal";
import { createOkta } from "../../../rehearsal/okta/okta";
import { requirement } from "../../support/requirement";
import { SignInClient } from "../support/sign-in-client";
import { host } from "./fixture";
import { ada, appsToken, logToken, OktaSignIn, type Deployed } from "./sign-in-fixture";

let okta: OktaSignIn;
let deployed: Deployed;

beforeAll(async () => {
  okta = await OktaSignIn.start();
  deployed = await okta.deploy();
  await okta.rule(await okta.policy(deployed), ["Readers"], ["openid", "read"]);
});

afterAll(() => okta.stop());

/** The client as it is, its requests sent through the front. */
function sdk(token = "an Okta token"): Client {
  const fetch = (request: {
    readonly url?: string;
    readonly method?: string;
    readonly headers?: Record<string, string>;
  }) => okta.client.fetch(String(request.url), { method: request.method ?? "GET", headers: request.headers ?? {} });
  return new Client({ orgUrl: `https://${host}`, token, requestExecutor: { fetch } as never, cacheMiddleware: null });
}

/** Reads what the typed models drop. */
function rawReader({ http }: Pick<Client, "http">): (path: string) => Promise<unknown> {
  const send = http.http.bind(http) as (url: string) => Promise<Pick<Response, "json">>;
  return async (path) => (await send(`https://${host}/api/v1${path}`)).json();
}

async function all<T>(listed: Promise<AsyncIterable<T | null>>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const one of await listed) if (one !== null) found.push(one);
  return found;
}

requirement("management.okta-sdk", async () => {
  const { authorizationServerApi, applicationApi, groupApi, userApi, systemLogApi, ...rest } = sdk();
  const raw = rawReader(rest);
  const { serverId: authServerId, appId, clientId } = deployed;
  const server = await authorizationServerApi.getAuthorizationServer({ authServerId });
  expect(server).toMatchObject({ id: authServerId, issuer: deployed.issuer });
  expect(await all(authorizationServerApi.listAuthorizationServers({ q: server.name ?? "" }))).toHaveLength(1);
  const scopes = await all(authorizationServerApi.listOAuth2Scopes({ authServerId, limit: 3 }));
  expect(scopes.map(({ name }) => name)).toEqual(expect.arrayContaining(["openid", "read", "write"]));
  const [policy] = await all(authorizationServerApi.listAuthorizationServerPolicies({ authServerId }));
  expect(policy?.conditions?.clients?.include).toEqual([clientId]);
  const policyId = String(policy?.id);
  const [rule] = await all(authorizationServerApi.listAuthorizationServerPolicyRules({ authServerId, policyId }));
  expect(rule).toMatchObject({ conditions: { scopes: { include: ["openid", "read"] } } });
  expect(await raw(`/authorizationServers/${authServerId}/policies/${policyId}/rules`)).toMatchObject([
    { conditions: { people: { groups: { exclude: [] } } } },
  ]);
  expect(await all(applicationApi.listApplications({ q: clientId }))).toHaveLength(1);
  expect(await applicationApi.getApplication({ appId })).toMatchObject({
    credentials: { oauthClient: { client_id: clientId } },
  });
  const [assignment] = await all(applicationApi.listApplicationGroupAssignments({ appId }));
  const groupId = String(assignment?.id);
  expect((await groupApi.getGroup({ groupId })).profile?.name).toBe("Everyone");
  const { id: userId = "" } = await userApi.getUser({ userId: ada });
  expect(await raw(`/users/${userId}/groups`)).toMatchObject([
    { profile: { name: "Everyone" } },
    { profile: { name: "Readers" } },
    {},
  ]);
  expect(await applicationApi.listApplicationUsers({ appId })).toBeDefined();
  expect(await raw(`/apps/${appId}/users/${userId}`)).toMatchObject({ scope: "GROUP", credentials: { userName: ada } });
  await okta.client.authorize(deployed, ada, { parameters: { scope: "openid write" } });
  const hour = 3_600_000;
  const now = okta.clock.now();
  const events = await all(
    systemLogApi.listLogEvents({
      since: new Date(now - hour).toISOString(),
      until: new Date(now + hour).toISOString(),
      filter: 'eventType sw "app.oauth2.as" and outcome.result eq "FAILURE"',
    }),
  );
  expect(events).toMatchObject([
    { eventType: "app.oauth2.as.authorize", outcome: { result: "FAILURE", reason: "no_matching_policy" } },
  ]);
});

requirement("management.okta-paging", async () => {
  const ids: string[] = [];
  let next: string | undefined = "/groups?limit=1";
  while (next !== undefined) {
    const response: Response = await okta.ask(next);
    ids.push(...((await response.json()) as readonly { readonly id: string }[]).map(({ id }) => id));
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
  }
  expect(ids).toEqual([...okta.organization.groups.keys()]);
});

requirement("management.okta-permissions", async () => {
  const statuses = async (token: string, ...paths: readonly string[]): Promise<readonly number[]> =>
    Promise.all(paths.map(async (path) => (await okta.ask(path, token)).status));
  const { serverId, appId } = deployed;
  const server = `/authorizationServers/${serverId}`;
  const paths = [
    "/apps",
    `/apps/${appId}/groups`,
    server,
    `${server}/scopes`,
    "/groups",
    `/users/${ada}/groups`,
    "/logs",
  ];
  expect(await statuses(appsToken, ...paths)).toEqual([200, 200, 403, 403, 403, 403, 403]);
  expect(await statuses(logToken, ...paths)).toEqual([403, 403, 403, 403, 403, 403, 200]);
  expect((await okta.ask(`/apps/${appId}`, logToken, "DELETE")).status).toBe(403);
  expect((await okta.ask("/apps", "a token that nobody has")).status).toBe(401);
  await expect(sdk(logToken).applicationApi.getApplication({ appId })).rejects.toMatchObject({
    status: 403,
    errorCode: "E0000006",
  });
});

requirement("management.okta-access-management", async () => {
  const free = { host, groups: [], people: [], authorizationServers: [], lacksAccessManagement: true };
  const deployer = { clientId: "", clientSecret: "", objectId: "", oktaApiToken: "an Okta token" };
  const seed = { tenants: [], organizations: [free] };
  const clock = createClock();
  const client = await SignInClient.start(createOkta({ seed, deployer, clock, journal: createJournal() }).services);
  try {
    const ask = async (path: string): Promise<unknown> => {
      const headers = { authorization: "SSWS an Okta token" };
      const response = await client.fetch(`https://${host}/api/v1${path}`, { headers });
      return { status: response.status, body: await response.json() };
    };
    const refused = { status: 401, body: { errorCode: "E0000015" } };
    expect(await ask("/authorizationServers")).toMatchObject(refused);
    expect(await ask("/authorizationServers/default/policies")).toMatchObject(refused);
    expect(await ask("/apps")).toMatchObject({ status: 200 });
  } finally {
    await client.stop();
  }
});

requirement("management.okta-rate-limit", async () => {
  const clock = createClock();
  await clock.advance(7 * 3600_000);
  const deployer = { clientId: "", clientSecret: "", objectId: "", oktaApiToken: "an Okta token" };
  const seed = { tenants: [], organizations: [{ host, groups: [], people: [], authorizationServers: [] }] };
  const okta = createOkta({ seed, deployer, clock, journal: createJournal(), requestsPerMinute: 1 });
  const client = await SignInClient.start(okta.services);
  try {
    const headers = { authorization: "SSWS an Okta token" };
    const ask = (): Promise<Response> => client.fetch(`https://${host}/api/v1/apps`, { headers });
    // The window may end between two of them, never between three.
    const answers = [await ask(), await ask(), await ask()];
    const refused = answers.find(({ status }) => status === 429);
    const reset = Number(refused?.headers.get("x-rate-limit-reset")) * 1000;
    const date = Date.parse(refused?.headers.get("date") ?? "");
    expect(Math.abs(date - clock.now())).toBeLessThan(60_000);
    expect(reset).toBeGreaterThan(date);
    expect(reset - date).toBeLessThanOrEqual(60_000);
  } finally {
    await client.stop();
  }
});
