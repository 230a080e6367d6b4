/** A service app signs in with its private key, for no more than reading. */
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect, test } from "@jest/globals";
import { connectOkta } from "../../../doctor/okta/access";
import { readOkta } from "../../../doctor/okta/read-okta";
import type { HttpAnswer, HttpClient, HttpRequest } from "../../../doctor/http";
import { jsonAnswer } from "../support/http";
import { inTemporaryFolder } from "../../support/temporary-folder";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
const signIn = { OKTA_API_CLIENT_ID: "0oadoctor", OKTA_API_PRIVATE_KEY: pem(privateKey) };

/** Okta, as far as its token endpoint goes. */
function oktaWith(token: HttpAnswer, asked: HttpRequest[]): HttpClient {
  return {
    get requests() {
      return asked.length;
    },
    request(request) {
      asked.push(request);
      return Promise.resolve(request.url.endsWith("/oauth2/v1/token") ? token : jsonAnswer([]));
    },
  };
}

async function gapsWith(environment: Record<string, string>, token: HttpAnswer, asked: HttpRequest[] = []) {
  const access = await connectOkta("example.okta.com", environment, oktaWith(token, asked));
  return (await readOkta({ servers: [], clients: [] }, access)).gaps;
}

const given = jsonAnswer({ access_token: "the-access-token", token_type: "Bearer" });

test("one token is asked for, for reading alone", async () => {
  const asked: HttpRequest[] = [];
  expect(await gapsWith(signIn, given, asked)).toEqual([]);
  const [first, ...others] = asked;
  expect(first).toMatchObject({ method: "POST", url: "https://example.okta.com/oauth2/v1/token" });
  expect(new URLSearchParams(String(first?.body)).get("scope")).toBe(
    "okta.authorizationServers.read okta.apps.read okta.groups.read okta.users.read okta.logs.read",
  );
  expect(others.length).toBeGreaterThan(0);
  for (const { method, headers } of others) {
    expect(method).toBe("GET");
    expect(headers).toMatchObject({ Authorization: "Bearer the-access-token" });
  }
});

test("of the scopes that the environment lists, only those are asked for that reading needs", async () => {
  const asked: HttpRequest[] = [];
  await gapsWith({ ...signIn, OKTA_API_SCOPES: "okta.apps.manage,okta.groups.read,okta.groups.manage" }, given, asked);
  expect(new URLSearchParams(String(asked[0]?.body)).get("scope")).toBe("okta.apps.manage okta.groups.read");
});

test("the key may stand in a file", async () => {
  await inTemporaryFolder(async (folder) => {
    const file = join(folder, "key.pem");
    writeFileSync(file, pem(privateKey));
    expect(await gapsWith({ ...signIn, OKTA_API_PRIVATE_KEY: file }, given)).toEqual([]);
  });
});

test("a key that Okta does not take is told by its code", async () => {
  const refused = jsonAnswer({ error: "invalid_client", error_description: "the words of Okta" }, 401);
  expect(await gapsWith(signIn, refused)).toMatchObject([
    { because: "Okta gives no token for OKTA_API_CLIENT_ID and its private key (invalid_client)" },
  ]);
});

test("a file of the SDK's own that cannot be read is told, and not shown", async () => {
  const before = process.cwd();
  await inTemporaryFolder(async (folder) => {
    writeFileSync(join(folder, "okta.yaml"), "okta: [ the-secret");
    process.chdir(folder);
    try {
      const gaps = await gapsWith({ OKTA_API_TOKEN: "a-token" }, given);
      expect(gaps).toMatchObject([{ because: expect.stringContaining("okta.yaml in this folder") }]);
      expect(JSON.stringify(gaps)).not.toContain("the-secret");
    } finally {
      process.chdir(before);
    }
  });
});
