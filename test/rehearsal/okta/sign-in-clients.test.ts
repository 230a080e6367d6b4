import { afterAll, beforeAll, expect } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { codeChallenge, codeVerifier } from "../support/sign-in-client";
import { host } from "./fixture";
import { ada, clientSecret, type Deployed, noMatch, OktaSignIn, redirectUri } from "./sign-in-fixture";

let okta: OktaSignIn;
let deployed: Deployed;
beforeAll(async () => {
  okta = await OktaSignIn.start();
  deployed = await okta.deployOpen();
});
afterAll(() => okta.stop());

async function code(at = deployed, scope = "read"): Promise<string> {
  const { answer } = await okta.authorize(at, ada, scope);
  if (answer["code"] === undefined) throw new Error(`No code: ${JSON.stringify(answer)}`);
  return answer["code"];
}

requirement("okta.unknown-client", async () => {
  const unknown = { ...deployed, clientId: "no-such-client" };
  const { page, answer } = await okta.authorize(unknown, ada, "read");
  const { status, body } = await okta.client.redeem(unknown, "a code");
  expect([page.host, page.status, answer, page.text]).toEqual([
    host,
    400,
    {},
    expect.stringContaining("Invalid value for 'client_id' parameter."),
  ]);
  expect([status, body["errorCode"], body["errorSummary"]]).toEqual([
    401,
    "invalid_client",
    "Invalid value for 'client_id' parameter.",
  ]);
});

requirement(
  "okta.unknown-client",
  async () => {
    const other = await okta.deployOpen();
    const unused = await code(other);
    await okta.api("POST", `/apps/${other.appId}/lifecycle/deactivate`);
    const { page } = await okta.authorize(other, ada, "read");
    const redeemed = await okta.client.redeem(other, unused);
    await okta.api("POST", `/apps/${other.appId}/lifecycle/activate`);
    expect([page.text.includes("'client_id'"), redeemed.status]).toEqual([true, 401]);
    expect(await okta.outcome(other, ada, "read")).toBe("read");
  },
  "an app that is inactive",
);

requirement("okta.redirect-uri-page", async () => {
  for (const wrong of [`${redirectUri}0`, `${redirectUri}/`, "https://evil.example.com/"]) {
    const { page, answer } = await okta.authorize(deployed, ada, "read", { parameters: { redirect_uri: wrong } });
    expect(answer).toEqual({});
    expect(page).toMatchObject({
      host,
      status: 400,
      text: expect.stringContaining(
        "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.",
      ),
    });
  }
});

requirement("okta.state-required", async () => {
  expect(await okta.outcome(deployed, ada, "read", { parameters: { state: undefined } })).toEqual([
    "invalid_request",
    "The authentication request has an invalid 'state' parameter.",
  ]);
});

requirement("okta.pkce-required", async () => {
  const strict = await okta.deployOpen({ credentials: { pkce_required: true } });
  const verifier = codeVerifier();
  const parameters = { scope: "read", code_challenge: codeChallenge(verifier), code_challenge_method: "S256" };
  const { answer } = await okta.client.authorize(strict, ada, { parameters });
  const without = await okta.client.redeem(strict, answer["code"] ?? "");
  const redeemed = await okta.client.redeem(strict, answer["code"] ?? "", { code_verifier: verifier });
  expect(await okta.outcome(strict, ada, "read")).toEqual([
    "invalid_request",
    "PKCE code challenge is required by the application.",
  ]);
  expect([without.body["error_description"], redeemed.status]).toEqual(["PKCE verification failed.", 200]);
});

requirement("okta.response-type", async () => {
  for (const type of ["token", "id_token", "code token"]) {
    expect(await okta.outcome(deployed, ada, "read", { parameters: { response_type: type } })).toEqual([
      "unsupported_response_type",
      "The response type is not supported by the authorization server. Configured response types: [code].",
    ]);
  }
});

requirement("okta.grant-type", async () => {
  const settings = { grant_types: ["authorization_code"] };
  const codeOnly = await okta.deployOpen({ settings });
  const refreshed = await okta.client.refresh(codeOnly, "a refresh token");
  const exotic = await okta.client.token(codeOnly, { grant_type: "password" });
  expect([refreshed.body, exotic.body]).toEqual([
    {
      error: "unauthorized_client",
      error_description:
        "The client is not authorized to use the provided grant type. Configured grant types: [authorization_code].",
    },
    {
      error: "unsupported_grant_type",
      error_description:
        "The authorization grant type is not supported by the authorization server. Configured grant types: [authorization_code].",
    },
  ]);
});

requirement("okta.prompt-none", async () => {
  expect(await okta.outcome(deployed, ada, "read", { parameters: { prompt: "none" } })).toEqual([
    "login_required",
    "The client specified not to prompt, but the user is not logged in.",
  ]);
});

requirement("okta.secret-wrong", async () => {
  const wrong = await okta.client.redeem({ ...deployed, clientSecret: `${clientSecret}!` }, await code());
  const none = await okta.client.redeem(deployed, await code(), { client_id: deployed.clientId });
  const empty = await okta.client.redeem({ ...deployed, clientSecret: "" }, await code());
  expect([empty.status, empty.body]).toEqual([none.status, none.body]);
  expect([wrong.status, wrong.body, none.status, none.body]).toEqual([
    401,
    {
      error: "invalid_client",
      error_description: "The client secret supplied for a confidential client is invalid.",
    },
    401,
    {
      error: "invalid_client",
      error_description: "Client authentication failed. Either the client or the client credentials are invalid.",
    },
  ]);
});

requirement(
  "okta.secret-wrong",
  async () => {
    const rotated = await okta.deployOpen();
    const unused = await code(rotated);
    const app = await okta.api("GET", `/apps/${rotated.appId}`);
    const { oauthClient } = app["credentials"] as { readonly oauthClient: Readonly<Record<string, unknown>> };
    const credentials = { oauthClient: { ...oauthClient, client_secret: "another-secret-of-the-app" } };
    await okta.api("PUT", `/apps/${rotated.appId}`, { ...app, credentials });
    const old = await okta.client.redeem(rotated, unused);
    const fresh = await okta.client.redeem({ ...rotated, clientSecret: "another-secret-of-the-app" }, unused);
    expect([old.status, fresh.status]).toEqual([401, 200]);
  },
  "after a rotation",
);

requirement("okta.client-authentication", async () => {
  const strict = await OktaSignIn.start({ oktaClientAuthentication: "registered" });
  const outcomes: number[] = [];
  for (const fixture of [okta, strict]) {
    for (const method of ["client_secret_basic", "client_secret_post"]) {
      const at = await fixture.deployOpen({ credentials: { token_endpoint_auth_method: method } });
      const posted: Readonly<Record<string, string>> = { client_id: at.clientId, client_secret: clientSecret };
      for (const form of [{}, posted]) {
        const { answer } = await fixture.authorize(at, ada, "read");
        outcomes.push((await fixture.client.redeem(at, answer["code"] ?? "", form)).status);
      }
    }
  }
  await strict.stop();
  expect(outcomes).toEqual([200, 200, 200, 200, 200, 401, 401, 200]);
});

requirement("okta.code-refused", async () => {
  const other = await okta.deployOpen();
  const used = await code();
  await okta.client.redeem(deployed, used);
  const late = await code();
  await okta.clock.advance(301_000);
  const redeemed = [
    await okta.client.redeem(deployed, "never given"),
    await okta.client.redeem(deployed, used),
    await okta.client.redeem(deployed, late),
    await okta.client.redeem(other, await code()),
    await okta.client.redeem(deployed, await code(), { redirect_uri: "https://other.example.com/" }),
  ];
  const invalid = "The authorization code is invalid or has expired.";
  const mismatch = "The 'redirect_uri' does not match the redirection URI used in the authorization request.";
  expect(redeemed.map(({ status, body }) => [status, body["error"], body["error_description"]])).toEqual(
    [invalid, invalid, invalid, invalid, mismatch].map((text) => [400, "invalid_grant", text]),
  );
});

requirement("okta.resource-parameter", async () => {
  const strict = await OktaSignIn.start({ oktaResourceParameter: "refused" });
  const there = await strict.deployOpen();
  const parameters = { resource: "https://weather.example.com/mcp" };
  const outcomes = [
    await okta.outcome(deployed, ada, "read", { parameters }),
    await strict.outcome(there, ada, "read", { parameters }),
  ];
  const redeemed = await okta.client.redeem(deployed, await code(), parameters);
  const { answer } = await strict.authorize(there, ada, "read");
  const refused = await strict.client.redeem(there, answer["code"] ?? "", parameters);
  await strict.stop();
  expect(outcomes).toEqual(["read", ["invalid_target", "The 'resource' parameter is not accepted."]]);
  expect([redeemed.status, refused.body["error"]]).toEqual([200, "invalid_target"]);
});

requirement("okta.forged-credentials", async () => {
  const unsigned = (claims: Readonly<Record<string, unknown>>): string =>
    [{ alg: "none" }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".")
      .concat(".");
  const claims = { iss: deployed.clientId, sub: deployed.clientId, aud: deployed.issuer, exp: 9_999_999_999, jti: "1" };
  const assertion = await okta.client.redeem(deployed, await code(), {
    client_id: deployed.clientId,
    client_assertion: unsigned(claims),
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  });
  const request = unsigned({ ...claims, scope: "read write", redirect_uri: "https://evil.example.com/" });
  const requested = await okta.authorize(deployed, ada, "read", { parameters: { request } });
  const { body } = await okta.signIn(deployed, ada, "read offline_access");
  const asRefreshToken = await okta.client.refresh(deployed, body["access_token"]);
  const asCode = await okta.client.redeem(deployed, String(body["refresh_token"]));
  expect(assertion.status).toBe(401);
  expect(requested.answer).toEqual({ error: "request_not_supported", state: "a state" });
  expect([asRefreshToken.body["error"], asCode.body["error"]]).toEqual(["invalid_grant", "invalid_grant"]);
});

requirement("okta.journal", async () => {
  const from = okta.journal.length;
  const closed = await okta.deploy();
  expect(await okta.outcome(closed, ada, "openid read")).toEqual(noMatch);
  await okta.unassign(closed.appId, "Everyone");
  await okta.outcome(closed, ada, "read");
  await okta.outcome(closed, ada, "unknown");
  await okta.authorize(deployed, ada, "read", { parameters: { redirect_uri: "https://evil.example.com/" } });
  const entries = okta.journal.entries(from);
  const reason = (text: string): string => text.replace(/^refused an authorization code: \w+ \((\w+)\).*$/, "$1");
  expect(entries.map(({ party, where, outcome, text }) => [party, where, outcome, reason(text)])).toEqual(
    ["no_matching_policy", "user_not_assigned", "invalid_scope", "illegal_redirect_uri"].map((text) => [
      "identity provider",
      host,
      "refused",
      text,
    ]),
  );
  expect(entries[0]?.text).toBe(
    "refused an authorization code: access_denied (no_matching_policy) " +
      '"Policy evaluation failed for this request, please check the policy configurations.": ' +
      `client "${closed.clientId}", person "${ada}", requested scopes "openid read"`,
  );
});
