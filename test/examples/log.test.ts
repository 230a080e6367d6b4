/** The log: whoever is woken at night finds who was refused, why, what was found, and what was expected. */
import { generateKeyPair } from "jose";
import { afterAll, expect } from "@jest/globals";
import { requirement } from "../support/requirement";
import { call, exchange, initialize, mcpHeaders, send } from "./support/exchange";
import { audience, client } from "./support/issuer";
import type { LogLine } from "./support/running-server";
import { useServer } from "./support/suite";

const suite = useServer();

/** Every token that was sent. */
const sent: string[] = [];

async function refusedFor(reason: string): Promise<LogLine> {
  return suite.server.logged((line) => line.outcome === "refused" && line["reason"] === reason);
}

async function sendToken(token: string, message: unknown = initialize): Promise<string> {
  sent.push(token);
  const { text } = await send(suite.server.port, message, token);
  return text;
}

requirement(
  "server.refusals-logged",
  async () => {
    await send(suite.server.port, initialize);
    expect(await refusedFor("no-token")).toMatchObject({ status: 401, method: "POST", path: "/mcp" });
  },
  "nobody",
);

const expected = { issuer: expect.any(String), audience, clients: [client, "weather-dev-weather-editor"] };
const claims = {
  issuer: [{ iss: "https://example.okta.com" }, { found: { issuer: "https://example.okta.com" }, expected }],
  audience: [{ aud: "api://other" }, { found: { audience: "api://other" }, expected }],
  expired: [{ exp: 1000 }, { found: { expires: 1000 }, expected }],
  client: [
    { cid: "stranger" },
    { found: { clients: ["stranger"], person: { id: "00uanna", name: "anna@example.com" } }, expected },
  ],
  "no-tool-permitted": [
    { scp: ["openid"] },
    {
      found: { person: { id: "00uanna" }, client, scopes: ["openid"] },
      expected: { toolScopes: { get_forecast: ["weather.read"] } },
    },
  ],
} as const;
for (const [reason, [change, line]] of Object.entries(claims)) {
  requirement(
    "server.refusals-logged",
    async () => {
      const token = await suite.issuer.token({ ...change, ...("scp" in change && { scp: [...change.scp] }) });
      await sendToken(token);
      expect(await refusedFor(reason)).toMatchObject(line);
    },
    reason,
  );
}

requirement(
  "server.refusals-logged",
  async () => {
    await sendToken(await suite.issuer.token(), call("publish_alert"));
    expect(await refusedFor("tool-scope-missing")).toMatchObject({
      found: { person: { id: "00uanna", name: "anna@example.com" }, client, scopes: ["weather.read"] },
      expected: { tool: "publish_alert", scopes: ["weather.alert"] },
    });
  },
  "a tool's scope",
);

requirement(
  "server.refusals-logged",
  async () => {
    suite.issuer.broken = true;
    try {
      await suite.withServer({}, async (server) => {
        await send(server.port, initialize, await suite.issuer.token());
        const metadata = `${suite.issuer.url}/.well-known/openid-configuration`;
        expect(await server.logged(({ outcome }) => outcome === "refused")).toMatchObject({
          status: 503,
          found: { error: `${metadata} answers 500.` },
          expected: { metadata },
        });
      });
    } finally {
      suite.issuer.broken = false;
    }
  },
  "keys that cannot be had",
);

requirement(
  "server.refusals-logged",
  async () => {
    await suite.withServer({}, async (server) => {
      const headers = [...mcpHeaders, "Authorization", `Bearer ${await suite.issuer.token()}`];
      expect((await exchange(server.port, { method: "GET", headers })).status).toBe(405);
      await exchange(server.port, { method: "DELETE", headers });
      await server.logged(({ method }) => method === "DELETE");
      expect(server.log.filter(({ method }) => method === "GET")).toEqual([]);
    });
  },
  "but not what every client asks",
);

requirement(
  "server.refusals-logged",
  async () => {
    const headers = [...mcpHeaders.slice(0, 4), "Authorization", `Bearer ${await suite.issuer.token()}`];
    expect((await exchange(suite.server.port, { headers, body: JSON.stringify(initialize) })).status).toBe(406);
    expect(await refusedFor("not-mcp")).toMatchObject({ person: { id: "00uanna" }, client });
  },
  "what the SDK refuses",
);

requirement("server.log-without-tokens", async () => {
  const { privateKey } = await generateKeyPair("RS256");
  const answers = [
    await sendToken(await suite.issuer.token()),
    await sendToken(await suite.issuer.token(), call("get_forecast")),
    await sendToken(await suite.issuer.token({}, { key: privateKey })),
    await sendToken(await suite.issuer.token({ iss: "x".repeat(5000) })),
    await sendToken("not.a.token"),
  ];
  const token = await suite.issuer.token();
  sent.push(token);
  const path = `/mcp?access_token=${token}`;
  answers.push((await exchange(suite.server.port, { path, headers: [...mcpHeaders], body: "{}" })).text);
  await refusedFor("token-in-query");
  const written = JSON.stringify([suite.server.log, suite.server.stray, answers]);
  for (const part of sent.flatMap((each) => each.split(".")).filter(({ length }) => length > 20)) {
    expect(written).not.toContain(part);
  }
  // What a stranger writes into a token does not fill the log.
  expect(Math.max(...suite.server.log.map((line) => JSON.stringify(line).length))).toBeLessThan(1_000);
});

afterAll(() => {
  // Every line is JSON.
  expect(suite.server.stray).toBe("");
});
