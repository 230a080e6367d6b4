import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { requirement } from "../../../support/requirement";
import { type Registration, type TokenAnswer, codeVerifier } from "../../support/sign-in-client";
import { asking, type Deployment, EntraSignIn, keysUrl, login, otherTenantId } from "./fixture";

let cloud: EntraSignIn;
let deployment: Deployment;
beforeAll(async () => {
  cloud = await EntraSignIn.start();
  deployment = await cloud.deploy();
});
afterAll(() => cloud.stop());

const readOf = ({ identifierUri }: Deployment): string => `${identifierUri}/weather.read`;

/** Signs Ada in and returns the code. */
async function codeFor(of: Deployment, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
  const asked = { parameters: { scope: `openid offline_access ${readOf(of)}`, ...parameters } };
  const { answer } = await cloud.client.authorize(of, "ada@example.com", asked);
  return String(answer["code"]);
}

function refused({ status, body }: TokenAnswer): readonly unknown[] {
  return [status, body["error"], ...(body["error_codes"] as readonly number[])];
}

describe("a secret", () => {
  requirement(
    "entra.secret-wrong",
    async () => {
      const guessing: Registration = { ...deployment, clientSecret: "guessed" };
      const answer = await cloud.client.redeem(guessing, await codeFor(deployment));
      expect(refused(answer)).toEqual([401, "invalid_client", 7000215]);
      expect(JSON.stringify(answer.body)).not.toContain("guessed");
    },
    "wrong",
  );

  requirement(
    "entra.secret-wrong",
    async () => {
      const form = { client_id: deployment.clientId };
      const answer = await cloud.client.redeem(deployment, await codeFor(deployment), form);
      const empty = await cloud.client.redeem({ ...deployment, clientSecret: "" }, await codeFor(deployment));
      expect([answer, empty].map(refused)).toEqual(Array(2).fill([401, "invalid_client", 7000218]));
    },
    "missing",
  );

  requirement("entra.secret-expired", async () => {
    const own = await cloud.deploy();
    const passwordCredential = { endDateTime: new Date(cloud.clock.now() + 30 * 24 * 3600 * 1000).toISOString() };
    const password = await cloud.graph("POST", `/applications/${own.clientObjectId}/addPassword`, {
      passwordCredential,
    });
    const short = { ...own, clientSecret: String(password["secretText"]) };
    const { body } = await cloud.client.redeem(short, await codeFor(own));
    await cloud.clock.advance(31 * 24 * 3600 * 1000);
    const late = await cloud.client.refresh(short, body["refresh_token"]);
    expect(refused(late)).toEqual([401, "invalid_client", 7000222]);
    expect((await cloud.client.refresh(own, body["refresh_token"])).status).toBe(200);
  });

  test("is taken from the header and from the body", async () => {
    const { clientId: client_id, clientSecret: client_secret } = deployment;
    const posted = await cloud.client.redeem(deployment, await codeFor(deployment), { client_id, client_secret });
    expect(posted.status).toBe(200);
  });
});

describe("a code", () => {
  requirement(
    "entra.code-once",
    async () => {
      const code = await codeFor(deployment);
      expect((await cloud.client.redeem(deployment, code)).status).toBe(200);
      expect(refused(await cloud.client.redeem(deployment, code))).toEqual([400, "invalid_grant", 54005]);
    },
    "used",
  );

  requirement(
    "entra.code-once",
    async () => {
      const code = await codeFor(deployment);
      await cloud.clock.advance(601_000);
      expect(refused(await cloud.client.redeem(deployment, code))).toEqual([400, "invalid_grant", 70008]);
    },
    "old",
  );

  test("twice at the same moment is redeemed once", async () => {
    const code = await codeFor(deployment);
    const answers = await Promise.all([1, 2, 3].map(() => cloud.client.redeem(deployment, code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  requirement(
    "entra.code-bound",
    async () => {
      const thief = await cloud.deploy();
      const answer = await cloud.client.redeem(thief, await codeFor(deployment), {
        redirect_uri: deployment.redirectUri,
      });
      expect(refused(answer)).toEqual([400, "invalid_grant", 70000]);
    },
    "client",
  );

  requirement(
    "entra.code-bound",
    async () => {
      const elsewhere = { ...deployment, tokenUrl: `${login}/${otherTenantId}/oauth2/v2.0/token` };
      const answer = await cloud.client.redeem(elsewhere, await codeFor(deployment));
      expect(answer.body["error_codes"]).toEqual([700016]);
    },
    "tenant",
  );

  requirement(
    "entra.code-bound",
    async () => {
      const second = "https://client.example.com/second";
      const first = "https://client.example.com/first";
      const own = {
        ...(await cloud.deploy({ redirectUris: { web: { redirectUris: [first, second] } } })),
        redirectUri: first,
      };
      const answer = await cloud.client.redeem(own, await codeFor(own), { redirect_uri: second });
      expect(answer.body["error_codes"]).toEqual([500112]);
    },
    "redirect URI",
  );

  requirement(
    "entra.code-bound",
    async () => {
      const verifier = codeVerifier();
      const proof = {
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
      };
      const right = await cloud.client.redeem(deployment, await codeFor(deployment, proof), {
        code_verifier: verifier,
      });
      expect(right.status).toBe(200);
      for (const form of [{ code_verifier: codeVerifier() }, {}] as readonly Record<string, string>[]) {
        const wrong = await cloud.client.redeem(deployment, await codeFor(deployment, proof), form);
        expect(refused(wrong)).toEqual([400, "invalid_grant", 501481]);
      }
    },
    "proof key",
  );

  test("is worth nothing when what it was given for is gone", async () => {
    const own = await cloud.deploy();
    const code = await codeFor(own);
    for (const { id } of await cloud.grantsOf(own.clientPrincipal)) {
      await cloud.graph("DELETE", `/oauth2PermissionGrants/${String(id)}`);
    }
    expect(refused(await cloud.client.redeem(own, code))).toEqual([400, "invalid_grant", 65001]);
  });

  test("nobody has seen is malformed", async () => {
    expect(refused(await cloud.client.redeem(deployment, "0.AAAA"))).toEqual([400, "invalid_grant", 9002313]);
  });

  requirement("entra.redirect-uri-platform", async () => {
    const redirectUri = "https://client.example.com/callback";
    const own = { ...(await cloud.deploy({ redirectUris: { spa: { redirectUris: [redirectUri] } } })), redirectUri };
    const answer = await cloud.client.redeem(own, await codeFor(own));
    expect(refused(answer)).toEqual([400, "invalid_request", 9002327]);
  });
});

describe("an error", () => {
  requirement("entra.token-error", async () => {
    const { status, body, headers } = await cloud.client.redeem(deployment, "unknown");
    expect(status).toBe(400);
    expect(headers.get("content-type")).toMatch(/^application\/json/);
    expect(body).toEqual({
      error: "invalid_grant",
      error_description: expect.stringMatching(/^AADSTS9002313: .* Trace ID: \S+ Correlation ID: \S+ Timestamp: .*Z$/),
      error_codes: [9002313],
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/),
      trace_id: expect.stringMatching(/^[\da-f-]{36}$/),
      correlation_id: expect.stringMatching(/^[\da-f-]{36}$/),
      error_uri: "https://login.microsoftonline.com/error?code=9002313",
    });
  });

  test("is that of a refresh token, too", async () => {
    const thief = await cloud.deploy();
    const { body } = await cloud.client.redeem(deployment, await codeFor(deployment));
    expect(refused(await cloud.client.refresh(thief, body["refresh_token"]))).toEqual([400, "invalid_grant", 70000]);
    expect(refused(await cloud.client.refresh(deployment, "never given"))).toEqual([400, "invalid_grant", 9002313]);
    const scope = "openid https://graph.microsoft.com/User.Read";
    const wider = await cloud.client.refresh(deployment, body["refresh_token"], { scope });
    expect(wider.body["error_codes"]).toEqual([65001]);
  });
});

describe("under another answer of a switch", () => {
  requirement(
    "entra.scopes-of-two-apis",
    async () => {
      const other = await EntraSignIn.start({ scopesOfTwoResources: "at-redemption" });
      try {
        const one = await other.deploy();
        const two = await other.deploy();
        await other.grant(one.clientPrincipal, two.apiPrincipal, "weather.alert");
        const scopes = [readOf(one), `${two.identifierUri}/weather.alert`] as const;
        const redeem = async (form: Readonly<Record<string, string>>): Promise<TokenAnswer> => {
          const { answer } = await other.client.authorize(one, "ada@example.com", asking(...scopes));
          return other.client.redeem(one, String(answer["code"]), form);
        };
        expect((await redeem({})).body["error_codes"]).toEqual([28003]);
        expect((await redeem({ scope: scopes.join(" ") })).body["error_codes"]).toEqual([28000]);
        const { body } = await redeem({ scope: scopes[1] });
        const { claims } = await other.client.readToken(keysUrl, body["access_token"]);
        expect(claims).toMatchObject({ aud: two.apiAppId, scp: "weather.alert" });
      } finally {
        await other.stop();
      }
    },
    "at redemption",
  );

  requirement(
    "entra.refresh-for-itself",
    async () => {
      const other = await EntraSignIn.start({ selfReferencingRefresh: "always", resourceParameter: "ignored" });
      try {
        const self = await other.deploy({ isItsOwnApi: true });
        const resource = "https://func-weather.azurewebsites.net/mcp";
        const byUri = `${self.identifierUri}/weather.read`;
        const byId = `${self.clientId}/weather.read`;
        const parameters = { scope: `offline_access ${byUri} ${byId}`, resource };
        const { body } = await other.client.signIn(self, "ada@example.com", { parameters });
        const refresh = (scope: string): Promise<TokenAnswer> =>
          other.client.refresh(self, body["refresh_token"], { scope });
        expect((await refresh(byUri)).body["error_codes"]).toEqual([90009]);
        expect((await refresh(byId)).status).toBe(200);
      } finally {
        await other.stop();
      }
    },
    "always",
  );
});
