/** The same tools on the MCP extension, whose code runs on a call alone and has nothing to judge by but what the host hands over. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, jest } from "@jest/globals";
import { requirement } from "../support/requirement";
import { FunctionsWorker, type ToolResult } from "./support/functions-worker";
import { Issuer } from "./support/issuer";
import { buildExample, settingsFor } from "./support/running-server";

let folder: string;
let bundle: string;
let issuer: Issuer;
let worker: FunctionsWorker;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "passthrough-test-"));
  bundle = buildExample("weather-extension", folder);
  issuer = await Issuer.start();
  worker = await FunctionsWorker.load(bundle, settingsFor(issuer));
});

afterAll(async () => {
  await issuer.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the host says of a call with these headers. */
function triggerWith(headers: Readonly<Record<string, string>>, input: object = { city: "Oslo" }): object {
  return {
    name: "get_forecast",
    arguments: input,
    sessionid: "1",
    clientinfo: { name: "test", version: "1" },
    transport: { name: "http-streamable", sessionId: "1", properties: { headers } },
  };
}

function text({ content }: ToolResult): string {
  return content.map((block) => block.text).join("\n");
}

requirement("extension.complete", () => {
  const tools = worker.triggers.map(({ type, toolName }) => [type, toolName]);
  expect(tools).toEqual([
    ["mcpToolTrigger", "get_forecast"],
    ["mcpToolTrigger", "publish_alert"],
  ]);
});

requirement("extension.host-key-off", () => {
  const host = JSON.parse(
    readFileSync(resolve(__dirname, "../../examples/weather-extension/host.json"), "utf8"),
  ) as Readonly<Record<string, unknown>>;
  expect(host).toMatchObject({ extensions: { mcp: { system: { webhookAuthorizationLevel: "Anonymous" } } } });
  expect(host).not.toHaveProperty("configurationProfile");
});

requirement("extension.runs-as-caller", async () => {
  const token = await issuer.token({ sub: "bert@example.com", uid: "00ubert" });
  for (const name of ["Authorization", "authorization"]) {
    const result = await worker.call("get_forecast", triggerWith({ Host: "x", [name]: `Bearer ${token}` }));
    expect(result.isError).toBeUndefined();
    expect(text(result)).toContain("Asked by bert@example.com");
    expect(result.structuredContent).toMatchObject({ city: "Oslo", calledAs: { id: "00ubert" } });
  }
});

requirement("extension.scope-missing", async () => {
  const Authorization = `Bearer ${await issuer.token()}`;
  const result = await worker.call("publish_alert", triggerWith({ Authorization }, { city: "Oslo", message: "Storm" }));
  expect(result.isError).toBe(true);
  expect(text(result)).toBe(
    "This tool requires weather.alert, and the token does not hold it. Scopes to request: weather.alert",
  );
});

const without = {
  "no headers": { name: "get_forecast", arguments: { city: "Oslo" } },
  "no Authorization header": triggerWith({}),
  "the principal that Easy Auth writes": triggerWith({
    "X-MS-CLIENT-PRINCIPAL": Buffer.from('{"claims":[{"typ":"scp","val":"weather.read"}]}').toString("base64"),
    "X-MS-CLIENT-PRINCIPAL-NAME": "anna@example.com",
  }),
  "a text for a call": "get_forecast" as unknown as object,
  "headers that are none": {
    ...triggerWith({}),
    transport: { name: "http-streamable", properties: { headers: "Authorization: Bearer a" } },
  },
  "a token among the arguments": triggerWith({}, { city: "Oslo", Authorization: "Bearer a" }),
};
for (const [what, trigger] of Object.entries(without)) {
  requirement(
    "extension.no-evidence",
    async () => {
      const result = await worker.call("get_forecast", trigger);
      expect(result.isError).toBe(true);
      expect(text(result)).toContain("needs a bearer token");
    },
    what,
  );
}

requirement(
  "extension.no-evidence",
  async () => {
    const good = await issuer.token();
    const bad = {
      expired: await issuer.token({ exp: 1000 }),
      "another audience": await issuer.token({ aud: "api://other" }),
      "another client": await issuer.token({ cid: "stranger" }),
      "no scope of a tool": await issuer.token({ scp: ["openid"] }),
      "two tokens in one": `${good},Bearer ${good}`,
    };
    for (const token of Object.values(bad)) {
      const result = await worker.call("get_forecast", triggerWith({ Authorization: `Bearer ${token}` }));
      expect([result.isError, result.structuredContent]).toEqual([true, undefined]);
    }
  },
  "tokens that are not good",
);

requirement("extension.current-headers", async () => {
  const headers = { Authorization: `Bearer ${await issuer.token()}` };
  for (const name of ["http-sse", "unknown", undefined]) {
    const trigger = { ...triggerWith({}), transport: { name, properties: { headers } } };
    expect((await worker.call("get_forecast", trigger)).isError).toBe(true);
  }
});

requirement("extension.arguments-checked", async () => {
  const headers = { Authorization: `Bearer ${await issuer.token()}` };
  for (const input of [{}, { city: "" }, { city: 1 }, { city: "x".repeat(101) }, null as unknown as object]) {
    const result = await worker.call("get_forecast", triggerWith(headers, input));
    expect(result.isError).toBe(true);
    expect(text(result)).toContain("The arguments are not those of get_forecast");
  }
});

requirement("extension.log", async () => {
  const token = await issuer.token({ aud: "api://other" });
  worker.log.length = 0;
  await worker.call("get_forecast", triggerWith({ Authorization: `Bearer ${token}` }));
  const [line = ""] = worker.log;
  expect(line).toMatch(/^warning \{/);
  expect(JSON.parse(line.replace("warning ", ""))).toMatchObject({
    outcome: "refused",
    reason: "audience",
    tool: "get_forecast",
    found: { audience: "api://other" },
    expected: { audience: "api://weather-dev" },
  });
  for (const part of token.split(".")) expect(worker.log.join()).not.toContain(part);
});

requirement("extension.settings-missing", async () => {
  const logged = jest.spyOn(console, "error").mockImplementation(() => undefined);
  const unset = await FunctionsWorker.load(bundle, { MCP_ISSUER: issuer.url });
  const result = await unset.call("get_forecast", triggerWith({ Authorization: `Bearer ${await issuer.token()}` }));
  expect(result.isError).toBe(true);
  expect(text(result)).toBe("The settings of this server are not complete; its log says which.");
  expect(logged.mock.calls.join()).toContain("MCP_TOOL_SCOPES is missing.");
  logged.mockRestore();
});
