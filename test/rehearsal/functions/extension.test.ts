/** The MCP extension: the host speaks the protocol, and the functions of the app run on tool calls. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { hostKey } from "../../../rehearsal/functions/host/keys";
import { requirement } from "../../support/requirement";
import type { Answer } from "../support/front-client";
import { siteId } from "../support/test-cloud";
import { startFunctionsCloud, type FunctionsCloud } from "./functions-cloud";
import { entraSettings } from "./gate-settings";
import { entraClaims } from "./issuers";
import { zipOf, type PackageFiles } from "./packages";

const path = "/runtime/webhooks/mcp";

/** `host.json` of an app with the extension. */
function hostFile(level: string | null = "Anonymous"): string {
  const system = level === null ? {} : { system: { webhookAuthorizationLevel: level } };
  return JSON.stringify({
    version: "2.0",
    extensions: { mcp: { serverName: "weather", serverVersion: "2.0.0", ...system } },
  });
}

/** Functions that answer with what they see. */
const functions = `
const { app, arg, McpTextContent, McpToolResponse } = require(${JSON.stringify(require.resolve("@azure/functions"))});
console.log("loaded " + process.env.MCP_ISSUER);
app.mcpTool("getForecast", {
  toolName: "get_forecast",
  description: "Reads a forecast.",
  toolProperties: { city: arg.string().describe("Name of the city"), days: arg.integer().optional() },
  handler: async (call, context) => {
    context.log(JSON.stringify({ outcome: "done", text: "called", city: call.arguments.city }));
    const seen = { ...call, now: Date.now(), id: context.invocationId, named: context.functionName };
    return new McpToolResponse({ content: [new McpTextContent("Sunny.")], structuredContent: seen });
  },
});
app.mcpTool("fail", { toolName: "fail", description: "", toolProperties: {}, handler: () => { throw new Error("secret eyJhbGciOiJSUzI1NiJ9.eyJhIjoxfQ.abc"); } });
app.mcpTool("die", { toolName: "die", description: "", toolProperties: {}, handler: () => process.exit(4) });
app.mcpTool("plain", { toolName: "plain", description: "", toolProperties: {}, handler: () => "text" });
app.mcpTool("nothing", { toolName: "nothing", description: "", toolProperties: {}, handler: () => undefined });
app.http("ping", { handler: () => ({ status: 200 }) });
app.hook.preInvocation((context) => { if (context.invocationContext.functionName === "plain") context.functionHandler = () => "from a hook"; });
`;

const extensionPackage: PackageFiles = {
  "host.json": hostFile(),
  "package.json": JSON.stringify({ main: "dist/{index.js,functions/*.js}" }),
  "dist/functions/weather.js": functions,
  "dist/functions/deeper/never.js": 'throw new Error("not named by main");',
  "dist/helper.js": 'throw new Error("not named by main");',
};

let cloud: FunctionsCloud;
beforeAll(async () => {
  cloud = await startFunctionsCloud();
  await cloud.appSettings({ MCP_ISSUER: "https://issuer" });
  await cloud.publish(await zipOf(extensionPackage));
});
afterAll(() => cloud.close());

/** A JSON-RPC request as an MCP client sends it; the answer comes as an event. */
async function rpc(
  method: string,
  params: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const answer = await cloud.ask(path, {
    method: "POST",
    headers: { accept: "application/json, text/event-stream", ...headers },
    body: { jsonrpc: "2.0", id: 1, method, params },
  });
  const data = typeof answer.body === "string" ? /^data: (.*)$/m.exec(answer.body)?.[1] : undefined;
  return data === undefined ? answer : { ...answer, body: JSON.parse(data) as unknown };
}

const call = async (name: string, args: unknown = {}, headers = {}): Promise<unknown> =>
  ((await rpc("tools/call", { name, arguments: args }, headers)).body as { readonly result?: unknown }).result;

describe("a function app with the MCP extension", () => {
  requirement("functions.extension-lists-tools", async () => {
    const clientInfo = { name: "test", version: "1" };
    const initialized = await rpc("initialize", { protocolVersion: "2025-06-18", capabilities: {}, clientInfo });
    expect(initialized.body).toMatchObject({ result: { serverInfo: { name: "weather", version: "2.0.0" } } });
    expect(initialized.headers).not.toHaveProperty("mcp-session-id");
    const { body } = await rpc("tools/list");
    const { tools } = (body as { result: { tools: readonly { name: string }[] } }).result;
    expect(tools.map(({ name }) => name)).toEqual(["get_forecast", "fail", "die", "plain", "nothing"]);
    expect(tools[0]).toEqual({
      name: "get_forecast",
      description: "Reads a forecast.",
      inputSchema: {
        type: "object",
        properties: {
          city: { type: "string", description: "Name of the city" },
          days: { type: "integer", description: "" },
        },
        required: ["city"],
      },
    });
    expect(cloud.said("server")).toEqual(["loaded https://issuer"]);
  });

  requirement("functions.extension-runs-functions", async () => {
    await cloud.clock.advance(3_600_000);
    const result = await call(
      "get_forecast",
      { city: "Uppsala" },
      { authorization: "Bearer x", "X-MS-CLIENT-PRINCIPAL-ID": "p" },
    );
    expect(result).toMatchObject({
      content: [{ type: "text", text: "Sunny." }],
      structuredContent: {
        name: "get_forecast",
        arguments: { city: "Uppsala" },
        named: "getForecast",
        transport: {
          name: "http-streamable",
          properties: { headers: { Authorization: "Bearer x", "X-MS-CLIENT-PRINCIPAL-ID": "p" } },
        },
      },
    });
    const { now } = (result as { structuredContent: { now: number } }).structuredContent;
    expect(now - Date.now()).toBeGreaterThan(3_590_000);
    expect(cloud.said("server").at(-1)).toBe('called {"city":"Uppsala"}');
  });

  test("a hundred calls at once do not mix", async () => {
    const cities = Array.from({ length: 100 }, (_, index) => `City ${index}`);
    const results = await Promise.all(
      cities.map((city) => call("get_forecast", { city }, { authorization: `Bearer ${city}` })),
    );
    expect(results).toEqual(
      cities.map((city): unknown =>
        expect.objectContaining({
          structuredContent: expect.objectContaining({
            arguments: { city },
            transport: {
              name: "http-streamable",
              properties: { headers: expect.objectContaining({ Authorization: `Bearer ${city}` }) },
            },
          }),
        }),
      ),
    );
  });

  test("results of other kinds", async () => {
    expect(await call("nothing")).toEqual({ content: [] });
    expect(await call("plain")).toMatchObject({ content: [{ type: "text", text: "from a hook" }] });
  });

  test("a function that throws is an error of the tool, and tells the caller nothing", async () => {
    const error = (name: string): unknown => ({
      isError: true,
      content: [{ type: "text", text: `An error occurred invoking '${name}'.` }],
    });
    expect(await call("fail")).toEqual(error("fail"));
    expect(cloud.said("server").at(-1)).toBe('Function "fail" failed: secret [token]');
    expect(await call("die")).toEqual(error("die"));
    expect(await call("plain")).toMatchObject({ content: [{ type: "text" }] });
  });

  test("a call without a required argument, and of no tool, never reaches a function", async () => {
    const { body } = await rpc("tools/call", { name: "get_forecast", arguments: {} });
    expect(body).toMatchObject({ error: { code: -32602, message: expect.stringMatching(/provide: city$/) } });
    expect((await rpc("tools/call", { name: "other" })).body).toMatchObject({ error: { code: -32602 } });
  });

  test("other methods and paths", async () => {
    expect((await cloud.ask(path)).status).toBe(405);
    expect((await cloud.ask("/mcp")).status).toBe(404);
    expect((await cloud.ask(path, { method: "POST", body: {} })).status).toBe(406);
  });

  requirement("functions.functions-listed", async () => {
    const { body } = await cloud.arm("GET", `${siteId}/functions`);
    const listed = (body as { value: readonly { name: string; properties: { config: unknown } }[] }).value;
    expect(listed.map(({ name }) => name)).toEqual(["getForecast", "fail", "die", "plain", "nothing", "ping"]);
    expect(listed[0]?.properties.config).toMatchObject({
      bindings: [{ type: "mcpToolTrigger", toolName: "get_forecast", direction: "in" }],
    });
  });

  test("an app that cannot be loaded has no function", async () => {
    const broken = { ...extensionPackage, "dist/functions/weather.js": 'throw new Error("no settings");' };
    expect((await cloud.publish(await zipOf(broken))).body).toMatchObject({ status: 4 });
    expect((await cloud.arm("GET", `${siteId}/functions`)).body).toMatchObject({ value: [] });
    expect((await rpc("tools/list")).status).toBe(503);
    expect(cloud.said("server").at(-1)).toBe("The app cannot be loaded: no settings");
  });
});

describe("the key of the extension", () => {
  requirement("functions.extension-key", async () => {
    for (const level of [null, "System"]) {
      await cloud.publish(await zipOf({ ...extensionPackage, "host.json": hostFile(level) }));
      await cloud.authSettings(entraSettings());
      const authorization = `Bearer ${await cloud.entra.token({ claims: entraClaims })}`;
      expect((await rpc("tools/list", {}, { authorization })).status).toBe(403);
      const key = hostKey(siteId, "mcp_extension").reveal();
      expect((await rpc("tools/list", {}, { authorization, "x-functions-key": key })).status).toBe(200);
      await cloud.authSettings({ platform: { enabled: false } });
      expect((await rpc("tools/list", {}, { authorization })).status).toBe(401);
    }
  });

  test("may be off by an app setting", async () => {
    const setting = { AzureFunctionsJobHost__extensions__mcp__system__webhookAuthorizationLevel: "Anonymous" };
    const withKey = await zipOf({ ...extensionPackage, "host.json": hostFile("System") });
    await cloud.appSettings(setting);
    await cloud.publish(withKey);
    expect((await rpc("tools/list")).status).toBe(401);
    const usual = cloud;
    cloud = await startFunctionsCloud({ extensionLevelSetting: "overrides" });
    await cloud.appSettings(setting);
    await cloud.publish(withKey);
    expect((await rpc("tools/list")).status).toBe(200);
    await cloud.close();
    cloud = usual;
  });
});
