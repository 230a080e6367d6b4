import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { ada, eve, OktaSignIn, clientSecret, type Deployed } from "./sign-in-fixture";

let okta: OktaSignIn;
let deployed: Deployed;

interface Logged {
  readonly uuid: string;
  readonly published: string;
  readonly eventType: string;
  readonly outcome: { readonly result: string; readonly reason: string | null };
  readonly actor: { readonly type: string; readonly id: string; readonly alternateId: string };
  readonly target: readonly { readonly type: string; readonly id: string }[];
  readonly debugContext: { readonly debugData: Readonly<Record<string, string>> };
}

beforeAll(async () => {
  okta = await OktaSignIn.start();
  deployed = await okta.deploy();
  await okta.rule(await okta.policy(deployed), ["Readers"], ["openid", "offline_access", "read"]);
});

afterAll(() => okta.stop());

const failures = 'eventType sw "app.oauth2.as" and outcome.result eq "FAILURE"';

async function log(parameters: Readonly<Record<string, string>>, system = okta): Promise<readonly Logged[]> {
  const response = await system.ask(`/logs?${new URLSearchParams(parameters).toString()}`);
  expect(response.status).toBe(200);
  return (await response.json()) as readonly Logged[];
}

async function refused(query: string): Promise<Readonly<Record<string, unknown>>> {
  const response = await okta.ask(`/logs?${query}`);
  const { errorCode, errorSummary } = (await response.json()) as Readonly<Record<string, unknown>>;
  return { status: response.status, errorCode, errorSummary };
}

/** What an act adds to the log. */
async function added(act: () => Promise<unknown>, filter = failures, system = okta): Promise<readonly Logged[]> {
  const before = await log({ filter }, system);
  await act();
  return (await log({ filter }, system)).slice(before.length);
}

const authorize =
  (scope: string | undefined, login = ada) =>
  async () =>
    okta.client.authorize(deployed, login, { parameters: { scope } });

requirement(
  "management.okta-log-refusals",
  async () => {
    const [event, ...more] = await added(authorize("openid write"));
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      eventType: "app.oauth2.as.authorize",
      severity: "WARN",
      outcome: { result: "FAILURE", reason: "no_matching_policy" },
      actor: { type: "User", id: okta.userId(ada), alternateId: ada },
      debugContext: { debugData: { requestedScopes: "openid, write", clientId: deployed.clientId } },
    });
    expect(event?.target.map(({ type, id }) => [type, id])).toEqual([
      ["PublicClientApp", deployed.clientId],
      ["AppInstance", deployed.appId],
      ["AuthorizationServer", deployed.serverId],
    ]);
  },
  "no policy rule",
);

requirement(
  "management.okta-log-refusals",
  async () => {
    const events = await added(async () => {
      await authorize("openid unknown.scope")();
      await authorize(undefined)();
      await okta.client.authorize({ ...deployed, redirectUri: "https://elsewhere.example/" }, ada);
      await okta.client.token({ ...deployed, clientSecret: "another secret of this app" }, grant);
    });
    expect(events.map(({ eventType, outcome }) => [eventType, outcome.reason])).toEqual([
      ["app.oauth2.as.authorize", "invalid_scope"],
      ["app.oauth2.as.authorize", "no_scope_allowed"],
      ["app.oauth2.as.authorize", "illegal_redirect_uri"],
      ["app.oauth2.as.token.grant", "invalid_client_secret"],
    ]);
    const [scope, , , secret] = events;
    expect(scope?.actor).toMatchObject({ type: "User", id: "unknown" });
    expect(secret?.actor).toMatchObject({ type: "PublicClientApp", id: deployed.clientId });
  },
  "before anybody signs in, and at the token endpoint",
);

requirement(
  "management.okta-log-refusals",
  async () => {
    const app = await okta.deploy({ credentials: { pkce_required: true } });
    await okta.unassign(app.appId, "Everyone");
    await okta.assign(app.appId, "Readers");
    const challenge = { code_challenge: "a".repeat(43), code_challenge_method: "S256", scope: "openid" };
    const events = await added(async () => {
      await okta.client.authorize(app, ada, { parameters: { scope: "openid" } });
      await okta.client.authorize(app, eve, { parameters: challenge });
    });
    expect(events.map(({ outcome }) => outcome.reason)).toEqual(["pkce_required", "user_not_assigned"]);
  },
  "PKCE and assignment",
);

const grant = { grant_type: "authorization_code", code: "no-code", redirect_uri: "https://example.com/" };

requirement("management.okta-log-grants", async () => {
  const events = await added(
    () => okta.client.signIn(deployed, ada, { parameters: { scope: "openid offline_access read" } }),
    'eventType sw "app.oauth2.as" and outcome.result eq "SUCCESS"',
  );
  expect(events.map(({ eventType, actor }) => [eventType, actor.type])).toEqual([
    ["app.oauth2.as.authorize.code", "User"],
    ["app.oauth2.as.token.grant.access_token", "PublicClientApp"],
    ["app.oauth2.as.token.grant.id_token", "PublicClientApp"],
    ["app.oauth2.as.token.grant.refresh_token", "PublicClientApp"],
  ]);
  expect(events[1]?.debugContext.debugData).toMatchObject({ grantedScopes: "openid, offline_access, read" });
});

requirement("management.okta-log-secrets", async () => {
  const { answer } = await okta.client.authorize(deployed, ada, { parameters: { scope: "openid offline_access" } });
  const { body } = await okta.client.redeem(deployed, answer["code"] ?? "");
  const text = JSON.stringify(await log({ limit: "1000" }));
  const secrets = [answer["code"], body["access_token"], body["id_token"], body["refresh_token"], clientSecret];
  for (const secret of secrets) {
    expect(typeof secret).toBe("string");
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
  }
});

requirement("management.okta-log-switches", async () => {
  const other = await OktaSignIn.start({
    oktaRefusedSecretEvent: "invalid-client-credentials",
    oktaRedirectUriEvent: "none",
  });
  try {
    const app = await other.deploy();
    const act = async (): Promise<void> => {
      await other.client.authorize({ ...app, redirectUri: "https://elsewhere.example/" }, ada);
      await other.client.token({ ...app, clientSecret: "another secret of this app" }, grant);
    };
    const events = await added(act, 'outcome.result eq "FAILURE"', other);
    expect(events.map(({ eventType }) => eventType)).toEqual(["app.oauth2.invalid_client_credentials"]);
  } finally {
    await other.stop();
  }
});

/** Follows the links from page to page. */
async function pages(parameters: Readonly<Record<string, string>>): Promise<readonly (readonly Logged[])[]> {
  const found: (readonly Logged[])[] = [];
  let next: string | undefined = `/logs?${new URLSearchParams(parameters).toString()}`;
  while (next !== undefined && found.length < 20) {
    const response: Response = await okta.ask(next);
    found.push((await response.json()) as readonly Logged[]);
    next = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "")?.[1];
  }
  return found;
}

requirement("management.okta-log-bounded", async () => {
  const scopes = ["openid one.a", "openid two.a", "openid three.a"];
  for (const scope of scopes) await authorize(scope)();
  const bounds = {
    since: iso(-60_000),
    until: iso(60_000),
    limit: "2",
    filter: 'debugContext.debugData.requestedScopes ew ".a"',
  };
  const up = await pages(bounds);
  expect(up.map((page) => page.length)).toEqual([2, 1]);
  const down = await pages({ ...bounds, sortOrder: "DESCENDING" });
  expect(down.flat().map(({ uuid }) => uuid)).toEqual(
    up
      .flat()
      .map(({ uuid }) => uuid)
      .reverse(),
  );
});

function iso(offset: number): string {
  return new Date(okta.clock.now() + offset).toISOString();
}

requirement("management.okta-log-polling", async () => {
  const response = await okta.ask(`/logs?filter=${encodeURIComponent('eventType eq "no.such.type"')}`);
  expect(await response.json()).toEqual([]);
  const [, next] = /<([^>]+)>; rel="next"/.exec(response.headers.get("link") ?? "") ?? [];
  expect(next).toContain("after=");
});

requirement("management.okta-log-filter", async () => {
  await authorize("openid filtered.scope")();
  const count = async (filter: string): Promise<number> => (await log({ filter, limit: "1000" })).length;
  const one = 'debugContext.debugData.requestedScopes co "filtered.scope"';
  expect(await count(one)).toBe(1);
  expect(await count(`${one} and outcome.result eq "SUCCESS"`)).toBe(0);
  expect(await count(`(${one} or eventType eq "none") and not (outcome.result eq "SUCCESS")`)).toBe(1);
  expect(await count(`${one} or eventType eq "none" and outcome.result eq "SUCCESS"`)).toBe(1);
  expect(await count(`${one} AND target.id EQ "${deployed.serverId}" and outcome.reason pr`)).toBe(1);
  expect(await count(`${one} and target.id ne "${deployed.serverId}"`)).toBe(0);
  for (const filter of [
    'eventType eqq "a"',
    'eventType eq "a" and',
    'eventType eq "a" outcome.result eq "b"',
    '(eventType eq "a"',
    "eventType eq a",
    'published gt "2026-01-01T00:00:00Z"',
    'some_field eq "a"',
    'toString constructor "a"',
    `${"(".repeat(200)}eventType pr${")".repeat(200)}`,
  ]) {
    expect(await refused(`filter=${encodeURIComponent(filter)}`)).toMatchObject({ status: 400, errorCode: "E0000053" });
  }
  expect(await refused(`filter=${encodeURIComponent('eventType eqq "a"')}`)).toMatchObject({
    errorSummary: `Invalid filter 'eventType eqq "a"': Unrecognized attribute operator 'eqq' at position 10. Expected: eq,co,sw,pr,gt,ge,lt,le`,
  });
});

requirement("management.okta-log-parameters", async () => {
  const day = 86_400_000;
  expect(await refused("since=yesterday")).toMatchObject({ status: 400, errorCode: "E0000001" });
  expect(await refused("limit=1001")).toMatchObject({ status: 400, errorCode: "E0000001" });
  expect(await refused("sortOrder=UP")).toMatchObject({ status: 400, errorCode: "E0000001" });
  expect(await refused(`q=${"a".repeat(41)}`)).toMatchObject({ status: 400, errorCode: "E0000001" });
  expect(await refused("after=nonsense")).toMatchObject({ status: 400, errorCode: "E0000001" });
  expect(await refused(`since=${iso(-181 * day)}`)).toMatchObject({ status: 400, errorCode: "E0000053" });
  expect(await log({ q: ada, limit: "1" })).toHaveLength(1);
  expect(await log({ q: "nobody@example.com" })).toEqual([]);
});

requirement("management.okta-log-clock", async () => {
  await okta.clock.advance(3 * 3600_000);
  const before = okta.clock.now();
  const [event] = await added(authorize("openid write"));
  expect(Date.parse(event?.published ?? "")).toBeGreaterThanOrEqual(before);
  await okta.clock.advance(100 * 86_400_000);
  expect(await log({ since: iso(-150 * 86_400_000) })).toEqual([]);
});

test("a person who is not signed in leaves nobody's name", async () => {
  const [event] = await added(() =>
    okta.client.authorize(deployed, ada, { parameters: { scope: "openid", prompt: "none" } }),
  );
  expect(event).toMatchObject({ outcome: { reason: "login_required" }, actor: { id: "unknown" } });
});

requirement("management.okta-silent-request", async () => {
  const ask = async (at: Deployed, scope: string) =>
    okta.client.authorize(at, ada, { parameters: { scope, prompt: "none" } });
  expect((await ask(deployed, "openid read")).answer["error"]).toBe("login_required");
  expect((await ask(deployed, "openid unknown.scope")).answer["error"]).toBe("invalid_scope");
  const elsewhere = await ask({ ...deployed, redirectUri: "https://elsewhere.example/" }, "openid");
  expect([elsewhere.answer, elsewhere.page.status]).toEqual([{}, 400]);
  const stranger = await ask({ ...deployed, clientId: "no-such-client" }, "openid");
  expect([stranger.answer, stranger.page.status]).toEqual([{}, 400]);
  // Whether a policy admits somebody is not asked while there is nobody.
  expect((await ask(deployed, "openid write")).answer["error"]).toBe("login_required");
});
