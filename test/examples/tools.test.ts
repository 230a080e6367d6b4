/** What callers see and may do: by their scopes, and as themselves. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { describe, expect } from "@jest/globals";
import { requirement } from "../support/requirement";
import { call, challengeOf, initialize, listTools, send, type Received } from "./support/exchange";
import { useServer } from "./support/suite";

const suite = useServer();

/** The names in an answer to `tools/list`. */
function toolNames({ text }: Received): readonly string[] {
  const { result } = JSON.parse(text) as { readonly result: { readonly tools: readonly { readonly name: string }[] } };
  return result.tools.map(({ name }) => name);
}

describe("scopes", () => {
  const messages = { initialize, "tools/list": listTools, "tools/call": call("get_forecast"), nonsense: { a: 1 } };
  for (const [what, message] of Object.entries(messages)) {
    requirement(
      "server.no-tool-permitted",
      async () => {
        const token = await suite.issuer.token({ scp: ["openid", "offline_access"] });
        const answer = await send(suite.server.port, message, token);
        expect(answer.status).toBe(403);
        expect(challengeOf(answer)).toMatchObject({
          error: "insufficient_scope",
          scope: "weather.read weather.alert",
          resource_metadata: expect.stringContaining("/.well-known/oauth-protected-resource/mcp"),
        });
      },
      what,
    );
  }

  requirement("server.list-shortened", async () => {
    const lists = {
      "weather.read": ["get_forecast"],
      "weather.alert": ["publish_alert"],
      "weather.alert openid weather.read": ["get_forecast", "publish_alert"],
    };
    for (const [scp, tools] of Object.entries(lists)) {
      const answer = await send(suite.server.port, listTools, await suite.issuer.token({ scp }));
      expect(toolNames(answer)).toEqual(tools);
    }
  });

  requirement("server.tool-scope-enforced", async () => {
    const reader = await suite.issuer.token();
    const refused = await send(suite.server.port, call("publish_alert", { city: "Oslo", message: "Storm" }), reader);
    expect(refused.status).toBe(403);
    expect(challengeOf(refused)).toMatchObject({ error: "insufficient_scope", scope: "weather.alert" });
    const editor = await suite.issuer.token({ scp: ["weather.alert"] });
    const done = await send(suite.server.port, call("publish_alert", { city: "Oslo", message: "Storm" }), editor);
    expect(JSON.parse(done.text)).toMatchObject({ result: { structuredContent: { message: "Storm" } } });
    const other = await send(suite.server.port, call("get_forecast"), editor);
    expect([other.status, challengeOf(other)["scope"]]).toEqual([403, "weather.read"]);
  });

  requirement("server.scopes-as-requested", async () => {
    const qualified = "api://1b2c/weather-dev/weather.read api://1b2c/weather-dev/weather.alert";
    await suite.withServer({ MCP_SCOPES_SUPPORTED: qualified }, async ({ port }) => {
      const none = await send(port, initialize, await suite.issuer.token({ scp: "" }));
      expect(challengeOf(none)["scope"]).toBe(qualified);
      const reader = await suite.issuer.token({ scp: "weather.read" });
      const refused = await send(port, call("publish_alert"), reader);
      expect(challengeOf(refused)["scope"]).toBe("api://1b2c/weather-dev/weather.alert");
      expect((await send(port, call("get_forecast"), reader)).status).toBe(200);
    });
  });

  requirement(
    "server.scopes-as-requested",
    async () => {
      await suite.withServer({ MCP_SCOPES_SUPPORTED: "weather.read other" }, async ({ port }) => {
        const refused = await send(port, call("publish_alert"), await suite.issuer.token());
        expect(challengeOf(refused)["scope"]).toBe("weather.alert");
      });
    },
    "one that is not advertised by its short name",
  );

  requirement("server.tool-scopes-from-settings", async () => {
    const settings = { MCP_TOOL_SCOPES: JSON.stringify({ get_forecast: ["weather.alert", "weather.read"] }) };
    await suite.withServer(settings, async ({ port }) => {
      const one = await send(port, listTools, await suite.issuer.token({ scp: ["weather.read"] }));
      expect(challengeOf(one)["scope"]).toBe("weather.alert weather.read");
      const both = await suite.issuer.token({ scp: ["weather.read", "weather.alert"] });
      expect(toolNames(await send(port, listTools, both))).toEqual(["get_forecast"]);
      const unnamed = await send(port, call("publish_alert", { city: "Oslo", message: "Storm" }), both);
      expect(JSON.parse(unnamed.text)).toMatchObject({ result: { isError: true } });
    });
  });

  for (const name of ["no_such_tool", "constructor", "__proto__", "", "GET_FORECAST"]) {
    requirement(
      "server.unknown-tool",
      async () => {
        const answer = await send(suite.server.port, call(name), await suite.issuer.token());
        expect(answer.status).toBe(200);
        expect(answer.headers).not.toHaveProperty("www-authenticate");
        expect(JSON.parse(answer.text)).toMatchObject({ result: { isError: true } });
      },
      JSON.stringify(name),
    );
  }
});

describe("identity", () => {
  requirement("server.runs-as-caller", async () => {
    const token = await suite.issuer.token({ sub: "bert@example.com", uid: "00ubert", scp: ["weather.alert"] });
    const answer = await send(suite.server.port, call("publish_alert", { city: "Oslo", message: "Storm" }), token);
    expect(JSON.parse(answer.text)).toMatchObject({
      result: {
        content: [{ type: "text", text: "An alert for Oslo is published by bert@example.com: Storm" }],
        structuredContent: { calledAs: { id: "00ubert", name: "bert@example.com" } },
      },
    });
    expect(answer.text).not.toContain(token.split(".")[2]);
  });

  requirement("server.identities-not-mixed", async () => {
    const people = Array.from({ length: 100 }, (_, index) => ({
      sub: `person-${index}@example.com`,
      uid: `00u${index}`,
      scp: index % 2 === 0 ? ["weather.read"] : ["weather.alert"],
    }));
    const tokens = await Promise.all(people.map((claims) => suite.issuer.token(claims)));
    const messages = people.map((_, index) =>
      index % 2 === 0 ? call("get_forecast") : call("publish_alert", { city: "Oslo", message: `Storm ${index}` }),
    );
    const [calls, lists] = await Promise.all([
      Promise.all(tokens.map((token, index) => send(suite.server.port, messages[index], token))),
      Promise.all(tokens.map((token) => send(suite.server.port, listTools, token))),
    ]);
    expect(calls.map(({ text }) => JSON.parse(text) as unknown)).toMatchObject(
      people.map(({ sub, uid }) => ({ result: { structuredContent: { calledAs: { id: uid, name: sub } } } })),
    );
    expect(lists.map(toolNames)).toEqual(
      people.map((_, index) => [index % 2 === 0 ? "get_forecast" : "publish_alert"]),
    );
  });
});

describe("MCP", () => {
  requirement("server.official-client", async () => {
    const headers = { Authorization: `Bearer ${await suite.issuer.token()}` };
    const url = new URL(`http://127.0.0.1:${suite.server.port}/mcp`);
    const client = new Client({ name: "test", version: "1.0.0" });
    await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
    try {
      expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(["get_forecast"]);
      // The client holds the result to the schema that the tool declares.
      const result = await client.callTool({ name: "get_forecast", arguments: { city: "Oslo" } });
      expect(result.structuredContent).toMatchObject({ city: "Oslo", calledAs: { name: "anna@example.com" } });
    } finally {
      await client.close();
    }
  });

  requirement("server.stateless", async () => {
    const token = await suite.issuer.token();
    const first = await send(suite.server.port, initialize, token);
    expect(first.status).toBe(200);
    expect(first.headers).not.toHaveProperty("mcp-session-id");
    await suite.withServer({}, async ({ port }) => {
      expect((await send(port, { jsonrpc: "2.0", method: "notifications/initialized" }, token)).status).toBe(202);
      expect((await send(port, listTools, token)).status).toBe(200);
    });
  });
});
