import { afterAll, beforeAll, expect } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { claimsOf, type TokenAnswer } from "../support/sign-in-client";
import { host } from "./fixture";
import { ada, type Deployed, noMatch, OktaSignIn } from "./sign-in-fixture";

let okta: OktaSignIn;
let deployed: Deployed;
beforeAll(async () => {
  okta = await OktaSignIn.start();
  deployed = await okta.deployOpen();
});
afterAll(() => okta.stop());

async function get(
  url: string,
): Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }> {
  const response = await okta.client.fetch(url);
  return { status: response.status, body: (await response.json()) as Readonly<Record<string, unknown>> };
}

async function keyIds(issuer: string): Promise<readonly unknown[]> {
  const { body } = await get(`${issuer}/v1/keys`);
  const keys = body["keys"] as readonly Readonly<Record<string, unknown>>[];
  expect(Object.keys(keys[0] ?? {}).sort()).toEqual(["alg", "e", "kid", "kty", "n", "use"]);
  return keys.map(({ kid }) => kid);
}

requirement("okta.metadata", async () => {
  const { serverId, issuer } = deployed;
  await okta.api("POST", `/authorizationServers/${serverId}/scopes`, {
    name: "published",
    metadataPublish: "ALL_CLIENTS",
  });
  const documents = await Promise.all(
    [
      `${issuer}/.well-known/oauth-authorization-server`,
      `${issuer}/.well-known/openid-configuration`,
      `https://${host}/.well-known/oauth-authorization-server/oauth2/${serverId}`,
    ].map(get),
  );
  for (const { status, body } of documents) {
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer,
      authorization_endpoint: deployed.authorizeUrl,
      token_endpoint: deployed.tokenUrl,
      jwks_uri: `${issuer}/v1/keys`,
      code_challenge_methods_supported: ["S256"],
    });
    expect(body["scopes_supported"]).toEqual(expect.arrayContaining(["openid", "offline_access", "published"]));
    expect(body["scopes_supported"]).not.toContain("read");
  }
  expect((await get(`https://${host}/oauth2/unknown/.well-known/openid-configuration`)).status).toBe(404);
});

requirement("okta.server-live", async () => {
  const serverId = await okta.server();
  const at = await okta.deploy({ serverId });
  const changes: unknown[] = [await okta.outcome(at, ada, "new")];
  const scope = await okta.api("POST", `/authorizationServers/${serverId}/scopes`, { name: "new" });
  const policy = await okta.policy(at);
  changes.push(await okta.outcome(at, ada, "new"));
  const rule = await okta.rule(policy, ["Everyone"], ["new"]);
  changes.push(await okta.outcome(at, ada, "new"));
  await okta.api("PUT", `/authorizationServers/${serverId}`, { name: "renamed", audiences: ["api://another"] });
  changes.push(claimsOf((await okta.signIn(at, ada, "new")).body["access_token"])["aud"]);
  await okta.api("DELETE", rule);
  changes.push(await okta.outcome(at, ada, "new"));
  await okta.api("DELETE", `/authorizationServers/${serverId}/scopes/${String(scope["id"])}`);
  changes.push(await okta.outcome(at, ada, "new"));
  const unknownScope = [
    "invalid_scope",
    "One or more scopes are not configured for the authorization server resource.",
  ];
  expect(changes).toEqual([unknownScope, noMatch, "new", "api://another", noMatch, unknownScope]);
});

requirement(
  "okta.server-live",
  async () => {
    const serverId = await okta.server();
    const at = await okta.deployOpen({ serverId });
    const { body } = await okta.signIn(at, ada, "read offline_access");
    const state = async (): Promise<readonly unknown[]> => {
      const { page } = await okta.authorize(at, ada, "read");
      const refreshed: TokenAnswer = await okta.client.refresh(at, body["refresh_token"]);
      const keys = await get(`${at.issuer}/v1/keys`);
      const metadata = await get(`${at.issuer}/.well-known/openid-configuration`);
      return [page.status, refreshed.status, keys.status, metadata.status];
    };
    const path = `/authorizationServers/${serverId}`;
    const active = await state();
    await okta.api("POST", `${path}/lifecycle/deactivate`);
    const inactive = await state();
    const { page } = await okta.authorize(at, ada, "read");
    await okta.api("POST", `${path}/lifecycle/activate`);
    const again = await state();
    await okta.api("DELETE", path);
    expect([active, inactive, again, await state()]).toEqual([
      [0, 200, 200, 200],
      [400, 404, 404, 404],
      [0, 200, 200, 200],
      [400, 404, 404, 404],
    ]);
    expect(page.text).toContain("The authorization server id is invalid.");
  },
  "the server itself",
);

requirement("okta.server-key", async () => {
  const second = await okta.server();
  const kids = [await keyIds(deployed.issuer), await keyIds(`https://${host}/oauth2/${second}`)];
  const { body } = await okta.signIn(deployed, ada, "read");
  await expect(okta.client.readToken(`https://${host}/oauth2/${second}/v1/keys`, body["access_token"])).rejects.toThrow(
    "No key",
  );
  expect(kids.map((one) => one.length)).toEqual([1, 1]);
  expect(kids[0]).not.toEqual(kids[1]);
});

requirement("okta.other-server", async () => {
  const serverId = await okta.server();
  const elsewhere = okta.registration(serverId, deployed);
  const { answer } = await okta.authorize(deployed, ada, "read");
  const code = await okta.client.redeem(elsewhere, answer["code"] ?? "");
  const { body } = await okta.signIn(deployed, ada, "read offline_access");
  const refreshed = await okta.client.refresh(elsewhere, body["refresh_token"]);
  expect([code.body["error"], refreshed.body["error"]]).toEqual(["invalid_grant", "invalid_grant"]);
});

requirement("okta.organization-server", async () => {
  const organization: Deployed = {
    ...deployed,
    issuer: `https://${host}`,
    authorizeUrl: `https://${host}/oauth2/v1/authorize`,
    tokenUrl: `https://${host}/oauth2/v1/token`,
  };
  const { body } = await okta.signIn(organization, ada, "openid offline_access");
  const { claims } = await okta.client.readToken(`https://${host}/oauth2/v1/keys`, body["access_token"]);
  const refreshed = await okta.client.refresh(organization, body["refresh_token"]);
  expect(claims).toMatchObject({ iss: `https://${host}`, aud: `https://${host}`, scp: ["openid", "offline_access"] });
  expect(refreshed.status).toBe(200);
  expect(await okta.outcome(organization, ada, "openid read")).toEqual([
    "invalid_scope",
    "Custom scopes are not allowed for this request.",
  ]);
  expect(await okta.outcome(organization, ada, undefined)).toMatchObject(["invalid_scope", expect.any(String)]);
});

requirement("okta.organization-metadata", async () => {
  for (const kind of ["oauth-authorization-server", "openid-configuration"]) {
    expect(await get(`https://${host}/.well-known/${kind}`)).toMatchObject({
      status: 200,
      body: { issuer: `https://${host}`, jwks_uri: `https://${host}/oauth2/v1/keys` },
    });
  }
  expect((await get(`https://${host}/oauth2/nowhere`)).status).toBe(404);
});
