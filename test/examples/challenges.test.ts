/** What callers are told who have no token, or none that is good, and where the metadata lies. */
import { describe, expect } from "@jest/globals";
import {
  createProtectedResource,
  protectedResourceSettings,
  readSettings,
  Refusal,
} from "../../examples/weather-server/protected-resource";
import { requirement } from "../support/requirement";
import { call, challengeOf, exchange, initialize, listTools, mcpHeaders, send } from "./support/exchange";
import { settingsFor } from "./support/running-server";
import { useServer } from "./support/suite";

const suite = useServer();

const resourceMetadata = "https://func-weather.azurewebsites.net/.well-known/oauth-protected-resource/mcp";
const host = ["Host", "func-weather.azurewebsites.net"];

describe("without a token", () => {
  for (const [what, message] of Object.entries({
    initialize,
    "tools/list": listTools,
    "tools/call": call("get_forecast"),
  })) {
    requirement(
      "server.no-token-challenged",
      async () => {
        const answer = await send(suite.server.port, message);
        expect(answer.status).toBe(401);
        expect(challengeOf(answer)).toMatchObject({ resource_metadata: resourceMetadata });
      },
      what,
    );
  }

  requirement("server.no-token-no-error", async () => {
    const answer = await send(suite.server.port, initialize);
    expect(Object.keys(challengeOf(answer)).sort()).toEqual(["resource_metadata", "scope"]);
    expect(answer.text).not.toMatch(/"error":/);
  });

  requirement(
    "server.no-token-no-error",
    async () => {
      const headers = [...mcpHeaders, "Authorization", "Basic YW5uYTpzZWNyZXQ="];
      const answer = await exchange(suite.server.port, { headers, body: JSON.stringify(initialize) });
      expect(answer.status).toBe(401);
      expect(challengeOf(answer)).not.toHaveProperty("error");
    },
    "another scheme is no token",
  );

  requirement("server.challenge-names-scopes", async () => {
    const expired = await suite.issuer.token({ exp: 1 });
    for (const answer of [
      await send(suite.server.port, initialize),
      await send(suite.server.port, initialize, expired),
    ]) {
      expect(challengeOf(answer)["scope"]).toBe("weather.read weather.alert");
    }
  });

  requirement("server.token-in-body-ignored", async () => {
    const token = await suite.issuer.token();
    const form = ["Content-Type", "application/x-www-form-urlencoded", ...mcpHeaders.filter((_, index) => index > 3)];
    const bodies = [
      { headers: [...mcpHeaders], body: JSON.stringify({ ...initialize, access_token: token }) },
      { headers: [...host, ...form], body: `access_token=${token}` },
    ];
    for (const sent of bodies) {
      const answer = await exchange(suite.server.port, sent);
      expect(answer.status).toBe(401);
      expect(challengeOf(answer)).not.toHaveProperty("error");
    }
  });
});

describe("with a token in the wrong place or form", () => {
  const malformed = [
    "Bearer",
    "Bearer ",
    "Bearer a b",
    "Bearer a,b",
    'Bearer "a"',
    "Bearer a=b",
    "bearer \t",
    "Bearer ä",
  ];
  for (const header of malformed) {
    requirement(
      "server.malformed-request-challenged",
      async () => {
        const headers = [...mcpHeaders, "Authorization", Buffer.from(header, "utf8").toString("latin1")];
        const answer = await exchange(suite.server.port, { headers, body: JSON.stringify(initialize) });
        expect(answer.status).toBe(400);
        expect(challengeOf(answer)).toMatchObject({ error: "invalid_request", resource_metadata: resourceMetadata });
      },
      JSON.stringify(header),
    );
  }

  requirement(
    "server.malformed-request-challenged",
    async () => {
      const [anna, bert] = [await suite.issuer.token(), await suite.issuer.token({ sub: "bert@example.com" })];
      const headers = [...mcpHeaders, "Authorization", `Bearer ${anna}`, "authorization", `Bearer ${bert}`];
      const twice = await exchange(suite.server.port, { headers, body: JSON.stringify(initialize) });
      expect(twice.status).toBe(400);
      expect(challengeOf(twice)["error"]).toBe("invalid_request");
    },
    "two headers with good tokens",
  );

  requirement("server.token-in-query-refused", async () => {
    const token = await suite.issuer.token();
    const path = `/mcp?access_token=${token}`;
    const good = ["Authorization", `Bearer ${token}`];
    for (const headers of [mcpHeaders, [...mcpHeaders, ...good]]) {
      const answer = await exchange(suite.server.port, { path, headers, body: JSON.stringify(initialize) });
      expect(answer.status).toBe(400);
      expect(challengeOf(answer)["error"]).toBe("invalid_request");
    }
  });

  requirement("server.invalid-token-challenged", async () => {
    for (const token of [
      "abc",
      "a.b.c",
      "e30.e30.e30",
      `${await suite.issuer.token()}x`,
      "=".repeat(9).padStart(99, "a"),
    ]) {
      const answer = await send(suite.server.port, initialize, token);
      expect(answer.status).toBe(401);
      expect(challengeOf(answer)).toMatchObject({ error: "invalid_token", resource_metadata: resourceMetadata });
    }
  });

  requirement("server.quoted-strings-escaped", () => {
    const description = 'say "x" \\ or\r\nSet-Cookie: ä';
    const settings = { ...settingsFor(suite.issuer), MCP_RESOURCE: `https://a.example/a'"b\\c` };
    const protection = createProtectedResource(readSettings(settings, protectedResourceSettings), ["get_forecast"]);
    const refusal = new Refusal({
      status: 403,
      reason: "x",
      error: "insufficient_scope",
      description,
      scopes: ["a", "b"],
    });
    const { headers } = protection.answer(refusal);
    expect(headers["www-authenticate"]).toMatch(/^[\x20-\x7e]+$/);
    expect(challengeOf({ status: 403, headers, text: "" })).toEqual({
      error: "insufficient_scope",
      error_description: 'say "x" \\ or??Set-Cookie: ?',
      scope: "a b",
      resource_metadata: "https://a.example/.well-known/oauth-protected-resource/a'%22b/c",
    });
  });
});

describe("metadata", () => {
  const places = ["/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"];

  requirement("server.metadata-at-both-places", async () => {
    const answers = await Promise.all(
      places.map((path) => exchange(suite.server.port, { method: "GET", path, headers: host })),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.text).toBe(answers[1]?.text);
    expect(answers[0]?.headers["content-type"]).toBe("application/json");
  });

  requirement("server.metadata-complete", async () => {
    const [path] = places;
    const { text } = await exchange(suite.server.port, { method: "GET", path: path ?? "", headers: host });
    expect(JSON.parse(text)).toEqual({
      resource: "https://func-weather.azurewebsites.net/mcp",
      authorization_servers: [suite.issuer.url],
      scopes_supported: ["weather.read", "weather.alert"],
      bearer_methods_supported: ["header"],
    });
  });

  requirement("server.metadata-open", async () => {
    for (const path of places) {
      const methods = ["HEAD", "POST", "DELETE", "PUT"];
      const answers = await Promise.all(
        methods.map((method) => exchange(suite.server.port, { method, path, headers: host })),
      );
      expect(answers.map(({ status }) => status)).toEqual([200, 405, 405, 405]);
      expect(answers[0]?.text).toBe("");
      expect(answers[1]?.headers["allow"]).toBe("GET, HEAD");
    }
  });
});
