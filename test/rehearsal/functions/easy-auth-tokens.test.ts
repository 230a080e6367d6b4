/** App Service authentication and bearer tokens: which it lets through, and what it never looks at. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { generateKeyPair } from "jose";
import { requirement } from "../../support/requirement";
import type { Answer } from "../support/front-client";
import { entraSettings, gateSettings, oktaSettings } from "./gate-settings";
import { entraClaims, entraIssuer, oktaClaims, oktaIssuer, type TokenFacts } from "./issuers";
import { host, startFunctionsCloud, type FunctionsCloud } from "./functions-cloud";
import { echoPackage, zipOf } from "./packages";

const flag = { AzureWebJobsFeatureFlags: "EnableMcpCustomHandlerPreview" };

let cloud: FunctionsCloud;
beforeAll(async () => {
  cloud = await startFunctionsCloud();
  await cloud.appSettings(flag);
  await cloud.publish(await zipOf(echoPackage));
});
afterAll(() => cloud.close());

/** What the server behind the gate saw. */
interface Seen {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

const seen = ({ status, body }: Answer): Seen => {
  expect(status).toBe(200);
  return body as Seen;
};
const challengeOf = ({ status, headers }: Answer): unknown => [status, headers["www-authenticate"]];
const unchallenged = [401, `Bearer realm="${host}"`];

describe("a token of Entra", () => {
  beforeAll(() => cloud.authSettings(entraSettings({ allowedAudiences: ["api://t/weather"] })));

  const tokenOf = async (facts: TokenFacts): Promise<string> =>
    cloud.entra.token({ ...facts, claims: { ...entraClaims, ...facts.claims } });

  for (const audience of ["api-client-id", "api://t/weather"]) {
    requirement(
      "functions.token-accepted",
      async () => {
        const token = await tokenOf({ claims: { aud: audience } });
        seen(await cloud.ask("/mcp", { token }));
        expect(cloud.said("gate")).toContain('"/mcp": client "client-1" has passed.');
      },
      `audience ${audience}`,
    );
  }

  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  const facts: Readonly<Record<string, { readonly facts: TokenFacts; readonly said: string }>> = {
    "of another issuer": { facts: { claims: { iss: oktaIssuer } }, said: "IDX10205" },
    "for another audience": { facts: { claims: { aud: "another-api" } }, said: "IDX10214" },
    "without an audience": { facts: { claims: { aud: undefined } }, said: "IDX10214" },
    "that has expired": { facts: { claims: { exp: now - 1 } }, said: "IDX10223" },
    "that never expires": { facts: { claims: { exp: undefined } }, said: '"exp"' },
    "that is not valid yet": { facts: { claims: { nbf: now + hour } }, said: "IDX10222" },
    "with an unknown key id": { facts: { header: { kid: "unknown" } }, said: "IDX10501" },
  };
  for (const [what, { facts: wrong, said }] of Object.entries(facts)) {
    requirement(
      "functions.token-invalid",
      async () => {
        const before = cloud.journal.length;
        expect(challengeOf(await cloud.ask("/mcp", { token: await tokenOf(wrong) }))).toEqual(unchallenged);
        expect(JSON.stringify(cloud.journal.entries(before))).toContain(JSON.stringify(said).slice(1, -1));
      },
      what,
    );
  }

  requirement(
    "functions.token-invalid",
    async () => {
      const { privateKey } = await generateKeyPair("RS256");
      expect((await cloud.ask("/mcp", { token: await tokenOf({ key: privateKey }) })).status).toBe(401);
      const okta = await cloud.okta.token({ claims: entraClaims });
      expect((await cloud.ask("/mcp", { token: okta })).status).toBe(401);
    },
    "signed by somebody else",
  );

  requirement(
    "functions.token-invalid",
    async () => {
      const [, payload] = (await tokenOf({})).split(".");
      const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
      const forged = [
        `${encode({ alg: "none", typ: "JWT" })}.${payload}.`,
        `${encode({ alg: "HS256", kid: "login.microsoftonline.com-1" })}.${payload}.${encode("signature")}`,
        `${encode({ alg: "RS256", kid: "login.microsoftonline.com-1" })}.${payload}.AAAA`,
        "a.b.c",
        "nonsense",
      ];
      for (const token of forged) expect((await cloud.ask("/mcp", { token })).status).toBe(401);
      for (const authorization of ["Basic YTpi", "Bearer", "Bearer a b"]) {
        expect((await cloud.ask("/mcp", { headers: { authorization } })).status).toBe(401);
      }
    },
    "forged",
  );

  requirement("functions.scopes-not-checked", async () => {
    const token = await tokenOf({ claims: { scp: undefined, roles: undefined } });
    expect((await cloud.ask("/mcp", { token })).status).toBe(200);
  });

  requirement("functions.client-not-allowed", async () => {
    const policy = { allowedApplications: ["client-2", "CLIENT-3"] };
    await cloud.authSettings(entraSettings({ defaultAuthorizationPolicy: policy }));
    const statusOf = async (claims: Readonly<Record<string, unknown>>): Promise<number> =>
      (await cloud.ask("/mcp", { token: await tokenOf({ claims }) })).status;
    expect(await statusOf({ azp: "client-1" })).toBe(403);
    expect(await statusOf({ azp: undefined })).toBe(403);
    expect(await statusOf({ azp: "client-2" })).toBe(200);
    expect(await statusOf({ azp: undefined, appid: "client-3" })).toBe(200);
    expect(cloud.said("gate")).toContain('403 for "/mcp": Client "client-1" is none of the allowed applications.');
    await cloud.authSettings(entraSettings({ allowedAudiences: ["api://t/weather"] }));
  });

  requirement("functions.principal-headers", async () => {
    const token = await tokenOf({});
    const { headers } = seen(await cloud.ask("/mcp", { token }));
    expect(headers).toMatchObject({
      authorization: `Bearer ${token}`,
      "x-ms-client-principal-id": "person-1",
      "x-ms-client-principal-name": "ada@example.com",
      "x-ms-client-principal-idp": "aad",
    });
    const principal = Buffer.from(headers["x-ms-client-principal"] ?? "", "base64").toString();
    expect(JSON.parse(principal)).toMatchObject({
      auth_typ: "aad",
      claims: expect.arrayContaining([
        { typ: "http://schemas.microsoft.com/identity/claims/objectidentifier", val: "person-1" },
        { typ: "azp", val: "client-1" },
      ]),
    });
  });

  requirement("functions.principal-not-spoofed", async () => {
    const spoofed = {
      "X-MS-CLIENT-PRINCIPAL": "mallory",
      "x-ms-client-principal-ID": "mallory",
      "X-Ms-Client-Principal-Roles": "mallory",
      "X-MS-TOKEN-AAD-ACCESS-TOKEN": "mallory",
    };
    const token = await tokenOf({});
    const behind = seen(await cloud.ask("/mcp", { token, headers: spoofed }));
    const { identityProviders } = entraSettings() as { identityProviders: Readonly<Record<string, unknown>> };
    await cloud.authSettings(gateSettings(identityProviders, { excludedPaths: ["/open"] }));
    const excluded = seen(await cloud.ask("/open", { headers: spoofed }));
    expect(JSON.stringify([behind.headers, excluded.headers])).not.toContain("mallory");
    expect(excluded.headers).not.toHaveProperty("x-ms-client-principal");
  });

  requirement("functions.token-expired", async () => {
    await cloud.authSettings(entraSettings());
    const token = await tokenOf({});
    expect((await cloud.ask("/mcp", { token })).status).toBe(200);
    await cloud.clock.advance(3_000_000);
    expect((await cloud.ask("/mcp", { token })).status).toBe(200);
    await cloud.clock.advance(600_000);
    expect((await cloud.ask("/mcp", { token })).status).toBe(401);
    expect((await cloud.ask("/mcp", { token: await tokenOf({}) })).status).toBe(200);
  });

  test("no token reaches the journal", async () => {
    const token = await tokenOf({ claims: { aud: "another-api" } });
    await cloud.ask("/mcp", { token });
    const [, payload = "", signature = ""] = token.split(".");
    const written = JSON.stringify(cloud.journal.entries());
    for (const part of [payload, signature]) expect(written).not.toContain(part);
  });
});

describe("a token of a custom OpenID Connect provider", () => {
  requirement("functions.custom-provider-audience", async () => {
    await cloud.authSettings(oktaSettings());
    const statusOf = async (claims: Readonly<Record<string, unknown>>): Promise<number> =>
      (await cloud.ask("/mcp", { token: await cloud.okta.token({ claims: { ...oktaClaims, ...claims } }) })).status;
    expect(await statusOf({})).toBe(200);
    // There is no setting for clients: any client of the authorization server comes in.
    expect(await statusOf({ cid: "another-client" })).toBe(200);
    expect(await statusOf({ aud: "api://other" })).toBe(401);
    expect(await statusOf({ iss: entraIssuer })).toBe(401);
    await cloud.authSettings(oktaSettings("weather-dev-reader"));
    expect(await statusOf({})).toBe(401);
  });

  test("a provider that is out of reach lets nobody in, and is asked again", async () => {
    const settings = oktaSettings();
    await cloud.authSettings(JSON.parse(JSON.stringify(settings).replaceAll("aus1", "aus2")));
    const token = await cloud.okta.token({ claims: oktaClaims });
    expect((await cloud.ask("/mcp", { token })).status).toBe(401);
    expect(cloud.said("gate").at(-1)).toContain("metadata at https://example.okta.com/oauth2/aus2/");
    await cloud.authSettings(settings);
    expect((await cloud.ask("/mcp", { token })).status).toBe(200);
  });

  requirement("functions.provider-unconfigured", async () => {
    const { identityProviders } = oktaSettings() as { identityProviders: Readonly<Record<string, unknown>> };
    const token = await cloud.okta.token({ claims: oktaClaims });
    for (const left of [{ google: { enabled: true } }, { azureActiveDirectory: { enabled: true, registration: {} } }]) {
      await cloud.authSettings(gateSettings({ ...identityProviders, ...left }));
      expect((await cloud.ask("/mcp", { token })).status).toBe(401);
      expect(cloud.said("gate").at(-1)).toContain("is enabled and has no registration");
    }
    // One that is configured and has nothing to do with the token does no harm.
    await cloud.authSettings(gateSettings({ ...identityProviders, google: { registration: { clientId: "web" } } }));
    expect((await cloud.ask("/mcp", { token })).status).toBe(200);
  });
});
