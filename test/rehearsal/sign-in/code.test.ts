import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { codeChallenge, codeVerifier } from "../support/sign-in-client";
import { ada, host, keysUrl, redirectUri, registrationAt, secret, SignInFixture, usualClient } from "./fixture";

let fixture: SignInFixture;
beforeAll(async () => {
  fixture = await SignInFixture.start();
  fixture.vendor.clients.set("client-two", { ...usualClient, id: "client-two" });
});
afterAll(() => fixture.stop());

const registration = registrationAt("one");
const offline = { scope: "openid offline_access read" };

async function code(parameters: Readonly<Record<string, string | undefined>> = offline): Promise<string> {
  const { answer, page } = await fixture.client.authorize(registration, ada.login, { parameters });
  if (answer["code"] === undefined) throw new Error(`No code: ${JSON.stringify({ answer, page })}`);
  return answer["code"];
}

test("a code gives an access token, an ID token and a refresh token", async () => {
  const { status, body, headers } = await fixture.client.redeem(
    registration,
    await code({ ...offline, nonce: "once" }),
  );
  const access = await fixture.client.readToken(keysUrl, body["access_token"]);
  const id = await fixture.client.readToken(keysUrl, body["id_token"]);
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(body).toMatchObject({ token_type: "Bearer", expires_in: 600, scope: "openid offline_access read" });
  expect(access.header).toEqual({ alg: "RS256", kid: "key-one" });
  expect(access.claims).toMatchObject({ sub: ada.login, scp: ["openid", "offline_access", "read"] });
  expect(id.claims).toMatchObject({ iss: `https://${host}/one`, sub: ada.id, aud: usualClient.id, nonce: "once" });
  expect(body["refresh_token"]).toEqual(expect.any(String));
});

requirement("sign-in.state-returned", async () => {
  const state = "a&b=c d/%20é\"'<>";
  const { answer } = await fixture.client.authorize(registration, ada.login, { parameters: { state } });
  expect(answer).toEqual({ code: expect.any(String), state });
});

requirement("sign-in.code-single-use", async () => {
  const once = await code();
  const { body } = await fixture.client.redeem(registration, once);
  const again = await fixture.client.redeem(registration, once);
  const refreshed = await fixture.client.refresh(registration, body["refresh_token"]);
  expect(again.body["error"]).toBe("own_code-replayed");
  expect(refreshed.body["error"]).toBe("own_refresh-token-unknown");
});

requirement("sign-in.code-expires", async () => {
  const late = await code();
  await fixture.clock.advance(61_000);
  const { body } = await fixture.client.redeem(registration, late);
  expect(body["error"]).toBe("own_code-expired");
});

requirement("sign-in.code-bound-to-client", async () => {
  const { body } = await fixture.client.redeem(registrationAt("one", "client-two"), await code());
  expect(body["error"]).toBe("own_code-of-other-client");
});

requirement("sign-in.code-bound-to-issuer", async () => {
  const foreign = await fixture.client.redeem(registrationAt("two"), await code());
  const { body } = await fixture.client.redeem(registration, await code());
  const refreshed = await fixture.client.refresh(registrationAt("two"), body["refresh_token"]);
  expect([foreign.body["error"], refreshed.body["error"]]).toEqual(["own_code-unknown", "own_refresh-token-unknown"]);
});

requirement("sign-in.code-bound-to-redirect-uri", async () => {
  const { body } = await fixture.client.redeem(registration, await code(), { redirect_uri: `${redirectUri}/` });
  expect(body["error"]).toBe("own_code-redirect-uri-mismatch");
});

requirement("sign-in.pkce-verified", async () => {
  const verifier = codeVerifier();
  const challenge = { code_challenge: codeChallenge(verifier), code_challenge_method: "S256" };
  const answers = await Promise.all(
    ([{}, { code_verifier: codeVerifier() }, { code_verifier: verifier }] as Record<string, string>[]).map(
      async (form) => fixture.client.redeem(registration, await code({ ...offline, ...challenge }), form),
    ),
  );
  expect(answers.map(({ status, body }) => body["error"] ?? status)).toEqual([
    "own_code-verifier-wrong",
    "own_code-verifier-wrong",
    200,
  ]);
});

requirement("sign-in.pkce-no-downgrade", async () => {
  const { body } = await fixture.client.redeem(registration, await code(), { code_verifier: codeVerifier() });
  expect(body["error"]).toBe("own_code-verifier-wrong");
});

requirement("sign-in.secret-both-ways", async () => {
  const basic = await fixture.client.redeem(registration, await code());
  const posted = { client_id: usualClient.id, client_secret: secret };
  const post = await fixture.client.redeem(registration, await code(), posted);
  const wrongBasic = await fixture.client.redeem({ ...registration, clientSecret: "another secret" }, await code());
  const wrongPost = await fixture.client.redeem(registration, await code(), { ...posted, client_secret: "another" });
  expect([basic.status, post.status, wrongBasic.status, wrongPost.status]).toEqual([200, 200, 401, 401]);
  expect(wrongBasic.headers.get("www-authenticate")).toBe(`Basic realm="https://${host}/one"`);
});

requirement("sign-in.public-client", async () => {
  const silent = await fixture.client.redeem(registration, await code(), { client_id: usualClient.id });
  fixture.vendor.clients.set("public", { ...usualClient, id: "public", authentication: "none" });
  const publicClient = registrationAt("one", "public");
  const { answer } = await fixture.client.authorize(publicClient, ada.login);
  const { status } = await fixture.client.redeem(publicClient, answer["code"] ?? "", { client_id: "public" });
  expect([silent.body["error"], status]).toEqual(["own_client-authentication-unexpected", 200]);
});

requirement("sign-in.decision-counts", async () => {
  fixture.vendor.decide = () => ({
    scopes: ["read"],
    consent: [],
    accessTokenSeconds: 300,
    refreshTokenIdleSeconds: 60,
  });
  const { body } = await fixture.client.redeem(registration, await code({ scope: "read write offline_access" }));
  const { claims } = await fixture.client.readToken(keysUrl, body["access_token"]);
  expect(body).toMatchObject({ scope: "read", expires_in: 300 });
  expect(claims).toMatchObject({ scp: ["read"] });
  expect(body).not.toHaveProperty("refresh_token");
});

requirement("sign-in.person-gone", async () => {
  const unused = await code();
  fixture.vendor.people.delete(ada.id);
  const { body } = await fixture.client.redeem(registration, unused);
  fixture.vendor.people.set(ada.id, ada);
  expect(body["error"]).toBe("own_person-unknown");
});

requirement(
  "sign-in.malformed-refused",
  async () => {
    const send = async (body: string, contentType = "application/x-www-form-urlencoded"): Promise<number> => {
      const response = await fixture.client.fetch(registration.tokenUrl, {
        method: "POST",
        headers: { "content-type": contentType },
        body,
      });
      return response.status;
    };
    const form = `client_id=${usualClient.id}&client_secret=${encodeURIComponent(secret)}&grant_type=authorization_code`;
    expect([
      await send(`${form}&code=one&code=two`),
      await send(`${form}&code=${"x".repeat(100_000)}`),
      await send(JSON.stringify({ grant_type: "authorization_code" }), "application/json"),
      await send("\u0000\u0001", "application/octet-stream"),
    ]).toEqual([400, 400, 400, 400]);
  },
  "at the token endpoint",
);
