import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import type { Asked, Outcome } from "../../support/sign-in-client";
import { asking, codeIn, type Deployment, EntraSignIn, keysUrl, microsoftGraph } from "./fixture";

let cloud: EntraSignIn;
let deployment: Deployment;
let read: string;
beforeAll(async () => {
  cloud = await EntraSignIn.start();
  deployment = await cloud.deploy({ granted: { api: "weather.read" } });
  read = `${deployment.identifierUri}/weather.read`;
});
afterAll(() => cloud.stop());

const scopeOf = (scope: string): Asked => ({ parameters: { scope } });

/** What the client is told, without the ids of the incident. */
function told({ answer }: Outcome): readonly unknown[] {
  return [answer["error"], codeIn(answer["error_description"]), answer["state"]];
}

/** What the person reads, and that the client is told nothing. */
function shown({ page, answer }: Outcome): readonly unknown[] {
  expect(answer).toEqual({});
  expect(page.host).toBe("login.microsoftonline.com");
  expect(page.text).toMatch(/Trace ID: [\w-]{36} Correlation ID: [\w-]{36} Timestamp: \d{4}-\d\d-\d\d [\d:]{8}Z/);
  return [page.status, codeIn(page.text)];
}

describe("scopes", () => {
  const names: readonly (readonly [string, () => string])[] = [
    ["by identifier URI", () => read],
    ["by client id", () => `${deployment.apiAppId}/weather.read`],
    ["in other letters", () => `${deployment.identifierUri}/Weather.Read`.replace("api:", "API:")],
  ];
  for (const [what, name] of names) {
    requirement(
      "entra.scope-qualified",
      async () => {
        const { claims } = await cloud.accessToken(deployment, "ada@example.com", asking("openid", name()));
        expect(claims).toMatchObject({ aud: deployment.apiAppId, scp: "weather.read" });
      },
      what,
    );
  }

  requirement(
    "entra.scope-qualified",
    async () => {
      const longer = await cloud.deploy();
      const identifierUri = `${deployment.identifierUri}/more`;
      await cloud.graph("PATCH", `/applications/${longer.apiId}`, { identifierUris: [identifierUri] });
      const { claims } = await cloud.accessToken(longer, "ada@example.com", asking(`${identifierUri}/weather.read`));
      expect(claims).toMatchObject({ aud: longer.apiAppId });
    },
    "by the longer of two identifier URIs",
  );

  requirement("entra.scope-bare", async () => {
    const outcome = await cloud.client.authorize(deployment, "ada@example.com", asking("openid", "weather.read"));
    expect(told(outcome)).toEqual(["invalid_client", 650053, "a state"]);
    expect(outcome.answer["error_description"]).toContain(
      `asked for scope 'weather.read' that doesn't exist on the resource '${microsoftGraph}'`,
    );
    expect(outcome.page.visited.some((address) => address.includes("/login/"))).toBe(true);
  });

  requirement(
    "entra.scope-unknown",
    async () => {
      const outcome = await cloud.client.authorize(
        deployment,
        "ada@example.com",
        asking(read, `${deployment.identifierUri}/weather.write`),
      );
      expect(told(outcome)).toEqual(["invalid_client", 650053, "a state"]);
      expect(outcome.answer["error_description"]).toContain(`'weather.write'`);
    },
    "never exposed",
  );

  requirement(
    "entra.scope-unknown",
    async () => {
      const own = await cloud.deploy();
      const { api } = await cloud.graph("GET", `/applications/${own.apiId}`);
      const { oauth2PermissionScopes } = api as { readonly oauth2PermissionScopes: readonly object[] };
      const off = oauth2PermissionScopes.map((scope) => ({ ...scope, isEnabled: false }));
      await cloud.graph("PATCH", `/applications/${own.apiId}`, { api: { oauth2PermissionScopes: off } });
      const asked = asking(`${own.identifierUri}/weather.read`);
      expect(told(await cloud.client.authorize(own, "ada@example.com", asked))[1]).toBe(650053);
    },
    "switched off",
  );

  requirement("entra.resource-unknown", async () => {
    const outcome = await cloud.client.authorize(deployment, "ada@example.com", asking("api://nobody/weather.read"));
    expect(told(outcome)).toEqual(["invalid_resource", 500011, "a state"]);
    expect(outcome.answer["error_description"]).toContain("The resource principal named api://nobody was not found");
  });

  requirement("entra.scopes-of-two-apis", async () => {
    const other = await cloud.deploy();
    const asked = asking(read, `${other.identifierUri}/weather.read`);
    expect(shown(await cloud.client.authorize(deployment, "ada@example.com", asked))).toEqual([400, 700022]);
    const graph = asking(read, "User.Read");
    expect(shown(await cloud.client.authorize(deployment, "ada@example.com", graph))).toEqual([400, 700022]);
  });

  describe(".default", () => {
    requirement(
      "entra.default-scope",
      async () => {
        const everything = await cloud.deploy({ granted: { api: "weather.read weather.alert" } });
        const asked = asking("offline_access", `${everything.identifierUri}/.default`);
        const { body } = await cloud.client.signIn(everything, "ada@example.com", asked);
        const { claims } = await cloud.client.readToken(keysUrl, body["access_token"]);
        expect(claims["scp"]).toBe("weather.read weather.alert");
        expect((await cloud.client.refresh(everything, body["refresh_token"])).status).toBe(200);
      },
      "granted",
    );

    requirement(
      "entra.default-scope",
      async () => {
        const declaring = await cloud.deploy({ scopeType: "User", granted: { api: "" } });
        const resourceAccess = [{ id: declaring.scopeIds["weather.alert"], type: "Scope" }];
        await cloud.graph("PATCH", `/applications/${declaring.clientObjectId}`, {
          requiredResourceAccess: [{ resourceAppId: declaring.apiAppId, resourceAccess }],
        });
        const { claims } = await cloud.accessToken(
          declaring,
          "ada@example.com",
          asking(`${declaring.identifierUri}/.default`),
        );
        expect(claims["scp"]).toBe("weather.alert");
      },
      "declared",
    );

    test("of an API of which the client has and declares nothing", async () => {
      const nothing = await cloud.deploy({ granted: { api: "" } });
      const asked = asking(`${nothing.identifierUri}/.default`);
      expect(told(await cloud.client.authorize(nothing, "ada@example.com", asked))[1]).toBe(650057);
    });

    test("beside a scope that is named", async () => {
      const asked = asking(read, `${deployment.identifierUri}/.default`);
      expect(told(await cloud.client.authorize(deployment, "ada@example.com", asked))[1]).toBe(70011);
    });
  });
});

describe("what is refused before anybody signs in", () => {
  requirement("entra.client-unknown", async () => {
    const stranger = { ...deployment, clientId: "55555555-5555-4555-8555-555555555555" };
    const outcome = await cloud.client.authorize(stranger, "ada@example.com", asking(read));
    expect(shown(outcome)).toEqual([400, 700016]);
    expect(outcome.page.text).toContain(stranger.clientId);
  });

  requirement("entra.client-disabled", async () => {
    const own = await cloud.deploy();
    const asked = asking(`${own.identifierUri}/weather.read`);
    const { answer } = await cloud.client.authorize(own, "ada@example.com", asked);
    await cloud.graph("PATCH", `/servicePrincipals/${own.clientPrincipal}`, { accountEnabled: false });
    expect(shown(await cloud.client.authorize(own, "ada@example.com", asked))).toEqual([400, 7000112]);
    const late = await cloud.client.redeem(own, String(answer["code"]));
    expect([late.body["error"], late.body["error_codes"]]).toEqual(["unauthorized_client", [7000112]]);
  });

  const forged: readonly (readonly [string, (registered: string) => string])[] = [
    ["of another host", () => "https://attacker.example.org/callback"],
    ["with a longer path", (registered) => `${registered}/more`],
    ["with a query", (registered) => `${registered}?more`],
    ["in other letters", (registered) => registered.replace("/redirect/", "/Redirect/")],
    ["with markup", () => "https://attacker.example.org/<script>alert(1)</script>"],
  ];
  for (const [what, forge] of forged) {
    requirement(
      "entra.redirect-uri-exact",
      async () => {
        const forgedRegistration = { ...deployment, redirectUri: forge(deployment.redirectUri) };
        const url = cloud.client.authorizeUrl(forgedRegistration, { scope: read });
        const response = await cloud.client.fetch(url, { redirect: "manual" });
        const text = await response.text();
        expect([response.status, response.headers.get("location"), codeIn(text)]).toEqual([400, null, 50011]);
        expect(text).not.toContain("<script>");
      },
      what,
    );
  }

  test("no redirect URI at all", async () => {
    const asked = { parameters: { scope: read, redirect_uri: undefined } };
    const { page } = await cloud.client.authorize(deployment, "ada@example.com", asked);
    expect(page.status === 400 ? codeIn(page.text) : undefined).toBe(900971);
  });

  const redirected: readonly (readonly [string, Asked["parameters"], string, number])[] = [
    ["no scope", {}, "invalid_request", 900144],
    ["another response type", { scope: "openid", response_type: "token" }, "unsupported_response_type", 700054],
    ["another response mode", { scope: "openid", response_mode: "fragment" }, "invalid_request", 70007],
    ["a scope that cannot be", { scope: 'openid "quoted"' }, "invalid_scope", 70011],
  ];
  for (const [what, parameters = {}, error, code] of redirected) {
    requirement(
      "entra.error-redirected",
      async () => {
        const outcome = await cloud.client.authorize(deployment, "ada@example.com", { parameters });
        expect(told(outcome)).toEqual([error, code, "a state"]);
        expect(Object.keys(outcome.answer).sort()).toEqual(["error", "error_description", "state"]);
      },
      what,
    );
  }

  requirement("entra.resource-parameter", async () => {
    const ask = (resource: string, scope = read): Promise<Outcome> =>
      cloud.client.authorize(deployment, "ada@example.com", { parameters: { scope, resource } });
    const site = "https://func-weather.azurewebsites.net/mcp";
    expect(told(await ask(site))).toEqual(["invalid_target", 9010010, "a state"]);
    expect(told(await ask(deployment.identifierUri, "openid"))).toEqual(["invalid_target", 9010010, "a state"]);
    expect((await ask(deployment.identifierUri)).answer).toHaveProperty("code");
    expect((await ask(deployment.apiAppId)).answer).toHaveProperty("code");
  });
});

describe("a session", () => {
  requirement("entra.silent", async () => {
    const browser = cloud.client.browser();
    const silent = { parameters: { scope: read, prompt: "none" }, browser };
    expect(told(await cloud.client.authorize(deployment, "ada@example.com", silent))).toEqual([
      "login_required",
      50058,
      "a state",
    ]);
    await cloud.client.authorize(deployment, "ada@example.com", { ...scopeOf(read), browser });
    const again = await cloud.client.authorize(deployment, "eve@example.com", { ...scopeOf(read), browser });
    expect(again.page.visited).toHaveLength(2);
    const { body } = await cloud.client.redeem(deployment, String(again.answer["code"]));
    const { claims } = await cloud.client.readToken(keysUrl, body["access_token"]);
    expect(claims["oid"]).toBe(cloud.userId("ada@example.com"));
    expect((await cloud.client.authorize(deployment, "ada@example.com", silent)).answer).toHaveProperty("code");
  });

  test("gives way to another person where the client asks for the sign-in page", async () => {
    const browser = cloud.client.browser();
    await cloud.client.authorize(deployment, "ada@example.com", { ...scopeOf(read), browser });
    const asked = { parameters: { scope: read, prompt: "login" }, browser };
    const { claims } = await cloud.accessToken(deployment, "eve@example.com", asked);
    expect(claims["oid"]).toBe(cloud.userId("eve@example.com"));
  });

  test("somebody whom the tenant does not know stays at the sign-in page", async () => {
    const { page, answer } = await cloud.client.authorize(deployment, "mallory@example.org", scopeOf(read));
    expect([page.status, answer]).toEqual([400, {}]);
    expect(page.text).toContain("mallory@example.org");
  });
});
