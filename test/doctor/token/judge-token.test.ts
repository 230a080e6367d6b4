/** What a token says of itself, and that nobody gets to see it. */
import { afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from "jose";
import type { Observation } from "../../../doctor/evidence";
import type { HttpClient } from "../../../doctor/http";
import { judgeToken } from "../../../doctor/token/judge-token";

const issuer = "https://example.okta.com/oauth2/aus1";
const now = new Date("2026-11-24T12:00:00Z");
const seconds = now.getTime() / 1000;
const person = {
  iss: issuer,
  aud: "api://weather",
  cid: "reader",
  sub: "ada@example.com",
  scp: ["weather.read"],
  exp: seconds + 600,
};
const expected = { issuer, audiences: ["api://weather"], clients: ["reader"], scopes: ["weather.read"] };

let own: { readonly privateKey: CryptoKey; readonly jwk: JWK };
let others: CryptoKey;
let asked: string[] = [];

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  own = { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: "1", alg: "RS256" } };
  others = (await generateKeyPair("RS256")).privateKey;
});
afterEach(() => {
  asked = [];
});

/** The issuer, which serves its metadata and keys. */
const identityProvider: HttpClient = {
  requests: 0,
  request({ url }) {
    asked.push(url);
    const document = url.endsWith("/keys") ? { keys: [own.jwk] } : { issuer, jwks_uri: `${issuer}/v1/keys` };
    const headers = new Map([["content-type", "application/json"]]);
    return Promise.resolve({ status: 200, headers, body: JSON.stringify(document) });
  },
};

const signed = (claims: JWTPayload, key: CryptoKey = own.privateKey): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "1" }).sign(key);

async function judged(claims: JWTPayload, key?: CryptoKey): Promise<readonly Observation[]> {
  const token = await signed(claims, key);
  const observations = await judgeToken(token, expected, identityProvider, now);
  for (const part of token.split(".")) expect(JSON.stringify(observations)).not.toContain(part);
  expect(JSON.stringify(observations)).not.toContain("ada@example.com");
  return observations;
}

const symptomsOf = (observations: readonly Observation[]): readonly string[] =>
  observations.flatMap(({ symptom }) => symptom ?? []);

test("a good token, of which issuer, audience, client, scopes, end and signature are told", async () => {
  const observations = await judged(person);
  expect(symptomsOf(observations)).toEqual([]);
  expect(observations).toHaveLength(6);
});

describe("each claim that is wrong is named", () => {
  const cases: readonly (readonly [string, JWTPayload, readonly string[]])[] = [
    ["another audience", { ...person, aud: "api://other" }, ["token-for-other-audience"]],
    ["another issuer", { ...person, iss: "https://attacker.example" }, ["token-of-other-issuer"]],
    ["another client", { ...person, cid: "stranger" }, ["token-of-other-client"]],
    ["no scope that opens a tool", { ...person, scp: ["openid"] }, ["token-lacks-scopes"]],
    ["an end that is over", { ...person, exp: seconds - 60 }, ["token-has-expired"]],
    ["an application", { ...person, scp: undefined, roles: ["Weather.Read.All"] }, ["token-without-person"]],
    ["an ID token", { ...person, scp: undefined, nonce: "n", aud: "api://weather" }, ["token-is-no-access-token"]],
  ];
  test.each(cases)("%s", async (_what, claims, symptoms) => {
    expect(symptomsOf(await judged(claims))).toEqual(symptoms);
  });

  test("a signature by somebody else", async () => {
    expect(symptomsOf(await judged(person, others))).toEqual(["token-of-other-issuer"]);
  });
});

test("an Entra token has its scopes in one text, and its client in azp", async () => {
  const entra = { ...person, cid: undefined, azp: "reader", scp: "weather.read weather.alert" };
  expect(symptomsOf(await judged(entra))).toEqual([]);
});

test("an issuer that only the token names is not asked", async () => {
  await judged({ ...person, iss: "https://attacker.example" });
  expect(asked).toEqual([]);
});

test.each(["", "abc", "a.b.c", "eyJhbGciOiJub25lIn0.e30", `${"x".repeat(100_000)}.y.z`])(
  "what is no token is none: %#",
  async (text) => {
    expect(symptomsOf(await judgeToken(text, expected, identityProvider, now))).toEqual(["token-is-no-access-token"]);
  },
);

test("Bearer before it, and the end of a line after it, are no part of it", async () => {
  const text = `Authorization: Bearer ${await signed(person)}\n`;
  expect(symptomsOf(await judgeToken(text, expected, identityProvider, now))).toEqual([]);
});
