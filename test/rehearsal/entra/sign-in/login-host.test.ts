import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startFront } from "../../../../rehearsal/front/front";
import { requirement } from "../../../support/requirement";
import { inTemporaryFolder } from "../../../support/temporary-folder";
import { codeIn, deployer, EntraSignIn, login, otherTenantId, tenantId } from "./fixture";

let cloud: EntraSignIn;
beforeAll(async () => {
  cloud = await EntraSignIn.start();
});
afterAll(() => cloud.stop());

type Json = Readonly<Record<string, unknown>>;

async function get(path: string): Promise<Json> {
  const response = await cloud.client.fetch(`${login}${path}`);
  expect(response.status).toBe(200);
  return (await response.json()) as Json;
}

describe("metadata", () => {
  for (const name of [tenantId, tenantId.toUpperCase(), "11111111.onmicrosoft.com"]) {
    requirement(
      "entra.metadata",
      async () => {
        const configuration = await get(`/${name}/v2.0/.well-known/openid-configuration`);
        expect(configuration).toMatchObject({
          issuer: `${login}/${tenantId}/v2.0`,
          authorization_endpoint: `${login}/${tenantId}/oauth2/v2.0/authorize`,
          token_endpoint: `${login}/${tenantId}/oauth2/v2.0/token`,
          jwks_uri: `${login}/${tenantId}/discovery/v2.0/keys`,
        });
        expect(configuration).not.toHaveProperty("code_challenge_methods_supported");
      },
      name,
    );
  }

  test("keys of every tenant are public, with a use and without a private part", async () => {
    for (const tenant of [tenantId, otherTenantId, "common"]) {
      const { keys } = await get(`/${tenant}/discovery/v2.0/keys`);
      const [key] = keys as readonly Json[];
      expect(Object.keys(key ?? {}).sort()).toEqual(["e", "kid", "kty", "n", "use"]);
    }
  });

  test("of no tenant in particular have a template for the issuer", async () => {
    const { issuer } = await get("/common/v2.0/.well-known/openid-configuration");
    expect(issuer).toBe(`${login}/{tenantid}/v2.0`);
  });

  test("the instance names the host and the tenant's metadata", async () => {
    const endpoint = encodeURIComponent(`${login}/${tenantId}/oauth2/v2.0/authorize`);
    const instance = await get(`/common/discovery/instance?api-version=1.1&authorization_endpoint=${endpoint}`);
    expect(instance).toMatchObject({
      tenant_discovery_endpoint: `${login}/${tenantId}/v2.0/.well-known/openid-configuration`,
      metadata: [{ aliases: expect.arrayContaining(["login.microsoftonline.com"]) }],
    });
  });
});

describe("a tenant", () => {
  const nobody = "99999999-9999-4999-8999-999999999999";
  const cases = [
    [nobody, 90002],
    ["common", 50194],
  ] as const;
  for (const [name, code] of cases) {
    requirement(
      "entra.tenant-unknown",
      async () => {
        const query = "client_id=x&response_type=code&redirect_uri=https://x.example&scope=openid";
        const page = await cloud.client.fetch(`${login}/${name}/oauth2/v2.0/authorize?${query}`);
        expect([page.status, codeIn(await page.text())]).toEqual([400, code]);
        const token = await cloud.client.fetch(`${login}/${name}/oauth2/v2.0/token`, {
          method: "POST",
          body: new URLSearchParams({ grant_type: "authorization_code" }),
        });
        expect([token.status, ((await token.json()) as Json)["error_codes"]]).toEqual([400, [code]]);
        expect(cloud.lastEntry()?.text).toContain(`AADSTS${code}`);
      },
      name,
    );
  }

  test("an address that Entra does not have is not found", async () => {
    expect((await cloud.client.fetch(`${login}/${tenantId}/teapot`)).status).toBe(404);
  });

  test("in other letters, or by its domain, signs the same people in", async () => {
    const deployment = await cloud.deploy();
    for (const name of [tenantId.toUpperCase(), "11111111.onmicrosoft.com"]) {
      const there = {
        ...deployment,
        authorizeUrl: `${login}/${name}/oauth2/v2.0/authorize`,
        tokenUrl: `${login}/${name}/oauth2/v2.0/token`,
      };
      const asked = { parameters: { scope: `${deployment.identifierUri}/weather.read` } };
      expect((await cloud.client.signIn(there, "ada@example.com", asked)).status).toBe(200);
    }
  });
});

/** Asks as a program of its own, as a command does: the library trusts the authorities that its process trusts. */
async function tokenFromLibrary(secret: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const program = `
    const { ClientSecretCredential } = require("@azure/identity");
    const { TENANT, CLIENT, SECRET } = process.env;
    const options = { retryOptions: { maxRetries: 0 } };
    new ClientSecretCredential(TENANT, CLIENT, SECRET, options)
      .getToken("https://management.azure.com/.default")
      .then(({ token }) => process.stdout.write(token), ({ message }) => {
        process.stderr.write(message);
        process.exitCode = 1;
      });`;
  const env = { ...environment, TENANT: tenantId, CLIENT: deployer.clientId, SECRET: secret };
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", program], { env });
  return stdout;
}

describe("tokens for Microsoft's own APIs", () => {
  requirement("entra.microsoft-libraries", () =>
    inTemporaryFolder(async (folder) => {
      const front = await startFront(cloud.entra.services);
      try {
        const certificate = join(folder, "authority.pem");
        writeFileSync(certificate, front.certificateAuthority);
        const environment = { HTTPS_PROXY: front.proxyUrl, NODE_EXTRA_CA_CERTS: certificate };
        const token = await tokenFromLibrary(deployer.clientSecret, environment);
        expect(cloud.entra.verifyBearer(`Bearer ${token}`, "https://management.azure.com")).toMatchObject({
          objectId: deployer.objectId,
          kind: "application",
        });
        await expect(tokenFromLibrary("guessed", environment)).rejects.toThrow(/AADSTS7000215/);
      } finally {
        await front.close();
      }
    }),
  );

  requirement("entra.command-line-token", () => {
    const audience = "https://ai.azure.com";
    const token = cloud.entra.personToken({ tenantId, login: "Ada@example.com", audience });
    expect(cloud.entra.verifyBearer(`Bearer ${token}`, audience)).toMatchObject({
      tenantId,
      objectId: cloud.userId("ada@example.com"),
      kind: "user",
    });
    expect(cloud.entra.verifyBearer(`Bearer ${token}`, "https://management.azure.com")).toBeUndefined();
    const ask = (request: Partial<Parameters<typeof cloud.entra.personToken>[0]>) => (): string =>
      cloud.entra.personToken({ tenantId, login: "ada@example.com", audience, ...request });
    expect(ask({ login: "mallory@example.org" })).toThrow(/does not exist/);
    expect(ask({ tenantId: otherTenantId })).toThrow(/does not exist/);
    expect(ask({ audience: "https://attacker.example.org" })).toThrow(/was not found/);
  });

  test("a person reads Microsoft Graph with the command line's token", async () => {
    const audience = "https://graph.microsoft.com";
    const token = cloud.entra.personToken({ tenantId, login: "ada@example.com", audience });
    const answer = await cloud.client.fetch(`${audience}/v1.0/organization`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });
});
