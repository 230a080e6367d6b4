import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { Refusal } from "../../../rehearsal/sign-in/refusal";
import { requirement } from "../../support/requirement";
import { codeChallenge, codeVerifier } from "../support/sign-in-client";
import {
  ada,
  eve,
  host,
  keysUrl,
  redirectUri,
  registrationAt,
  SignInFixture,
  usualClient,
  usualDecision,
} from "./fixture";

let fixture: SignInFixture;
beforeAll(async () => {
  fixture = await SignInFixture.start();
});
afterAll(() => fixture.stop());
beforeEach(() => {
  fixture.vendor.clients.set(usualClient.id, usualClient);
  fixture.vendor.decide = ({ scopes }) => ({ ...usualDecision, scopes: scopes.length === 0 ? ["read"] : scopes });
});

const registration = registrationAt("one");

requirement("sign-in.redirect-uri-exact", async () => {
  const others = [
    `${redirectUri}/`,
    `${redirectUri}?a=b`,
    `${redirectUri}#here`,
    redirectUri.toUpperCase(),
    redirectUri.replace("https", "http"),
    redirectUri.replace("client.", "client.example.com.evil."),
    "https://client.example.com/callback/../other",
    "//client.example.com/callback",
    "javascript:alert(1)",
    "",
  ];
  for (const other of others) {
    const { page, answer } = await fixture.client.authorize(registration, ada.login, {
      parameters: { redirect_uri: other },
    });
    expect([other, page.status, answer]).toEqual([other, other === "" ? 400 : 418, {}]);
  }
});

requirement("sign-in.no-open-redirect", async () => {
  for (const parameters of [
    { client_id: "unknown" },
    { client_id: undefined },
    { redirect_uri: "https://evil.example.com/callback" },
    { redirect_uri: "https://evil.example.com/callback", response_type: "token" },
    { redirect_uri: "https://evil.example.com/callback", scope: "\u0007" },
    { redirect_uri: undefined },
  ]) {
    const { page } = await fixture.client.authorize(registration, ada.login, { parameters });
    expect(page.host).toBe(host);
    expect(page.status).toBeGreaterThanOrEqual(400);
    expect(page.visited).toHaveLength(1);
  }
});

requirement(
  "sign-in.no-open-redirect",
  async () => {
    fixture.vendor.clients.set(usualClient.id, { ...usualClient, redirectUris: [] });
    const { page, answer } = await fixture.client.authorize(registration, ada.login);
    expect([page.text.includes("redirect-uri-mismatch"), answer]).toEqual([true, {}]);
  },
  "a client without any",
);

requirement("sign-in.errors-redirected", async () => {
  fixture.vendor.decide = () => {
    throw new Refusal("access_denied", "not you, & nobody else", "policy");
  };
  const { answer } = await fixture.client.authorize(registration, ada.login);
  expect(answer).toEqual({ error: "access_denied", error_description: "not you, & nobody else", state: "a state" });
});

requirement(
  "sign-in.errors-redirected",
  async () => {
    const answers = await Promise.all(
      [{ response_type: "token" }, { scope: "\u0007" }, { prompt: "dance" }, { prompt: "none login" }].map(
        async (parameters) => (await fixture.client.authorize(registration, ada.login, { parameters })).answer,
      ),
    );
    expect(answers.map(({ error, state }) => [error, state])).toEqual([
      ["own_response-type-unsupported", "a state"],
      ["own_scope-malformed", "a state"],
      ["invalid_request", "a state"],
      ["invalid_request", "a state"],
    ]);
  },
  "what is wrong with the request itself",
);

requirement(
  "sign-in.errors-redirected",
  async () => {
    fixture.vendor.clients.set(usualClient.id, { ...usualClient, grantTypes: ["refresh_token"] });
    const { answer } = await fixture.client.authorize(registration, ada.login);
    expect(answer).toMatchObject({ error: "own_response-type-not-enabled" });
  },
  "a client that may have no code",
);

requirement("sign-in.query-mode-only", async () => {
  for (const mode of ["fragment", "form_post", "jwt"]) {
    const parameters = { response_mode: mode };
    const { answer } = await fixture.client.authorize(registration, ada.login, { parameters });
    expect(answer).toMatchObject({ error: "own_response-mode-unsupported" });
  }
});

requirement("sign-in.pkce-required", async () => {
  fixture.vendor.clients.set(usualClient.id, { ...usualClient, pkceRequired: true });
  const challenge = { code_challenge: codeChallenge(codeVerifier()) };
  const answers = await Promise.all(
    [{}, { ...challenge, code_challenge_method: "plain" }, { ...challenge, code_challenge_method: "S256" }].map(
      async (parameters) => (await fixture.client.authorize(registration, ada.login, { parameters })).answer,
    ),
  );
  expect(answers).toMatchObject([
    { error: "own_pkce-required" },
    { error: "own_pkce-method-unsupported" },
    { code: expect.any(String) },
  ]);
});

requirement("sign-in.prompt-none", async () => {
  const browser = fixture.client.browser();
  const ask = async (prompt?: string): Promise<unknown> => {
    const { answer } = await fixture.client.authorize(registration, ada.login, { browser, parameters: { prompt } });
    return answer["error"] ?? "code" in answer;
  };
  const before = await ask("none");
  await ask();
  const after = await ask("none");
  fixture.vendor.decide = () => ({ ...usualDecision, scopes: ["read"], consent: [{ name: "read", text: "Read" }] });
  expect([before, after, await ask("none")]).toEqual(["own_login-required", true, "own_consent-required"]);
});

requirement("sign-in.prompt-login", async () => {
  const browser = fixture.client.browser();
  const parameters = { prompt: "login" };
  await fixture.client.signIn(registration, ada.login, { browser });
  const { body } = await fixture.client.signIn(registration, eve.login, { browser, parameters });
  const silent = await fixture.client.signIn(registration, "nobody", { browser });
  const subjects = await Promise.all(
    [body, silent.body].map((tokens) => fixture.client.readToken(keysUrl, tokens["access_token"])),
  );
  expect(subjects.map(({ claims }) => claims["sub"])).toEqual([eve.login, eve.login]);
});

requirement("sign-in.session-remembered", async () => {
  const browser = fixture.client.browser();
  const first = await fixture.client.authorize(registration, ada.login, { browser });
  const again = await fixture.client.authorize(registration, "nobody", { browser });
  const other = await fixture.client.authorize(registrationAt("two"), "nobody", { browser });
  await fixture.clock.advance(25 * 3600 * 1000);
  const tomorrow = await fixture.client.authorize(registration, ada.login, { browser });
  expect([first, again, other, tomorrow].map(({ page }) => page.visited.length)).toEqual([5, 2, 2, 5]);
});

requirement(
  "sign-in.person-gone",
  async () => {
    const browser = fixture.client.browser();
    await fixture.client.authorize(registration, ada.login, { browser });
    fixture.vendor.people.delete(ada.id);
    const gone = await fixture.client.authorize(registration, ada.login, { browser });
    const other = await fixture.client.signIn(registration, eve.login, { browser });
    fixture.vendor.people.set(ada.id, ada);
    const { claims } = await fixture.client.readToken(keysUrl, other.body["access_token"]);
    expect([gone.answer, claims["sub"]]).toEqual([{}, eve.login]);
  },
  "in a browser that knew the person",
);

requirement(
  "sign-in.malformed-refused",
  async () => {
    const twice = `${fixture.client.authorizeUrl(registration)}&scope=read&scope=write`;
    const page = await fixture.client.browser().open(twice, ada.login, { stopAt: (url) => url.host !== host });
    expect(page.visited.at(-1)).toContain("error=invalid_request");
  },
  "a parameter that comes twice",
);

test("a vendor sees the resources of a request, and the library does not", async () => {
  const url = `${fixture.client.authorizeUrl(registration)}&resource=urn%3Aa&resource=https%3A%2F%2Fb.example.com`;
  const codes: (string | null)[] = [];
  await fixture.client.browser().open(url, ada.login, {
    stopAt: ({ host: to, searchParams }) => to !== host && codes.push(searchParams.get("code")) > 0,
  });
  const refused = await fixture.client.redeem(registration, codes[0] ?? "", { resource: "urn:unknown" });
  expect(fixture.vendor.resources).toEqual(["urn:a", "https://b.example.com"]);
  expect(refused.body).toMatchObject({ error: "invalid_target" });
});
