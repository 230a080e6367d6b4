/** App Service authentication: what it lets through, what it answers by itself, and what it never looks at. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { requirement } from "../../support/requirement";
import type { Answer } from "../support/front-client";
import { entraSettings, gateSettings, oktaSettings } from "./gate-settings";
import { entraIssuer, oktaClaims, oktaIssuer } from "./issuers";
import { host, startFunctionsCloud, type FunctionsCloud } from "./functions-cloud";
import { echoPackage, zipOf } from "./packages";

const flag = { AzureWebJobsFeatureFlags: "EnableMcpCustomHandlerPreview" };
const advertising = {
  ...flag,
  WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES: "api://t/weather/weather.read, api://t/weather/b",
};

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

describe("a request without a token", () => {
  requirement("functions.no-token", async () => {
    await cloud.appSettings(advertising);
    await cloud.authSettings(entraSettings());
    const metadata = (path: string): string => `https://${host}/.well-known/oauth-protected-resource${path}`;
    expect(challengeOf(await cloud.ask("/mcp"))).toEqual([401, `Bearer resource_metadata="${metadata("/mcp")}"`]);
    expect(challengeOf(await cloud.ask("/"))).toEqual([401, `Bearer resource_metadata="${metadata("")}"`]);
    await cloud.appSettings(flag);
  });

  requirement("functions.no-scopes-advertised", async () => {
    await cloud.authSettings(entraSettings());
    expect(challengeOf(await cloud.ask("/mcp"))).toEqual(unchallenged);
    expect((await cloud.ask("/.well-known/oauth-protected-resource/mcp")).status).toBe(401);
  });

  requirement("functions.gate-off", async () => {
    await cloud.authSettings({ ...entraSettings(), platform: { enabled: false } });
    const { headers } = seen(await cloud.ask("/mcp", { headers: { "X-MS-CLIENT-PRINCIPAL": "from outside" } }));
    expect(headers["x-ms-client-principal"]).toBe("from outside");
  });

  for (const [action, status, location] of [
    ["Return401", 401, undefined],
    ["Return403", 403, undefined],
    ["RedirectToLoginPage", 302, "/.auth/login/aad?post_login_redirect_uri=%2Fmcp%3Fa%3Db"],
    ["AllowAnonymous", 200, undefined],
  ] as const) {
    requirement(
      "functions.unauthenticated-action",
      async () => {
        const settings = entraSettings();
        const globalValidation = { requireAuthentication: true, unauthenticatedClientAction: action };
        await cloud.authSettings({ ...settings, globalValidation });
        const answer = await cloud.ask("/mcp?a=b");
        expect([answer.status, answer.headers["location"]]).toEqual([status, location]);
        await cloud.authSettings({ ...settings, globalValidation: { unauthenticatedClientAction: action } });
        expect((await cloud.ask("/mcp")).status).toBe(200);
      },
      action,
    );
  }

  requirement("functions.excluded-paths", async () => {
    const { identityProviders } = entraSettings() as { identityProviders: Readonly<Record<string, unknown>> };
    await cloud.authSettings(gateSettings(identityProviders, { excludedPaths: ["/open", "/public/*"] }));
    const statuses = async (...paths: readonly string[]): Promise<readonly number[]> =>
      Promise.all(paths.map(async (path) => (await cloud.ask(path)).status));
    expect(await statuses("/open", "/public/a/b", "/OPEN")).toEqual([200, 200, 200]);
    expect(await statuses("/opened", "/open/x", "/publica", "/x/public/a", "/mcp?/public/a")).toEqual(
      Array(5).fill(401),
    );
    // However a path is written, what is judged and what is forwarded are the same.
    expect(await statuses("/public/%2e%2e/mcp", "//public/a", "/public\\..\\..\\mcp")).toEqual([401, 401, 401]);
  });
});

describe("protected resource metadata", () => {
  const scopes = ["api://t/weather/weather.read", "api://t/weather/b"];

  requirement("functions.metadata-served", async () => {
    await cloud.appSettings(advertising);
    for (const [settings, issuer] of [
      [entraSettings(), entraIssuer],
      [oktaSettings(), oktaIssuer],
    ] as const) {
      await cloud.authSettings(settings);
      for (const path of ["", "/mcp"]) {
        const { status, headers, body } = await cloud.ask(`/.well-known/oauth-protected-resource${path}`);
        expect([status, headers["content-type"]]).toEqual([200, "application/json"]);
        expect(body).toEqual({
          resource: `https://${host}${path}`,
          authorization_servers: [issuer],
          scopes_supported: scopes,
        });
      }
    }
  });
});

describe("what nobody has documented", () => {
  test("an access token of a custom provider may be no bearer token", async () => {
    const other = await startFunctionsCloud({ easyAuthCustomAccessToken: "refused" });
    await other.authSettings(oktaSettings());
    const token = await other.okta.token({ claims: oktaClaims });
    expect((await other.ask("/mcp", { token })).status).toBe(401);
    await other.close();
  });

  test("metadata may be missing with a custom provider", async () => {
    const other = await startFunctionsCloud({ easyAuthCustomMetadata: "not-served" });
    await other.appSettings(advertising);
    await other.authSettings(oktaSettings());
    expect(challengeOf(await other.ask("/mcp"))).toEqual(unchallenged);
    expect((await other.ask("/.well-known/oauth-protected-resource")).status).toBe(401);
    await other.authSettings(entraSettings());
    expect((await other.ask("/.well-known/oauth-protected-resource")).status).toBe(200);
    await other.close();
  });
});
