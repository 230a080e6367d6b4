import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createBrowser } from "../../../rehearsal/sign-in/browser";
import { requirement } from "../../support/requirement";
import { ada, host, registrationAt, SignInFixture, usualClient, usualDecision } from "./fixture";

let fixture: SignInFixture;
beforeAll(async () => {
  fixture = await SignInFixture.start();
});
afterAll(() => fixture.stop());
beforeEach(() => {
  fixture.vendor.decide = ({ scopes }) => ({ ...usualDecision, scopes });
});

const registration = registrationAt("one");
const parameters = { scope: "read" };
const hostile = `<script>alert("1")</script>' & more`;

/** A page as it travels: its address, headers and HTML. */
interface RawPage {
  readonly url: string;
  readonly response: Response;
  readonly html: string;
}

/** The sign-in page that a request without cookies leads to, and the cookies that it sets. */
async function signInPage(): Promise<RawPage & { readonly cookies: readonly string[] }> {
  const begun = await fixture.client.fetch(fixture.client.authorizeUrl(registration, parameters), {
    redirect: "manual",
  });
  const url = new URL(begun.headers.get("location") ?? "", `https://${host}`).href;
  const cookies = begun.headers.getSetCookie();
  const response = await fixture.client.fetch(url, { headers: { cookie: pairs(cookies) } });
  return { url, response, html: await response.text(), cookies };
}

function pairs(cookies: readonly string[]): string {
  return cookies.map((cookie) => cookie.split(";")[0]).join("; ");
}

async function post(url: string, form: string, cookie = ""): Promise<Response> {
  const headers = { "content-type": "application/x-www-form-urlencoded", ...(cookie === "" ? {} : { cookie }) };
  return fixture.client.fetch(url, { method: "POST", headers, body: form, redirect: "manual" });
}

requirement("sign-in.pages-safe", async () => {
  const { response, html, cookies } = await signInPage();
  expect(html).toContain("Sign in to Client &#60;One&#62;");
  expect(html).toContain("Nobody has a password");
  expect(html).not.toMatch(/<script|<One>/);
  expect(response.headers.get("content-security-policy")).toBe(
    "default-src 'none'; form-action 'self' https://client.example.com; frame-ancestors 'none'; base-uri 'none'",
  );
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies)
    expect(cookie).toMatch(
      /samesite=lax.*secure.*httponly|httponly.*samesite=lax.*secure|secure.*httponly.*samesite=lax|samesite=lax; secure; httponly/i,
    );
});

requirement(
  "sign-in.pages-safe",
  async () => {
    const { url, cookies } = await signInPage();
    const unknown = await post(url, new URLSearchParams({ login: hostile }).toString(), pairs(cookies));
    fixture.vendor.clients.set(hostile, { ...usualClient, id: hostile, redirectUris: [] });
    const refused = await fixture.client.fetch(fixture.client.authorizeUrl({ ...registration, clientId: hostile }));
    for (const response of [unknown, refused]) {
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(await response.text()).not.toContain("<script");
    }
  },
  "what a request or a person wrote",
);

requirement("sign-in.session-bound-to-browser", async () => {
  const { url, cookies } = await signInPage();
  const stranger = await post(url, `login=${ada.login}`);
  const { cookies: otherCookies } = await signInPage();
  const other = await post(url, `login=${ada.login}`, pairs(otherCookies));
  const own = await post(url, `login=${ada.login}`, pairs(cookies));
  const resumeUrl = own.headers.get("location") ?? "";
  const resumedElsewhere = await fixture.client.fetch(resumeUrl, { redirect: "manual" });
  const resumed = await fixture.client.fetch(resumeUrl, { redirect: "manual", headers: { cookie: pairs(cookies) } });
  expect([stranger, other, own, resumedElsewhere, resumed].map(({ status }) => status)).toEqual([
    418, 418, 303, 418, 303,
  ]);
});

test("a sign-in that took too long has ended", async () => {
  const { url, cookies } = await signInPage();
  await fixture.clock.advance(3_601_000);
  const late = await post(url, `login=${ada.login}`, pairs(cookies));
  expect([late.status, await late.text()]).toEqual([418, expect.stringContaining("our words for sign-in-expired")]);
});

test("a name that nobody has is asked for again", async () => {
  const { page } = await fixture.client.authorize(registration, "mallory@example.com", { parameters });
  expect([page.status, page.text]).toEqual([
    400,
    expect.stringContaining('Nobody here signs in as "mallory@example.com".'),
  ]);
});

requirement(
  "sign-in.malformed-refused",
  async () => {
    const { url, cookies } = await signInPage();
    const { status } = await post(url, `login=${"x".repeat(10_000)}`, pairs(cookies));
    expect(status).toBe(413);
  },
  "on the pages",
);

requirement("sign-in.consent-asked", async () => {
  const text = `Read <everything>`;
  fixture.vendor.decide = ({ scopes }) => ({
    ...usualDecision,
    scopes,
    consent: fixture.vendor.accepted.includes("read") ? [] : [{ name: "read", text }],
  });
  const shown: string[] = [];
  const watching: typeof fetch = async (url, init) => {
    const response = await fixture.client.fetch(url, init);
    shown.push(await response.clone().text());
    return response;
  };
  const ask = async (consent: "accept" | "decline"): Promise<unknown> =>
    (
      await fixture.client.authorize(registration, ada.login, {
        parameters,
        browser: createBrowser(watching),
        behaviour: { consent },
      })
    ).answer;
  expect(await ask("decline")).toMatchObject({ error: "own_declined", state: "a state" });
  expect(await ask("accept")).toMatchObject({ code: expect.any(String) });
  expect(fixture.vendor.accepted).toEqual(["read"]);
  expect(shown.find((html) => html.includes("would like to"))).toContain("Read &#60;everything&#62; (read)");
});

requirement("sign-in.journal", async () => {
  const from = fixture.journal.length;
  const { answer } = await fixture.client.authorize(registration, ada.login, {
    parameters: { scope: "offline_access read" },
  });
  const { body } = await fixture.client.redeem(registration, answer["code"] ?? "");
  await fixture.client.refresh(registration, body["refresh_token"]);
  await fixture.client.redeem(registration, answer["code"] ?? "");
  await fixture.client.redeem({ ...registration, clientSecret: "a wrong secret" }, "a code");
  await fixture.client.authorize({ ...registration, clientId: hostile.repeat(20) }, ada.login);
  const { url } = await signInPage();
  await post(url, `login=${ada.login}`);
  const entries = fixture.journal.entries(from);
  expect(entries.map(({ party, where, outcome, text }) => [party, where, outcome, text.split(":")[0]])).toEqual(
    [
      ["done", "gave an authorization code"],
      ["done", "gave tokens"],
      ["done", "gave tokens"],
      ["refused", "refused tokens"],
      ["refused", "refused tokens"],
      ["refused", "refused an authorization code"],
      ["refused", "refused to go on with a sign-in"],
    ].map((entry) => ["identity provider", host, ...entry]),
  );
  expect(entries[0]?.text).toBe(
    `gave an authorization code: client "client-one", person "ada@example.com", requested scopes "offline_access read", granted scopes "offline_access read"`,
  );
  const log = JSON.stringify(entries);
  for (const secret of [
    answer["code"],
    body["access_token"],
    body["refresh_token"],
    registration.clientSecret,
    "a wrong secret",
  ]) {
    expect(log).not.toContain(String(secret));
  }
  expect(log.length).toBeLessThan(3000);
});
