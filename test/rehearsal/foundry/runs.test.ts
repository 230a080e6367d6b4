import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { SwitchSettings } from "../../../rehearsal/switches";
import { requirement } from "../../support/requirement";
import { connectionId } from "../support/test-cloud";
import {
  alertQuestion,
  forecastQuestion,
  itemsOf,
  startFoundry,
  textOf,
  toolsOf,
  typesOf,
  type FoundryFixture,
  type Person,
} from "./support/foundry-fixture";

let foundry: FoundryFixture;
let ada: Person;
const restart = async (switches: Partial<SwitchSettings>): Promise<void> => {
  await foundry.close();
  foundry = await startFoundry(switches);
  ada = foundry.person("ada");
};
/** An agent whose tool uses a connection that requests every scope, and somebody who has consented to it. */
const editor = async (tool: object = {}): Promise<void> => {
  const id = connectionId.replace("0a1b2c", "ffffff");
  await foundry.connect({ scopes: ["offline_access", "weather.read", "weather.alert"] }, id);
  await foundry.createAgent("editor-agent", { project_connection_id: id, ...tool });
  foundry.server.settings.advertised = ["weather.read", "weather.alert"];
  await foundry.askAndConsent(ada, "Anything?", "editor-agent");
};
const agent = "editor-agent";
beforeEach(async () => {
  foundry = await startFoundry();
  ada = foundry.person("ada");
});
afterEach(() => foundry.close());

describe("the list of tools", () => {
  requirement("foundry.allowed-tools", async () => {
    await editor({ allowed_tools: ["publish_alert", "no_such_tool"] });
    const response = await foundry.ask(ada, forecastQuestion, { agent });
    expect(toolsOf(response)).toEqual(["publish_alert"]);
    expect(textOf(response)).toContain("publish_alert");
    expect(itemsOf(response, "mcp_call")).toEqual([]);
  });

  test("holds the description and the schema of each tool", async () => {
    const [list] = itemsOf(await foundry.askAndConsent(ada), "mcp_list_tools");
    expect(list?.tools[0]).toMatchObject({
      name: "get_forecast",
      description: "Tells the weather forecast for a city.",
      input_schema: { type: "object", required: ["city"] },
    });
  });

  requirement("foundry.target-wins", async () => {
    await foundry.createAgent("elsewhere-agent", { server_url: "https://nowhere.azurewebsites.net/mcp" });
    expect(toolsOf(await foundry.askAndConsent(ada, forecastQuestion, "elsewhere-agent"))).toHaveLength(2);
  });

  for (const status of [401, 403]) {
    requirement(
      "foundry.listing-refused",
      async () => {
        foundry.server.settings.refuseAll = status;
        const response = await foundry.askAndConsent(ada);
        expect(typesOf(response)).toEqual(["mcp_list_tools", "message"]);
        expect(response.output[0]).not.toHaveProperty("error");
        expect(toolsOf(response)).toEqual([]);
      },
      `silently, HTTP ${status}`,
    );

    requirement(
      "foundry.listing-refused",
      async () => {
        await restart({ refusedListing: "error" });
        foundry.server.settings.refuseAll = status;
        const response = await foundry.askAndConsent(ada);
        expect(response.output[0]).toMatchObject({ tools: [], error: expect.stringContaining(`HTTP ${status}`) });
        expect(textOf(response)).toContain("21 °C");
      },
      `with an error, HTTP ${status}`,
    );
  }

  requirement("foundry.requested-not-advertised", async () => {
    foundry.server.settings.advertised = ["api://weather/weather.read"];
    const response = await foundry.askAndConsent(ada);
    expect(typesOf(response)).toEqual(["mcp_list_tools", "message"]);
    expect(response.output[0]).not.toHaveProperty("error");
    expect(foundry.server.requests).toEqual([]);
  });

  for (const [answer, tools] of [
    ["tools-listed", 2],
    ["no-tools", 0],
  ] as const) {
    requirement(
      "foundry.requested-fewer-than-advertised",
      async () => {
        await restart({ fewerScopesThanAdvertised: answer });
        foundry.server.settings.advertised = ["weather.read", "weather.alert"];
        expect(toolsOf(await foundry.askAndConsent(ada))).toHaveLength(tools);
      },
      answer,
    );
  }

  test("a server without metadata is asked whatever was requested", async () => {
    await restart({ fewerScopesThanAdvertised: "no-tools" });
    foundry.server.settings.advertised = undefined;
    expect(toolsOf(await foundry.askAndConsent(ada))).toHaveLength(2);
  });

  test("a tool without a connection is asked for without a token", async () => {
    await foundry.createAgent("open-agent", { project_connection_id: undefined });
    const response = await foundry.ask(ada, forecastQuestion, { agent: "open-agent" });
    expect(typesOf(response)).toEqual(["mcp_list_tools", "message"]);
    expect(foundry.server.requests).toEqual([]);
  });

  test("two servers: no tool is called before both are consented to", async () => {
    const other = connectionId.replace("0a1b2c", "ffffff");
    await foundry.connect({}, other);
    const tool = { type: "mcp", server_url: "https://func-weather.azurewebsites.net/mcp", require_approval: "never" };
    await foundry.cloud.data("POST", "/api/projects/weather/agents", {
      apiVersion: "v1",
      body: {
        name: "two-agent",
        definition: {
          kind: "prompt",
          model: "gpt-5-mini-7c41",
          tools: [
            { ...tool, server_label: "one", project_connection_id: connectionId },
            { ...tool, server_label: "two", project_connection_id: other },
          ],
        },
      },
    });
    const first = await foundry.ask(ada, forecastQuestion, { agent: "two-agent" });
    expect(typesOf(first)).toEqual(["oauth_consent_request", "oauth_consent_request"]);
    const [one, two] = itemsOf(first, "oauth_consent_request");
    await foundry.signIn(one?.consent_link ?? "", "ada");
    const second = await foundry.ask(ada, forecastQuestion, { agent: "two-agent", previous: first });
    expect(typesOf(second)).toEqual(["mcp_list_tools", "oauth_consent_request"]);
    await foundry.signIn(two?.consent_link ?? "", "ada");
    const third = await foundry.ask(ada, forecastQuestion, { agent: "two-agent", previous: second });
    expect(typesOf(third)).toEqual(["mcp_list_tools", "mcp_list_tools", "mcp_call", "message"]);
  });
});

describe("a call", () => {
  requirement("foundry.calls-as-person", async () => {
    await editor();
    const response = await foundry.ask(ada, alertQuestion, { agent });
    expect(itemsOf(response, "mcp_call")).toMatchObject([
      {
        name: "publish_alert",
        arguments: '{"city":"Bergen","message":"Storm tonight"}',
        output: "Bergen: Storm tonight. Published by ada.",
        approval_request_id: null,
      },
    ]);
    expect(foundry.server.requests.at(-1)).toBe("ada tools/call");
  });

  requirement(
    "foundry.call-refused",
    async () => {
      await foundry.askAndConsent(ada);
      const response = await foundry.ask(ada, alertQuestion);
      expect(itemsOf(response, "mcp_call")).toMatchObject([{ name: "publish_alert", output: null, error: "HTTP 403" }]);
      expect(textOf(response)).toBe("Done: the alert has been published and is visible to everybody in the area.");
    },
    "by the server",
  );

  requirement(
    "foundry.call-refused",
    async () => {
      await editor();
      foundry.server.settings.toolFails = true;
      const [call] = itemsOf(await foundry.ask(ada, alertQuestion, { agent }), "mcp_call");
      expect(call).toMatchObject({ output: null, error: "Bergen: Storm tonight. Published by ada." });
    },
    "by the tool",
  );
});

describe("approval", () => {
  const approve = (id: string, approve: boolean) => [
    { type: "mcp_approval_response", approval_request_id: id, approve },
  ];
  const askForApproval = async () => {
    const asked = await foundry.ask(ada, alertQuestion, { agent });
    expect(typesOf(asked)).toEqual(["mcp_list_tools", "mcp_approval_request"]);
    const [request] = itemsOf(asked, "mcp_approval_request");
    expect(request).toMatchObject({ name: "publish_alert", arguments: '{"city":"Bergen","message":"Storm tonight"}' });
    return { asked, id: request?.id ?? "" };
  };
  const calls = () => foundry.server.requests.filter((line) => line.endsWith("tools/call")).length;

  for (const [what, require_approval] of [
    ["always", "always"],
    ["unless the agent says otherwise", undefined],
    ["but for other tools", { never: { tool_names: ["get_forecast"] } }],
  ] as const) {
    requirement(
      "foundry.approval",
      async () => {
        await editor({ require_approval });
        const { asked, id } = await askForApproval();
        expect(calls()).toBe(0);
        const approved = await foundry.ask(ada, approve(id, true), { agent, previous: asked });
        expect(typesOf(approved)).toEqual(["mcp_call", "message"]);
        expect(approved.output[0]).toMatchObject({
          approval_request_id: id,
          output: "Bergen: Storm tonight. Published by ada.",
        });
        expect(calls()).toBe(1);
      },
      what,
    );
  }

  test("is not asked for a tool that needs none", async () => {
    await editor({ require_approval: { never: { tool_names: ["get_forecast"] } } });
    expect(typesOf(await foundry.ask(ada, forecastQuestion, { agent }))).toContain("mcp_call");
  });

  test("denied", async () => {
    await editor({ require_approval: "always" });
    const { asked, id } = await askForApproval();
    const denied = await foundry.ask(ada, approve(id, false), { agent, previous: asked });
    expect(typesOf(denied)).toEqual(["message"]);
    expect(textOf(denied)).toContain("not approved");
    expect(calls()).toBe(0);
  });

  test("given twice, at once or later, calls once", async () => {
    await editor({ require_approval: "always" });
    const { asked, id } = await askForApproval();
    const body = {
      agent_reference: { type: "agent_reference", name: agent },
      input: [...approve(id, true), ...approve(id, true)],
      previous_response_id: asked.id,
    };
    await Promise.all([foundry.post(ada.caller, body), foundry.post(ada.caller, body)]);
    expect(await foundry.post(ada.caller, body)).toMatchObject({ status: 400, body: { error: { param: "input" } } });
    expect(calls()).toBe(1);
  });

  test("by somebody else, or without the conversation, is refused", async () => {
    await editor({ require_approval: "always" });
    const { asked, id } = await askForApproval();
    const body = { agent_reference: { type: "agent_reference", name: agent }, input: approve(id, true) };
    const mallory = foundry.person("mallory");
    expect((await foundry.post(mallory.caller, { ...body, previous_response_id: asked.id })).status).toBe(400);
    expect((await foundry.post(ada.caller, body)).status).toBe(400);
    expect(calls()).toBe(0);
  });

  test("after the token was lost waits for a new consent", async () => {
    await restart({ expiredTokenWithoutRefresh: "consent-again" });
    await editor({ require_approval: "always" });
    const { asked, id } = await askForApproval();
    foundry.provider.settings.refuseRefresh = true;
    await foundry.cloud.clock.advance(60 * 60_000);
    const again = await foundry.ask(ada, approve(id, true), { agent, previous: asked });
    expect(typesOf(again)).toEqual(["oauth_consent_request"]);
    await foundry.signIn(itemsOf(again, "oauth_consent_request")[0]?.consent_link ?? "", "ada");
    const approved = await foundry.ask(ada, approve(id, true), { agent, previous: again });
    expect(typesOf(approved)).toEqual(["mcp_call", "message"]);
  });
});
