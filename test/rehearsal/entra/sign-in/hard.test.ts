import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createRemoteJWKSet, customFetch, jwtVerify } from "jose";
import { requirement } from "../../../support/requirement";
import { asking, codeIn, type Deployment, EntraSignIn, keysUrl, login, tenantId } from "./fixture";

let cloud: EntraSignIn;
let deployment: Deployment;
let read: string;
beforeAll(async () => {
  cloud = await EntraSignIn.start();
  deployment = await cloud.deploy({ groups: ["Forecasters"] });
  read = `${deployment.identifierUri}/weather.read`;
});
afterAll(() => cloud.stop());

/** Sends a form as it is written. */
async function post(body: string, headers: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> {
  const response = await cloud.client.fetch(deployment.tokenUrl, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body,
  });
  const { error_codes: codes } = (await response.json()) as Readonly<Record<string, unknown>>;
  return [response.status, codes];
}

describe("many people at once", () => {
  requirement(
    "entra.hard",
    async () => {
      const people = Array.from({ length: 100 }, (_, index) => `person-${index}@example.com`);
      const tokens = await Promise.all(
        people.map((person) => cloud.accessToken(deployment, person, asking("openid", read))),
      );
      expect(tokens.map(({ claims }) => claims["preferred_username"])).toEqual(people);
      expect(tokens.map(({ claims }) => claims["oid"])).toEqual(people.map((person) => cloud.userId(person)));
      expect(new Set(tokens.map(({ claims }) => claims["sub"])).size).toBe(100);
    },
    "a hundred",
  );
});

describe("a forged request", () => {
  requirement(
    "entra.hard",
    async () => {
      const url = cloud.client.authorizeUrl(deployment, { scope: "x".repeat(20_000) });
      const long = await cloud.client.fetch(url, { redirect: "manual" });
      expect(long.status).toBeGreaterThanOrEqual(300);
      expect(await post(`grant_type=refresh_token&refresh_token=${"x".repeat(40_000)}`)).toEqual([400, [9002313]]);
    },
    "oversized",
  );

  requirement(
    "entra.hard",
    async () => {
      expect(await post("{}", { "content-type": "application/json" })).toEqual([400, [900144]]);
      expect(await post("%%%&=&grant_type=client_credentials&client_id=%00&scope=%zz&client_secret=x")).toEqual([
        400,
        [700016],
      ]);
      const twice = new URLSearchParams([
        ["grant_type", "authorization_code"],
        ["code", "one"],
        ["code", "two"],
        ["client_id", deployment.clientId],
        ["client_secret", deployment.clientSecret],
        ["redirect_uri", deployment.redirectUri],
      ]);
      expect(await post(twice.toString())).toEqual([400, [9002313]]);
      const clientTwice = "grant_type=client_credentials&client_id=a&client_id=b&scope=x&client_secret=y";
      expect(await post(clientTwice)).toEqual([400, [9002313]]);
    },
    "malformed",
  );

  requirement(
    "entra.hard",
    async () => {
      const url = cloud.client.authorizeUrl(deployment, { scope: read });
      const asked = await cloud.client.fetch(url, { redirect: "manual" });
      const page = String(new URL(String(asked.headers.get("location")), url));
      const answer = await cloud.client.fetch(page, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "login=ada@example.com",
        redirect: "manual",
      });
      expect([answer.status, answer.headers.get("location"), codeIn(await answer.text())]).toEqual([400, null, 50089]);
    },
    "the answer of another browser",
  );

  test("names of parameters that the sign-in uses inside are of no use outside", async () => {
    const asked = { parameters: { scope: "openid", requested_scope: read } };
    const { body } = await cloud.client.signIn(deployment, "ada@example.com", asked);
    const { claims } = await cloud.client.readToken(keysUrl, body["access_token"]);
    expect(claims["scp"]).toBe("openid");
  });
});

describe("a forged token", () => {
  const verified = async (token: string): Promise<unknown> => {
    const keys = createRemoteJWKSet(new URL(keysUrl), { [customFetch]: cloud.client.fetch });
    return jwtVerify(token, keys, { issuer: `${login}/${tenantId}/v2.0`, audience: deployment.apiAppId });
  };

  requirement(
    "entra.hard",
    async () => {
      const { body } = await cloud.client.signIn(deployment, "ada@example.com", asking("openid", read));
      const token = String(body["access_token"]);
      await expect(verified(token)).resolves.toBeDefined();
      const [header = "", claims = "", signature = ""] = token.split(".");
      const unsigned = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
      const other = Buffer.from(Buffer.from(claims, "base64url").toString().replace("Ada", "Eve")).toString(
        "base64url",
      );
      for (const forged of [`${unsigned}.${claims}.`, `${header}.${other}.${signature}`, String(body["id_token"])]) {
        await expect(verified(forged)).rejects.toThrow();
      }
      for (const audience of ["https://graph.microsoft.com", "https://management.azure.com", deployment.apiAppId]) {
        expect(cloud.entra.verifyBearer(`Bearer ${token}`, audience)).toBeUndefined();
      }
    },
    "unsigned, altered, of another kind",
  );
});

describe("the log", () => {
  requirement("entra.log", async () => {
    const from = cloud.journal.length;
    const { body } = await cloud.client.signIn(deployment, "ada@example.com", asking("openid", "offline_access", read));
    await cloud.client.refresh(deployment, "never given");
    await cloud.client.authorize(deployment, "eve@example.com", asking(read));
    const entries = cloud.journal.entries(from);
    expect(entries.map(({ outcome }) => outcome)).toEqual(["done", "done", "refused", "refused"]);
    for (const { party, where, text } of entries) {
      expect([party, where]).toEqual(["identity provider", "login.microsoftonline.com"]);
      expect(text).toContain(deployment.clientId);
    }
    expect(entries[0]?.text).toContain("ada@example.com");
    expect(entries[2]?.text).toContain("AADSTS9002313");
    expect(entries[3]?.text).toMatch(/AADSTS50105.*eve@example\.com/);
    const log = JSON.stringify(entries);
    for (const secret of [body["access_token"], body["refresh_token"], body["id_token"], deployment.clientSecret]) {
      expect(log).not.toContain(String(secret));
    }
  });
});
