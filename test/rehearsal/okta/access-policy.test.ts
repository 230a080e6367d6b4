import { afterAll, beforeAll, expect } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { claimsOf } from "../support/sign-in-client";
import { ada, ben, type Deployed, eve, noMatch, OktaSignIn } from "./sign-in-fixture";

let okta: OktaSignIn;
beforeAll(async () => {
  okta = await OktaSignIn.start();
});
afterAll(() => okta.stop());

/** Lifetime of the token that somebody gets: it tells which policy rule decided. */
async function minutes(deployed: Deployed, login: string, scope = "read"): Promise<number> {
  const { body } = await okta.signIn(deployed, login, scope);
  return Number(body["expires_in"]) / 60;
}

const lifetime = (accessTokenLifetimeMinutes: number): { readonly token: Record<string, number> } => ({
  token: { accessTokenLifetimeMinutes },
});

requirement("okta.no-policy-rule-matches", async () => {
  const deployed = await okta.deploy();
  const withoutPolicy = await okta.outcome(deployed, ada, "read");
  const path = await okta.policy(deployed);
  const withoutRule = await okta.outcome(deployed, ada, "read");
  await okta.rule(path, ["Editors"], ["read"]);
  const forOthers = await okta.outcome(deployed, ben, "read");
  expect([withoutPolicy, withoutRule, forOthers]).toEqual([noMatch, noMatch, noMatch]);
});

requirement("okta.priority-decides", async () => {
  const deployed = await okta.deploy();
  const late = await okta.policy(deployed);
  await okta.rule(late, ["Everyone"], ["*"], lifetime(30));
  const early = await okta.policy(deployed, undefined, 1);
  await okta.rule(early, ["Everyone"], ["*"], lifetime(20));
  await okta.rule(early, ["Everyone"], ["*"], { ...lifetime(10), priority: 1 });
  expect(await minutes(deployed, ada)).toBe(10);
});

requirement("okta.falls-through", async () => {
  const deployed = await okta.deploy();
  const first = await okta.policy(deployed);
  await okta.rule(first, ["Editors"], ["read"], lifetime(10));
  await okta.rule(first, ["Everyone"], ["write"], lifetime(20));
  const second = await okta.policy(deployed);
  await okta.rule(second, ["Readers"], ["read"], lifetime(30));
  expect([await minutes(deployed, ada), await minutes(deployed, ben), await minutes(deployed, ben, "write")]).toEqual([
    10, 30, 20,
  ]);
});

requirement("okta.inactive-passed-over", async () => {
  const deployed = await okta.deploy();
  const first = await okta.policy(deployed);
  const inFirst = await okta.rule(first, ["Everyone"], ["*"], lifetime(10));
  const second = await okta.policy(deployed);
  await okta.rule(second, ["Everyone"], ["*"], lifetime(20));
  await okta.api("POST", `${inFirst}/lifecycle/deactivate`);
  const withoutRule = await minutes(deployed, ada);
  await okta.api("POST", `${inFirst}/lifecycle/activate`);
  await okta.api("POST", `${first}/lifecycle/deactivate`);
  const withoutPolicy = await minutes(deployed, ada);
  await okta.api("POST", `${first}/lifecycle/activate`);
  expect([withoutRule, withoutPolicy, await minutes(deployed, ada)]).toEqual([20, 20, 10]);
});

requirement("okta.policy-for-client", async () => {
  const deployed = await okta.deploy({ serverId: await okta.server() });
  const other = await okta.deploy();
  await okta.rule(await okta.policy(deployed, [other.clientId]), ["Everyone"], ["*"]);
  const forAnother = await okta.outcome(deployed, ada, "read");
  await okta.rule(await okta.policy(deployed, ["ALL_CLIENTS"]), ["Everyone"], ["*"]);
  expect([forAnother, await okta.outcome(deployed, ada, "read")]).toEqual([noMatch, "read"]);
});

requirement("okta.rule-grant-type", async () => {
  const deployed = await okta.deploy();
  const path = await okta.policy(deployed);
  const grants = { grantTypes: { include: ["client_credentials", "implicit"] } };
  await okta.rule(path, ["Everyone"], ["*"], { conditions: grants });
  expect(await okta.outcome(deployed, ada, "read")).toEqual(noMatch);
});

requirement("okta.rule-people", async () => {
  const people = (
    groups: { include?: readonly string[]; exclude?: readonly string[] },
    users: { include?: readonly string[]; exclude?: readonly string[] } = {},
  ): unknown => ({
    groups: {
      include: groups.include?.map((name) => okta.groupId(name)),
      exclude: groups.exclude?.map((name) => okta.groupId(name)),
    },
    users: {
      include: users.include?.map((login) => okta.userId(login)),
      exclude: users.exclude?.map((login) => okta.userId(login)),
    },
  });
  const admitted = async (condition: unknown): Promise<readonly boolean[]> => {
    const deployed = await okta.deploy();
    await okta.rule(await okta.policy(deployed), [], ["*"], { conditions: { people: condition } });
    const outcomes = await Promise.all([ada, ben, eve].map((login) => okta.outcome(deployed, login, "read")));
    return outcomes.map((outcome) => outcome === "read");
  };
  expect(await admitted(people({ include: ["Readers"] }))).toEqual([true, true, false]);
  expect(await admitted(people({ include: ["Readers"], exclude: ["Editors"] }))).toEqual([false, true, false]);
  expect(await admitted(people({ include: ["Readers"] }, { exclude: [ben] }))).toEqual([true, false, false]);
  expect(await admitted(people({}, { include: [eve] }))).toEqual([false, false, true]);
  expect(await admitted(people({ include: ["Editors"] }, { include: [eve] }))).toEqual([true, false, true]);
  expect(await admitted(people({ exclude: ["Editors"] }, { include: [ada, ben] }))).toEqual([false, true, false]);
});

requirement("okta.everyone-voids-exclusions", async () => {
  const exclude = { groups: [okta.groupId("Editors")], users: [okta.userId(ben)] };
  for (const everyone of [okta.groupId("Everyone"), "EVERYONE"]) {
    const deployed = await okta.deploy();
    const people = { groups: { include: [everyone], exclude: exclude.groups }, users: { exclude: exclude.users } };
    await okta.rule(await okta.policy(deployed), [], ["*"], { conditions: { people } });
    const outcomes = await Promise.all([ada, ben, eve].map((login) => okta.outcome(deployed, login, "read")));
    expect(outcomes).toEqual(["read", "read", "read"]);
  }
});

requirement("okta.scopes-of-one-rule", async () => {
  const deployed = await okta.deploy();
  const path = await okta.policy(deployed);
  await okta.rule(path, ["Everyone"], ["openid", "read"]);
  await okta.rule(path, ["Everyone"], ["offline_access", "write"]);
  const outcomes = await Promise.all(
    [
      "read",
      "openid read",
      "openid",
      "offline_access write",
      "read write",
      "openid write",
      "openid offline_access",
    ].map((scope) => okta.outcome(deployed, ada, scope)),
  );
  expect(outcomes).toEqual(["read", "openid read", "openid", "offline_access write", noMatch, noMatch, noMatch]);
});

requirement("okta.all-scopes", async () => {
  const deployed = await okta.deployOpen();
  const scope = "openid profile offline_access read write";
  expect(await okta.outcome(deployed, eve, scope)).toBe(scope);
});

requirement("okta.rule-lifetimes", async () => {
  const deployed = await okta.deploy();
  const token = { accessTokenLifetimeMinutes: 5, refreshTokenLifetimeMinutes: 30, refreshTokenWindowMinutes: 20 };
  await okta.rule(await okta.policy(deployed), ["Everyone"], ["*"], { token });
  const { body } = await okta.signIn(deployed, ada, "read offline_access");
  const { iat, exp } = claimsOf(body["access_token"]) as Record<"iat" | "exp", number>;
  const statuses: number[] = [];
  for (const later of [15, 10, 10]) {
    await okta.clock.advance(later * 60_000);
    statuses.push((await okta.client.refresh(deployed, body["refresh_token"])).status);
  }
  const unused = await okta.signIn(deployed, ada, "read offline_access");
  await okta.clock.advance(21 * 60_000);
  const idle = await okta.client.refresh(deployed, unused.body["refresh_token"]);
  expect([body["expires_in"], exp - iat, statuses, idle.body]).toEqual([
    300,
    300,
    [200, 200, 400],
    { error: "invalid_grant", error_description: "The refresh token is invalid or expired." },
  ]);
});

requirement("okta.unknown-scope", async () => {
  const deployed = await okta.deployOpen();
  const { answer, page } = await okta.authorize(deployed, ada, "read delete");
  expect(answer).toEqual({
    error: "invalid_scope",
    error_description: "One or more scopes are not configured for the authorization server resource.",
    state: "a state",
  });
  expect(page.visited).toHaveLength(2);
});

requirement("okta.default-scopes", async () => {
  const deployed = await okta.deploy({ serverId: await okta.server() });
  for (const name of ["usual", "more"]) {
    await okta.api("POST", `/authorizationServers/${deployed.serverId}/scopes`, { name, default: true });
  }
  const path = await okta.policy(deployed);
  await okta.rule(path, ["Editors"], ["usual", "more", "read"]);
  await okta.rule(path, ["Readers"], ["usual", "read"]);
  await okta.rule(path, ["Everyone"], ["read"]);
  const outcomes = await Promise.all([ada, ben, eve].map((login) => okta.outcome(deployed, login, undefined)));
  expect(outcomes).toEqual(["usual more", "usual", noDefault]);
});

requirement("okta.no-default-scope", async () => {
  const deployed = await okta.deployOpen();
  const { page } = await okta.authorize(deployed, ada, undefined);
  expect([await okta.outcome(deployed, ada, undefined), await okta.outcome(deployed, ada, "")]).toEqual([
    noDefault,
    noDefault,
  ]);
  expect(page.visited).toHaveLength(2);
});

const noDefault = [
  "invalid_scope",
  "The authorization server resource does not have any configured default scopes, 'scope' must be provided.",
];

requirement("okta.not-assigned", async () => {
  const deployed = await okta.deployOpen();
  await okta.unassign(deployed.appId, "Everyone");
  const nobody = await okta.outcome(deployed, ada, "read");
  await okta.assign(deployed.appId, "Editors");
  const outcomes = [await okta.outcome(deployed, ada, "read"), await okta.outcome(deployed, ben, "read")];
  const refused = ["access_denied", "User is not assigned to the client application."];
  expect([nobody, ...outcomes]).toEqual([refused, "read", refused]);
});
