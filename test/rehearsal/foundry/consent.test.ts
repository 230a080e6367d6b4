import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { agentResponse } from "../../../rehearsal/foundry/runtime/items";
import type { SwitchSettings } from "../../../rehearsal/switches";
import { requirement } from "../../support/requirement";
import { bodies, connectionId, deployer, projectId, propertiesOf, subscription, token } from "../support/test-cloud";
import {
  forecastQuestion,
  foundryUser,
  itemsOf,
  linkOf,
  responsesUrl,
  startFoundry,
  textOf,
  toolsOf,
  typesOf,
  type FoundryFixture,
} from "./support/foundry-fixture";

let foundry: FoundryFixture;
const restart = async (switches: Partial<SwitchSettings>): Promise<void> => {
  await foundry.close();
  foundry = await startFoundry(switches);
};
const refusal = { error: "access_denied", error_description: "Policy evaluation failed for this request" };
beforeEach(async () => {
  foundry = await startFoundry();
});
afterEach(() => foundry.close());

describe("consent", () => {
  requirement("foundry.consent-before-tools", async () => {
    const response = await foundry.ask(foundry.person("ada"), forecastQuestion);
    expect(typesOf(response)).toEqual(["oauth_consent_request"]);
    expect(response.output[0]).toMatchObject({
      server_label: "weather",
      response_id: response.id,
      consent_link: expect.stringMatching(/^https:\/\/global\.consent\.azure-apim\.net\/login\?data=[\w-]{64}$/),
    });
    expect(foundry.server.requests).toEqual([]);
  });

  requirement("foundry.consent-asked-again", async () => {
    const ada = foundry.person("ada");
    const first = await foundry.ask(ada, forecastQuestion);
    const second = await foundry.ask(ada, forecastQuestion, { previous: first });
    expect(linkOf(second)).not.toBe(linkOf(first));
    await foundry.signIn(linkOf(first), "ada");
    expect(toolsOf(await foundry.ask(ada, forecastQuestion, { previous: second }))).toHaveLength(2);
  });

  requirement("foundry.consent-continues", async () => {
    const response = await foundry.askAndConsent(foundry.person("ada"));
    expect(typesOf(response)).toEqual(["mcp_list_tools", "mcp_call", "message"]);
    expect(toolsOf(response)).toEqual(["get_forecast", "publish_alert"]);
    expect(response.output[1]).toMatchObject({
      name: "get_forecast",
      arguments: '{"city":"Bergen"}',
      output: "Bergen: rain. Asked by ada.",
      error: null,
    });
    expect(textOf(response)).toContain("Bergen: rain. Asked by ada.");
  });

  requirement("foundry.consent-lasts", async () => {
    const ada = foundry.person("ada");
    await foundry.askAndConsent(ada);
    expect(itemsOf(await foundry.ask(ada, forecastQuestion), "mcp_call")).toHaveLength(1);
    expect(foundry.provider.log.authorizations).toHaveLength(1);
  });

  requirement("foundry.consent-per-person", async () => {
    const [ada, ben] = [foundry.person("ada"), foundry.person("ben")];
    await foundry.askAndConsent(ada);
    expect(typesOf(await foundry.ask(ben, forecastQuestion))).toEqual(["oauth_consent_request"]);
    expect(textOf(await foundry.askAndConsent(ben))).toContain("Asked by ben.");
    expect(textOf(await foundry.ask(ada, forecastQuestion))).toContain("Asked by ada.");
  });

  requirement(
    "foundry.consent-per-connection-name",
    async () => {
      const ada = foundry.person("ada");
      await foundry.askAndConsent(ada);
      const { cloud } = foundry;
      const otherProject = projectId.replace("projects/weather", "projects/other");
      await cloud.arm("PUT", otherProject, { body: bodies.project });
      await foundry.connect({}, connectionId.replace(projectId, otherProject));
      const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${foundryUser}`;
      for (const [index, { objectId: principalId }] of [ada.caller, deployer].entries()) {
        const name = `99999999-0000-4000-8000-00000000001${index}`;
        await cloud.arm("PUT", `${otherProject}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
          body: { properties: { roleDefinitionId, principalId } },
        });
      }
      const tool = { type: "mcp", server_label: "weather", server_url: "https://func-weather.azurewebsites.net/mcp" };
      const tools = [{ ...tool, project_connection_id: connectionId.split("/").at(-1) }];
      await cloud.data("POST", "/api/projects/other/agents", {
        apiVersion: "v1",
        body: { name: "weather-agent", definition: { kind: "prompt", model: "gpt-5-mini-7c41", tools } },
      });
      const answer = await cloud.client.send("POST", responsesUrl.replace("/weather/", "/other/"), {
        headers: { authorization: token(ada.caller, "https://ai.azure.com") },
        body: { agent_reference: { type: "agent_reference", name: "weather-agent" }, input: forecastQuestion },
      });
      expect(typesOf(agentResponse.parse(answer.body))).toEqual(["oauth_consent_request"]);
    },
    "another project",
  );

  requirement("foundry.consent-per-connection-name", async () => {
    const ada = foundry.person("ada");
    await foundry.askAndConsent(ada);
    const other = connectionId.replace("0a1b2c", "ffffff");
    await foundry.connect({}, other);
    await foundry.createAgent("other-agent", { project_connection_id: other });
    const asked = await foundry.ask(ada, forecastQuestion, { agent: "other-agent" });
    expect(typesOf(asked)).toEqual(["oauth_consent_request"]);
  });

  requirement("foundry.application-is-one-user", async () => {
    const bot = foundry.person("ada", "application");
    await foundry.askAndConsent(bot);
    // Ben's request comes through the same application, and is Ada's to everybody.
    expect(textOf(await foundry.ask(bot, forecastQuestion))).toContain("Asked by ada.");
  });

  requirement(
    "foundry.consent-after-recreation",
    async () => {
      const ada = foundry.person("ada");
      await foundry.askAndConsent(ada);
      await foundry.cloud.arm("DELETE", connectionId);
      await foundry.connect();
      expect(typesOf(await foundry.ask(ada, forecastQuestion))).toEqual(["oauth_consent_request"]);
    },
    "forgotten",
  );

  requirement(
    "foundry.consent-after-recreation",
    async () => {
      await restart({ recreatedConnectionConsents: "kept" });
      const ada = foundry.person("ada");
      await foundry.askAndConsent(ada);
      await foundry.cloud.arm("DELETE", connectionId);
      await foundry.connect({ scopes: ["weather.read"] });
      expect(textOf(await foundry.ask(ada, forecastQuestion))).toContain("Asked by ada.");
    },
    "kept",
  );
});

describe("the authorization request", () => {
  requirement("foundry.authorization-request", async () => {
    const asked = await foundry.ask(foundry.person("ada"), forecastQuestion);
    const { urls } = await foundry.signIn(linkOf(asked), "ada");
    expect(urls[1]).toMatch(/^https:\/\/example\.okta\.com\/oauth2\/aus1\/v1\/authorize\?/);
    const { redirectUrl } = propertiesOf(await foundry.cloud.arm("GET", connectionId));
    expect(foundry.provider.log.authorizations).toEqual([
      {
        client_id: "weather-dev-reader",
        response_type: "code",
        redirect_uri: redirectUrl,
        scope: "openid offline_access weather.read",
        state: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
  });

  requirement("foundry.no-scope-no-parameter", async () => {
    const bare = connectionId.replace("0a1b2c", "ffffff");
    await foundry.connect({ scopes: [] }, bare);
    await foundry.createAgent("bare-agent", { project_connection_id: bare });
    const asked = await foundry.ask(foundry.person("ada"), forecastQuestion, { agent: "bare-agent" });
    await foundry.signIn(linkOf(asked), "ada");
    expect(foundry.provider.log.authorizations[0]).not.toHaveProperty("scope");
  });
});

describe("what goes wrong at the identity provider", () => {
  const errorsOf = () => foundry.cloud.journal.entries().filter(({ outcome }) => outcome === "refused");

  requirement("foundry.sign-in-always-successful", async () => {
    foundry.provider.settings.refusal = refusal;
    const asked = await foundry.ask(foundry.person("ada"), forecastQuestion);
    const { page } = await foundry.signIn(linkOf(asked), "ada");
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining("Sign in successful") });
    expect(String(page.body)).not.toMatch(/denied|policy/i);
    expect(errorsOf()).toMatchObject([
      { party: "foundry", where: "global.consent.azure-apim.net", text: expect.stringContaining('"access_denied"') },
    ]);
  });

  requirement("foundry.refusal-gives-second-link", async () => {
    foundry.provider.settings.refusal = refusal;
    const second = await foundry.askAndConsent(foundry.person("ada"));
    expect(typesOf(second)).toEqual(["oauth_consent_request"]);
  });

  requirement("foundry.refused-twice-invents", async () => {
    foundry.provider.settings.refusal = refusal;
    const ada = foundry.person("ada");
    const second = await foundry.askAndConsent(ada);
    await foundry.signIn(linkOf(second), "ada");
    const third = await foundry.ask(ada, forecastQuestion, { previous: second });
    expect(typesOf(third)).toEqual(["mcp_list_tools", "message"]);
    expect(itemsOf(third, "mcp_list_tools")[0]).toEqual({
      type: "mcp_list_tools",
      id: expect.any(String),
      server_label: "weather",
      tools: [],
    });
    expect(textOf(third)).toContain("21 °C");
    expect(foundry.cloud.journal.entries().at(-1)).toMatchObject({
      party: "model",
      text: "invented an answer: no tools",
    });
  });

  test("a new conversation begins with a link again", async () => {
    foundry.provider.settings.refusal = refusal;
    const ada = foundry.person("ada");
    await foundry.signIn(linkOf(await foundry.askAndConsent(ada)), "ada");
    foundry.provider.settings.refusal = undefined;
    expect(textOf(await foundry.askAndConsent(ada))).toContain("Asked by ada.");
  });

  test("what was refused for one connection does not count for another", async () => {
    const other = connectionId.replace("0a1b2c", "ffffff");
    await foundry.connect({}, other);
    await foundry.createAgent("other-agent", { project_connection_id: other });
    foundry.provider.settings.refusal = refusal;
    const ada = foundry.person("ada");
    const second = await foundry.askAndConsent(ada);
    await foundry.signIn(linkOf(second), "ada");
    const elsewhere = await foundry.ask(ada, forecastQuestion, { agent: "other-agent", previous: second });
    expect(typesOf(elsewhere)).toEqual(["oauth_consent_request"]);
  });

  test("a link comes as often as the sign-in is refused, where the switch says so", async () => {
    await restart({ refusedSignIns: "another-link" });
    foundry.provider.settings.refusal = refusal;
    const ada = foundry.person("ada");
    let response = await foundry.askAndConsent(ada);
    for (let attempt = 0; attempt < 3; attempt++) {
      await foundry.signIn(linkOf(response), "ada");
      response = await foundry.ask(ada, forecastQuestion, { previous: response });
    }
    expect(typesOf(response)).toEqual(["oauth_consent_request"]);
  });

  requirement("foundry.secret-missing", async () => {
    const bare = connectionId.replace("0a1b2c", "ffffff");
    await foundry.connect({ credentials: { clientId: "weather-dev-reader" } }, bare);
    await foundry.createAgent("bare-agent", { project_connection_id: bare });
    const ada = foundry.person("ada");
    const second = await foundry.askAndConsent(ada, forecastQuestion, "bare-agent");
    const { page } = await foundry.signIn(linkOf(second), "ada");
    expect(page.body).toContain("Sign in successful");
    const third = await foundry.ask(ada, forecastQuestion, { agent: "bare-agent", previous: second });
    expect(toolsOf(third)).toEqual([]);
    expect(errorsOf().map(({ text }) => text)).toContainEqual(expect.stringContaining('HTTP 401 "invalid_client"'));
  });

  test.each([["basic"], ["post"]] as const)("the wrong secret, sent as %s", async (method) => {
    await restart({ tokenEndpointAuthentication: method });
    Object.assign(foundry.provider.settings, { clientSecret: "another", authentication: method });
    expect(typesOf(await foundry.askAndConsent(foundry.person("ada")))).toEqual(["oauth_consent_request"]);
  });
});

describe("the client's authentication", () => {
  const cases = [
    ["basic", "basic", true],
    ["post", "post", true],
    ["basic", "post", false],
    ["post", "basic", false],
  ] as const;
  for (const [sent, expected, works] of cases) {
    requirement(
      "foundry.client-authentication",
      async () => {
        await restart({ tokenEndpointAuthentication: sent });
        foundry.provider.settings.authentication = expected;
        foundry.provider.settings.clientSecret = "~a+b c:d%/é";
        const id = connectionId.replace("0a1b2c", "ffffff");
        const credentials = { clientId: "weather-dev-reader", clientSecret: foundry.provider.settings.clientSecret };
        await foundry.connect({ credentials }, id);
        await foundry.createAgent("other-agent", { project_connection_id: id });
        const response = await foundry.askAndConsent(foundry.person("ada"), forecastQuestion, "other-agent");
        expect(toolsOf(response)).toHaveLength(works ? 2 : 0);
        const [request] = foundry.provider.log.tokenRequests;
        expect(request?.["client_secret"] !== undefined).toBe(sent === "post");
        expect(request?.["authorization"] !== "").toBe(sent === "basic");
      },
      `sent ${sent}, expected ${expected}`,
    );
  }
});
