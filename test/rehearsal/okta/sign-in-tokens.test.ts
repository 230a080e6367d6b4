import { afterAll, beforeAll, expect } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { ada, type Deployed, eve, noMatch, OktaSignIn } from "./sign-in-fixture";

let okta: OktaSignIn;
let deployed: Deployed;
beforeAll(async () => {
  okta = await OktaSignIn.start();
  deployed = await okta.deployOpen();
});
afterAll(() => okta.stop());

const invalidRefreshToken = {
  error: "invalid_grant",
  error_description: "The refresh token is invalid or expired.",
};

requirement("okta.access-token", async () => {
  const { body } = await okta.signIn(deployed, ada, "openid offline_access read write");
  const { header, claims } = await okta.client.readToken(`${deployed.issuer}/v1/keys`, body["access_token"]);
  const server = await okta.api("GET", `/authorizationServers/${deployed.serverId}`);
  const { signing } = server["credentials"] as { readonly signing: { readonly kid: string } };
  expect(header).toEqual({ alg: "RS256", kid: signing.kid });
  expect(claims).toEqual({
    ver: 1,
    jti: expect.stringMatching(/^AT\./),
    iss: deployed.issuer,
    aud: (server["audiences"] as readonly string[])[0],
    iat: expect.any(Number),
    exp: Number(claims["iat"]) + 3600,
    cid: deployed.clientId,
    uid: okta.userId(ada),
    scp: ["openid", "offline_access", "read", "write"],
    auth_time: expect.any(Number),
    sub: ada,
  });
  expect(body).toMatchObject({ token_type: "Bearer", expires_in: 3600, scope: "openid offline_access read write" });
});

requirement("okta.id-token", async () => {
  const scope = "openid profile email";
  const { answer } = await okta.authorize(deployed, ada, scope, { parameters: { nonce: "once" } });
  const { body } = await okta.client.redeem(deployed, answer["code"] ?? "");
  const { claims } = await okta.client.readToken(`${deployed.issuer}/v1/keys`, body["id_token"]);
  expect(claims).toMatchObject({
    iss: deployed.issuer,
    aud: deployed.clientId,
    sub: okta.userId(ada),
    nonce: "once",
    preferred_username: ada,
    email: ada,
  });
  expect((await okta.signIn(deployed, ada, "read")).body).not.toHaveProperty("id_token");
});

requirement("okta.refresh-tokens", async () => {
  const codeOnly = await okta.deployOpen({ settings: { grant_types: ["authorization_code"] } });
  const given = await okta.signIn(deployed, ada, "read offline_access");
  const notAsked = await okta.signIn(deployed, ada, "read");
  const notAllowed = await okta.signIn(codeOnly, ada, "read offline_access");
  const refreshed = await okta.client.refresh(deployed, given.body["refresh_token"]);
  expect([notAsked.body, notAllowed.body].map((body) => "refresh_token" in body)).toEqual([false, false]);
  expect(refreshed.body).toMatchObject({ refresh_token: given.body["refresh_token"], scope: "read offline_access" });
});

requirement(
  "okta.refresh-tokens",
  async () => {
    const rotating = await okta.deployOpen({ settings: { refresh_token: { rotation_type: "ROTATE", leeway: 10 } } });
    const { body } = await okta.signIn(rotating, ada, "read offline_access");
    const first = await okta.client.refresh(rotating, body["refresh_token"]);
    const again = await okta.client.refresh(rotating, body["refresh_token"]);
    await okta.clock.advance(11_000);
    const late = await okta.client.refresh(rotating, body["refresh_token"]);
    expect(first.body["refresh_token"]).not.toBe(body["refresh_token"]);
    expect([again.status, late.body]).toEqual([200, invalidRefreshToken]);
  },
  "an app that rotates",
);

requirement("okta.refreshed-policy", async () => {
  const keeping = await OktaSignIn.start({ oktaRefreshedPolicy: "kept" });
  const outcomes: unknown[] = [];
  for (const fixture of [okta, keeping]) {
    const at = await fixture.deploy();
    const rule = await fixture.rule(await fixture.policy(at), ["Everyone"], ["*"]);
    const { body } = await fixture.signIn(at, ada, "read offline_access");
    await fixture.api("POST", `${rule}/lifecycle/deactivate`);
    const refused = await fixture.client.refresh(at, body["refresh_token"]);
    outcomes.push(refused.body["error"] === undefined ? refused.body["scope"] : Object.values(refused.body));
  }
  await keeping.stop();
  expect(outcomes).toEqual([noMatch, "read offline_access"]);
});

requirement("okta.refresh-revoked", async () => {
  const unassigned = await okta.deployOpen();
  const tokens = await okta.signIn(unassigned, ada, "read offline_access");
  await okta.unassign(unassigned.appId, "Everyone");
  const afterUnassigning = await okta.client.refresh(unassigned, tokens.body["refresh_token"]);
  await okta.assign(unassigned.appId, "Everyone");
  await okta.api("POST", `/apps/${unassigned.appId}/lifecycle/deactivate`);
  const afterDeactivating = await okta.client.refresh(unassigned, tokens.body["refresh_token"]);
  const gone = await okta.signIn(deployed, eve, "read offline_access");
  okta.organization.users.delete(okta.userId(eve));
  const afterRemoving = await okta.client.refresh(deployed, gone.body["refresh_token"]);
  expect([afterUnassigning.body, afterDeactivating.status, afterRemoving.body["error"]]).toEqual([
    invalidRefreshToken,
    401,
    "invalid_grant",
  ]);
});

requirement("okta.consent", async () => {
  const ask = async (consentMethod: string, scopeConsent: string): Promise<number> => {
    const serverId = await okta.server();
    await okta.api("POST", `/authorizationServers/${serverId}/scopes`, {
      name: "private",
      consent: scopeConsent,
      displayName: "Read <private> things",
    });
    const at = await okta.deployOpen({ serverId, settings: { consent_method: consentMethod } });
    const { page } = await okta.authorize(at, ada, "read private");
    return page.visited.length;
  };
  const [asked, ...notAsked] = [
    await ask("REQUIRED", "REQUIRED"),
    await ask("TRUSTED", "REQUIRED"),
    await ask("REQUIRED", "IMPLICIT"),
  ];
  expect([asked, notAsked]).toEqual([8, [5, 5]]);
});

requirement(
  "okta.consent",
  async () => {
    const serverId = await okta.server();
    for (const name of ["private", "secret"]) {
      await okta.api("POST", `/authorizationServers/${serverId}/scopes`, { name, consent: "REQUIRED" });
    }
    const at = await okta.deployOpen({ serverId, settings: { consent_method: "REQUIRED" } });
    const decline = { behaviour: { consent: "decline" } } as const;
    const declined = ["access_denied", "The resource owner or authorization server denied the request."];
    expect(await okta.outcome(at, ada, "private", decline)).toEqual(declined);
    expect(await okta.outcome(at, ada, "private")).toBe("private");
    expect(await okta.outcome(at, ada, "private", decline)).toBe("private");
    expect(await okta.outcome(at, ada, "private secret", decline)).toEqual(declined);
    expect(await okta.outcome(at, ada, "private", { ...decline, parameters: { prompt: "consent" } })).toEqual(declined);
  },
  "once for each scope",
);
