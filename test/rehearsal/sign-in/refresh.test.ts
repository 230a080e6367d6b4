import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Refusal } from "../../../rehearsal/sign-in/refusal";
import { requirement } from "../../support/requirement";
import type { TokenAnswer } from "../support/sign-in-client";
import { ada, keysUrl, registrationAt, SignInFixture, usualClient, usualDecision } from "./fixture";

let fixture: SignInFixture;
beforeAll(async () => {
  fixture = await SignInFixture.start();
});
afterAll(() => fixture.stop());
beforeEach(() => {
  fixture.vendor.clients.set(usualClient.id, usualClient);
  fixture.vendor.decide = ({ scopes }) => ({ ...usualDecision, scopes });
  fixture.vendor.renew = (_client, _person, earlier) => earlier;
});

const registration = registrationAt("one");
const minute = 60_000;

function signIn(scope = "openid offline_access read write"): Promise<TokenAnswer> {
  return fixture.client.signIn(registration, ada.login, { parameters: { scope } });
}

requirement("sign-in.refresh-on-request", async () => {
  const asked = await signIn();
  const notAsked = await signIn("openid read");
  fixture.vendor.clients.set(usualClient.id, { ...usualClient, grantTypes: ["authorization_code"] });
  const notAllowed = await signIn();
  const refused = await fixture.client.refresh(registration, asked.body["refresh_token"]);
  expect([asked, notAsked, notAllowed].map(({ body }) => "refresh_token" in body)).toEqual([true, false, false]);
  expect(refused.body["error"]).toBe("own_grant-type-not-enabled");
});

requirement("sign-in.refresh-bound-to-client", async () => {
  fixture.vendor.clients.set("client-two", { ...usualClient, id: "client-two" });
  const { body } = await signIn();
  const refused = await fixture.client.refresh(registrationAt("one", "client-two"), body["refresh_token"]);
  expect(refused.body["error"]).toBe("own_refresh-token-of-other-client");
});

requirement("sign-in.refresh-narrower", async () => {
  const { body } = await signIn();
  const fewer = await fixture.client.refresh(registration, body["refresh_token"], { scope: "read" });
  const more = await fixture.client.refresh(registration, body["refresh_token"], { scope: "read delete" });
  const all = await fixture.client.refresh(registration, body["refresh_token"]);
  const { claims } = await fixture.client.readToken(keysUrl, fewer.body["access_token"]);
  expect([claims["scp"], more.body["error"], all.body["scope"]]).toEqual([
    ["read"],
    "own_scope-exceeds-grant",
    "openid offline_access read write",
  ]);
});

requirement("sign-in.refresh-ends", async () => {
  fixture.vendor.decide = ({ scopes }) => ({
    ...usualDecision,
    scopes,
    refreshTokenIdleSeconds: 3600,
    refreshTokenSeconds: 9000,
  });
  const { body } = await signIn();
  const statuses: unknown[] = [];
  for (let used = 0; used < 3; used += 1) {
    await fixture.clock.advance(50 * minute);
    const answer = await fixture.client.refresh(registration, body["refresh_token"]);
    statuses.push(answer.body["error"] ?? answer.status);
  }
  const unused = await signIn();
  await fixture.clock.advance(61 * minute);
  const idle = await fixture.client.refresh(registration, unused.body["refresh_token"]);
  expect([...statuses, idle.body["error"]]).toEqual([
    200,
    200,
    "own_refresh-token-expired",
    "own_refresh-token-expired",
  ]);
});

test("a refresh token that does not rotate stays the same", async () => {
  const { body } = await signIn();
  const refreshed = await fixture.client.refresh(registration, body["refresh_token"]);
  expect(refreshed.body["refresh_token"]).toBe(body["refresh_token"]);
});

requirement("sign-in.refresh-rotated", async () => {
  const refreshTokens = { rotated: true, graceSeconds: 30 };
  fixture.vendor.clients.set(usualClient.id, { ...usualClient, refreshTokens });
  const { body } = await signIn();
  const first = await fixture.client.refresh(registration, body["refresh_token"]);
  const inGrace = await fixture.client.refresh(registration, body["refresh_token"]);
  await fixture.clock.advance(31_000);
  const late = await fixture.client.refresh(registration, body["refresh_token"]);
  const newest = await fixture.client.refresh(registration, first.body["refresh_token"]);
  expect(first.body["refresh_token"]).not.toBe(body["refresh_token"]);
  expect([inGrace.status, late.body["error"], newest.body["error"]]).toEqual([
    200,
    "own_refresh-token-replayed",
    "own_refresh-token-unknown",
  ]);
});

test("the vendor decides again at a refresh, or refuses", async () => {
  const { body } = await signIn();
  fixture.vendor.renew = (_client, _person, earlier) => ({ ...earlier, scopes: ["read"], accessTokenSeconds: 60 });
  const narrowed = await fixture.client.refresh(registration, body["refresh_token"]);
  fixture.vendor.renew = () => {
    throw new Refusal("invalid_grant", "no longer", "policy");
  };
  const refused = await fixture.client.refresh(registration, body["refresh_token"]);
  expect(narrowed.body).toMatchObject({ scope: "read", expires_in: 60 });
  expect(refused.body).toEqual({ error: "invalid_grant", error_description: "no longer" });
});

requirement("sign-in.cloud-time", async () => {
  const before = Math.floor(fixture.clock.now() / 1000);
  const { body } = await signIn();
  await fixture.clock.advance(30 * minute);
  const refreshed = await fixture.client.refresh(registration, body["refresh_token"]);
  const tokens = [body["access_token"], body["id_token"], refreshed.body["access_token"], refreshed.body["id_token"]];
  const read = await Promise.all(tokens.map((token) => fixture.client.readToken(keysUrl, token)));
  const [access, id, later, laterId] = read.map(({ claims }) => claims as Record<"iat" | "exp" | "auth_time", number>);
  expect(access?.iat).toBeGreaterThanOrEqual(before);
  expect(access?.iat).toBeLessThan(before + 60);
  expect(later?.iat).toBeGreaterThanOrEqual(before + 1800);
  expect(later?.auth_time).toBe(access?.auth_time);
  expect([access, later].map((claims) => (claims?.exp ?? 0) - (claims?.iat ?? 0))).toEqual([600, 600]);
  expect((laterId?.iat ?? 0) - (id?.iat ?? 0)).toBeGreaterThanOrEqual(1800);
});
