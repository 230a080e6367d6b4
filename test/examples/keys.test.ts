/** Where the issuer's keys come from and when they are fetched again, and clocks that differ; time is passed by, not waited for. */
import { afterEach, beforeEach, expect, jest } from "@jest/globals";
import {
  clockTolerance,
  createProtectedResource,
  protectedResourceSettings,
  readSettings,
  type ProtectedResource,
  type Refusal,
} from "../../examples/weather-server/protected-resource";
import { requirement } from "../support/requirement";
import { Issuer } from "./support/issuer";
import { settingsFor } from "./support/running-server";

const minute = 60_000;

let issuer: Issuer;

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: [...everythingButDate] });
  issuer = await Issuer.start();
});

afterEach(async () => {
  await issuer.close();
  jest.useRealTimers();
});

const everythingButDate = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;

function protectionBy({ url }: Pick<Issuer, "url"> = issuer): ProtectedResource {
  return createProtectedResource(readSettings(settingsFor({ url }), protectedResourceSettings), ["get_forecast"]);
}

/** What comes of a token: `admitted`, or why not. */
async function outcome(protection: ProtectedResource, token: string): Promise<string> {
  return protection.admit({ authorization: [`Bearer ${token}`] }).then(
    () => "admitted",
    (error: unknown) => (error as Refusal).reason,
  );
}

function pass(milliseconds: number): void {
  jest.setSystemTime(Date.now() + milliseconds);
}

requirement("server.keys-by-metadata", async () => {
  const protection = protectionBy();
  const token = await issuer.token();
  expect(await outcome(protection, token)).toBe("admitted");
  expect(await outcome(protection, token)).toBe("admitted");
  expect(issuer.keyRequests).toBe(1);
});

const wrongMetadata = {
  "another issuer": [{ issuer: "https://example.okta.com" }, 'is the metadata of "https://example.okta.com".'],
  "no issuer": [{ issuer: undefined }, "is the metadata of undefined."],
  "keys without protection": [{ jwks_uri: "http://keys.example.com/" }, 'names the keys "http://keys.example.com/"'],
  "keys in a file": [{ jwks_uri: "file:///etc/keys" }, 'names the keys "file:///etc/keys"'],
  "no keys": [{ jwks_uri: undefined }, "names the keys undefined"],
} as const;
for (const [what, [metadata, problem]] of Object.entries(wrongMetadata)) {
  requirement(
    "server.keys-by-metadata",
    async () => {
      issuer.metadata = metadata;
      const authorization = [`Bearer ${await issuer.token()}`];
      await expect(protectionBy().admit({ authorization })).rejects.toMatchObject({
        reason: "keys-unavailable",
        found: { error: expect.stringContaining(problem) },
      });
      expect(issuer.keyRequests).toBe(0);
    },
    what,
  );
}

requirement("server.unknown-key-refreshes", async () => {
  const protection = protectionBy();
  const old = await issuer.token();
  expect(await outcome(protection, old)).toBe("admitted");
  await issuer.rotate("second");
  pass(minute);
  expect(await outcome(protection, await issuer.token())).toBe("admitted");
  expect(await outcome(protection, old)).toBe("unknown-key");
});

requirement("server.unknown-key-cooldown", async () => {
  const protection = protectionBy();
  const invented = await Promise.all(
    Array.from({ length: 20 }, (_, index) => issuer.token({}, { header: { kid: `invented-${index}` } })),
  );
  for (const token of invented) expect(await outcome(protection, token)).toBe("unknown-key");
  expect(issuer.keyRequests).toBe(1);
  pass(minute);
  for (const token of invented) expect(await outcome(protection, token)).toBe("unknown-key");
  expect(issuer.keyRequests).toBe(2);
});

requirement("server.keys-unavailable", async () => {
  const protection = protectionBy();
  const token = await issuer.token();
  issuer.broken = true;
  const refusal = await protection
    .admit({ authorization: [`Bearer ${token}`] })
    .catch((error: unknown) => error as Refusal);
  const answer = protection.answer(refusal as Refusal);
  expect(answer).toMatchObject({ status: 503, headers: { "retry-after": "5" } });
  expect(answer.headers).not.toHaveProperty("www-authenticate");
  issuer.broken = false;
  expect(await outcome(protection, token)).toBe("admitted");
});

requirement(
  "server.keys-unavailable",
  async () => {
    const protection = protectionBy();
    expect(await outcome(protection, await issuer.token())).toBe("admitted");
    issuer.broken = true;
    pass(minute);
    expect(await outcome(protection, await issuer.token())).toBe("admitted");
    pass(10 * minute);
    expect(await outcome(protection, await issuer.token())).toBe("keys-unavailable");
  },
  "keys that are known serve for ten minutes",
);

requirement("server.validity-checked", async () => {
  expect(clockTolerance).toBe(30);
  const protection = protectionBy();
  const now = Math.floor(Date.now() / 1000);
  jest.setSystemTime(now * 1000);
  const ended = (seconds: number): Promise<string> => issuer.token({ exp: now - seconds });
  expect(await outcome(protection, await ended(clockTolerance - 1))).toBe("admitted");
  expect(await outcome(protection, await ended(clockTolerance))).toBe("expired");
  const early = (seconds: number): Promise<string> => issuer.token({ nbf: now + seconds });
  expect(await outcome(protection, await early(clockTolerance))).toBe("admitted");
  expect(await outcome(protection, await early(clockTolerance + 1))).toBe("not-yet-valid");
});
