import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createRemoteJWKSet, customFetch, jwtVerify } from "jose";
import { requirement } from "../../../support/requirement";
import { asking, codeIn, type Deployment, EntraSignIn, keysUrl, login, microsoftGraph, tenantId } from "./fixture";

let cloud: EntraSignIn;
let deployment: Deployment;
let read: string;
beforeAll(async () => {
  cloud = await EntraSignIn.start();
  deployment = await cloud.deploy({ granted: { api: "weather.read weather.alert" } });
  read = `${deployment.identifierUri}/weather.read`;
});
afterAll(() => cloud.stop());

describe("a token for an API", () => {
  requirement("entra.token-version-2", async () => {
    const { claims } = await cloud.accessToken(deployment, "ada@example.com", asking("openid", "offline_access", read));
    expect(claims).toMatchObject({
      aud: deployment.apiAppId,
      iss: `${login}/${tenantId}/v2.0`,
      azp: deployment.clientId,
      azpacr: "1",
      tid: tenantId,
      name: "Ada",
      preferred_username: "ada@example.com",
      uti: expect.stringMatching(/^[\w-]{22}$/),
      ver: "2.0",
    });
    expect(Number(claims["exp"]) - Number(claims["iat"])).toBe(4500);
    expect(claims).not.toHaveProperty("appid");
  });

  for (const tokenVersion of [1, null] as const) {
    requirement(
      "entra.token-version-1",
      async () => {
        const old = await cloud.deploy({ tokenVersion });
        const { claims } = await cloud.accessToken(old, "ada@example.com", asking(`${old.identifierUri}/weather.read`));
        expect(claims).toMatchObject({
          aud: old.identifierUri,
          iss: `https://sts.windows.net/${tenantId}/`,
          appid: old.clientId,
          upn: "ada@example.com",
          ver: "1.0",
        });
        expect(claims).not.toHaveProperty("azp");
      },
      String(tokenVersion),
    );
  }

  requirement("entra.token-scopes", async () => {
    const { body } = await cloud.client.signIn(deployment, "ada@example.com", asking("openid", read));
    const { claims } = await cloud.client.readToken(keysUrl, body["access_token"]);
    expect(claims["scp"]).toBe("weather.read weather.alert");
    expect(body["scope"]).toBe(`${read} ${deployment.identifierUri}/weather.alert`);
  });

  requirement("entra.subject", async () => {
    const another = await cloud.deploy();
    const { claims } = await cloud.accessToken(deployment, "ada@example.com", asking(read));
    const { claims: again } = await cloud.accessToken(deployment, "ada@example.com", asking(read));
    const { claims: elsewhere } = await cloud.accessToken(
      another,
      "ada@example.com",
      asking(`${another.identifierUri}/weather.read`),
    );
    expect(claims["oid"]).toBe(cloud.userId("ada@example.com"));
    expect(elsewhere["oid"]).toBe(claims["oid"]);
    expect(claims["sub"]).not.toBe(claims["oid"]);
    expect(again["sub"]).toBe(claims["sub"]);
    expect(elsewhere["sub"]).not.toBe(claims["sub"]);
  });

  requirement("entra.token-signed", async () => {
    const { body } = await cloud.client.signIn(deployment, "ada@example.com", asking("openid", read));
    const keys = createRemoteJWKSet(new URL(keysUrl), { [customFetch]: cloud.client.fetch });
    const { protectedHeader } = await jwtVerify(String(body["access_token"]), keys, {
      issuer: `${login}/${tenantId}/v2.0`,
      audience: deployment.apiAppId,
    });
    expect(protectedHeader).toEqual({ typ: "JWT", alg: "RS256", kid: expect.any(String) });
    await expect(jwtVerify(String(body["id_token"]), keys, { audience: deployment.clientId })).resolves.toBeDefined();
  });
});

describe("what is answered beside the access token", () => {
  requirement("entra.id-token", async () => {
    const rich = await cloud.deploy({ granted: { protocol: "openid profile email" } });
    const scope = `${rich.identifierUri}/weather.read`;
    const idToken = async (...protocol: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
      const asked = { parameters: { scope: [...protocol, scope].join(" "), nonce: "a nonce" } };
      const { body } = await cloud.client.signIn(rich, "ada@example.com", asked);
      return (await cloud.client.readToken(keysUrl, body["id_token"])).claims;
    };
    const plain = await idToken("openid");
    expect(plain).toMatchObject({ aud: rich.clientId, iss: `${login}/${tenantId}/v2.0`, nonce: "a nonce", ver: "2.0" });
    expect(plain).not.toHaveProperty("preferred_username");
    expect(await idToken("openid", "profile", "email")).toMatchObject({
      name: "Ada",
      preferred_username: "ada@example.com",
      email: "ada@example.com",
    });
  });

  test("no ID token without openid, no refresh token without offline_access", async () => {
    const { body } = await cloud.client.signIn(deployment, "ada@example.com", asking(read));
    expect(Object.keys(body).sort()).toEqual(["access_token", "expires_in", "ext_expires_in", "scope", "token_type"]);
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: 4500, ext_expires_in: 4500 });
  });

  test("a token for Microsoft Graph where only the protocol is asked", async () => {
    const { body } = await cloud.client.signIn(deployment, "ada@example.com", asking("openid", "offline_access"));
    const { claims } = await cloud.client.readToken(keysUrl, body["access_token"]);
    expect(claims).toMatchObject({ aud: microsoftGraph, scp: "openid" });
    expect(body["scope"]).toBe("openid");
  });

  requirement("entra.graph-privileges", async () => {
    const curious = await cloud.deploy({ granted: { protocol: "openid User.Read" } });
    const asked = asking("https://graph.microsoft.com/User.Read");
    const { body } = await cloud.client.signIn(curious, "ada@example.com", asked);
    const answer = await cloud.client.fetch("https://graph.microsoft.com/v1.0/applications", {
      headers: { authorization: `Bearer ${String(body["access_token"])}` },
    });
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { code: "Authorization_RequestDenied" } });
  });
});

describe("a refresh token", () => {
  async function signIn(of: Deployment): Promise<unknown> {
    const asked = asking("openid", "offline_access", `${of.identifierUri}/weather.read`);
    return (await cloud.client.signIn(of, "ada@example.com", asked)).body["refresh_token"];
  }

  requirement("entra.refresh", async () => {
    const first = await signIn(deployment);
    await cloud.clock.advance(2 * 3600 * 1000);
    const { status, body } = await cloud.client.refresh(deployment, first);
    expect(status).toBe(200);
    expect(body["refresh_token"]).not.toBe(first);
    const { claims } = await cloud.client.readToken(keysUrl, body["access_token"]);
    expect(claims).toMatchObject({ aud: deployment.apiAppId, scp: "weather.read weather.alert" });
    expect(Number(claims["iat"]) * 1000).toBeGreaterThan(Date.now() + 3600 * 1000);
    for (const token of [first, body["refresh_token"]]) {
      expect((await cloud.client.refresh(deployment, token)).status).toBe(200);
    }
  });

  test("goes on with the scopes of the sign-in named again, and ends after ninety days without use", async () => {
    const scope = `openid offline_access ${read}`;
    const { status, body } = await cloud.client.refresh(deployment, await signIn(deployment), { scope });
    expect(status).toBe(200);
    await cloud.clock.advance(91 * 24 * 3600 * 1000);
    const late = await cloud.client.refresh(deployment, body["refresh_token"]);
    expect([late.status, late.body["error"], late.body["error_codes"]]).toEqual([400, "invalid_grant", [70008]]);
  });

  requirement(
    "entra.refresh-judged-anew",
    async () => {
      const own = await cloud.deploy();
      const token = await signIn(own);
      const [grant] = (await cloud.grantsOf(own.clientPrincipal)).filter(({ scope }) => scope === "weather.read");
      await cloud.graph("DELETE", `/oauth2PermissionGrants/${String(grant?.["id"])}`);
      const { status, body } = await cloud.client.refresh(own, token);
      expect([status, body["error"], body["suberror"], codeIn(body["error_description"])]).toEqual([
        400,
        "invalid_grant",
        "consent_required",
        65001,
      ]);
    },
    "consent",
  );

  requirement(
    "entra.refresh-judged-anew",
    async () => {
      const own = await cloud.deploy();
      const token = await signIn(own);
      await cloud.graph("PATCH", `/servicePrincipals/${own.clientPrincipal}`, { appRoleAssignmentRequired: true });
      const { body } = await cloud.client.refresh(own, token);
      expect(body["error_codes"]).toEqual([50105]);
    },
    "assignment",
  );

  requirement(
    "entra.refresh-judged-anew",
    async () => {
      const asked = asking("offline_access", read);
      const { body } = await cloud.client.signIn(deployment, "person-99@example.com", asked);
      cloud.entra.state.tenants.get(tenantId)?.users.delete(cloud.userId("person-99@example.com"));
      const late = await cloud.client.refresh(deployment, body["refresh_token"]);
      expect([late.status, late.body["error"]]).toEqual([400, "invalid_grant"]);
    },
    "person",
  );

  test("takes up a scope that was granted since", async () => {
    const own = await cloud.deploy();
    const token = await signIn(own);
    const [grant] = (await cloud.grantsOf(own.clientPrincipal)).filter(({ scope }) => scope === "weather.read");
    await cloud.graph("PATCH", `/oauth2PermissionGrants/${String(grant?.["id"])}`, {
      scope: "weather.read weather.alert",
    });
    const { body } = await cloud.client.refresh(own, token);
    const { claims } = await cloud.client.readToken(keysUrl, body["access_token"]);
    expect(claims["scp"]).toBe("weather.read weather.alert");
  });

  requirement("entra.refresh-for-itself", async () => {
    const self = await cloud.deploy({ isItsOwnApi: true });
    const token = await signIn(self);
    const bare = await cloud.client.refresh(self, token);
    expect([bare.body["error"], bare.body["error_codes"]]).toEqual(["invalid_request", [90009]]);
    const protocol = await cloud.client.refresh(self, token, { scope: "openid offline_access" });
    expect(protocol.body["error_codes"]).toEqual([90009]);
    const named = await cloud.client.refresh(self, token, { scope: `${self.identifierUri}/weather.read` });
    expect(named.status).toBe(200);
  });
});
