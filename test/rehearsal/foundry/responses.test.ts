/** What the Responses API answers apart from what agents do; all tests share one project. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { requirement } from "../../support/requirement";
import { connectionId, token } from "../support/test-cloud";
import {
  forecastQuestion,
  responsesUrl,
  startFoundry,
  textOf,
  type FoundryFixture,
  type Person,
} from "./support/foundry-fixture";

let foundry: FoundryFixture;
let ada: Person;
beforeAll(async () => {
  foundry = await startFoundry();
  ada = foundry.person("ada");
});
afterAll(() => foundry.close());

const reference = { type: "agent_reference", name: "weather-agent" };
const get = (id: string, { caller }: Person) =>
  foundry.cloud.client.send("GET", `${responsesUrl}/${id}`, {
    headers: { authorization: token(caller, "https://ai.azure.com") },
  });

requirement("foundry.response-of-its-asker", async () => {
  const response = await foundry.ask(ada, forecastQuestion);
  expect(response.id).toMatch(/^resp_[0-9a-f]{48}$/);
  expect((await get(response.id, ada)).body).toEqual(response);
  const mallory = foundry.person("mallory");
  expect((await get(response.id, mallory)).status).toBe(404);
  const body = { agent_reference: reference, input: forecastQuestion, previous_response_id: response.id };
  const stolen = await foundry.post(mallory.caller, body);
  const unknown = await foundry.post(ada.caller, { ...body, previous_response_id: response.id.replace(/.$/, "x") });
  for (const answer of [stolen, unknown]) {
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "previous_response_not_found" } } });
  }
});

for (const [what, body, param] of [
  ["no agent", { input: "x" }, "agent_reference"],
  ["another kind of agent", { agent_reference: { type: "x", name: "y" }, input: "x" }, "agent_reference.type"],
  ["no input", { agent_reference: reference }, "input"],
  ["an input of another kind", { agent_reference: reference, input: 1 }, "input"],
  ["no text of a user", { agent_reference: reference, input: [] }, "input"],
  ["streaming", { agent_reference: reference, input: "x", stream: true }, "stream"],
  ["a conversation", { agent_reference: reference, input: "x", conversation: "conv_1" }, "conversation"],
  [
    "a version that is not kept",
    { agent_reference: { ...reference, version: "7" }, input: "x" },
    "agent_reference.version",
  ],
] as const) {
  requirement(
    "foundry.request-refused",
    async () => {
      const { status, body: answer } = await foundry.post(ada.caller, body);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(answer).toMatchObject({ error: { type: "invalid_request_error", param, message: expect.any(String) } });
    },
    what,
  );
}

test.each([
  ["no JSON", "{", 400],
  ["a list", [], 400],
  ["nothing", undefined, 400],
])("a body that is %s", async (_, body, status) => {
  expect((await foundry.post(ada.caller, body)).status).toBe(status);
});

test("an agent that does not exist", async () => {
  const body = { agent_reference: { ...reference, name: "nobody" }, input: "x" };
  expect((await foundry.post(ada.caller, body)).status).toBe(404);
});

test("input as a list of messages", async () => {
  const content = [{ type: "input_text", text: forecastQuestion }];
  const ben = foundry.person("ben");
  await foundry.askAndConsent(ben);
  const response = await foundry.ask(ben, [
    { type: "message", role: "user", content: "Hello" },
    { role: "user", content },
  ]);
  expect(textOf(response)).toContain("Bergen: rain.");
});

test("an agent whose connection is gone", async () => {
  const gone = connectionId.replace("0a1b2c", "ffffff");
  await foundry.connect({}, gone);
  await foundry.createAgent("other-agent", { project_connection_id: gone });
  await foundry.cloud.arm("DELETE", gone);
  const answer = await foundry.post(ada.caller, { agent_reference: { ...reference, name: "other-agent" }, input: "x" });
  expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.stringContaining("ffffff") } } });
});
