import { describe, expect, test } from "@jest/globals";
import { chooseTool } from "../../../rehearsal/foundry/model/choose-tool";
import { fillArguments } from "../../../rehearsal/foundry/model/fill-arguments";
import { ScriptedModel } from "../../../rehearsal/foundry/model/scripted-model";
import { createJournal } from "../../../rehearsal/journal";
import { requirement } from "../../support/requirement";

const tool = (name: string, description: string, properties: Readonly<Record<string, object>> = {}) => ({
  serverLabel: "weather",
  name,
  description,
  inputSchema: { type: "object", properties, required: Object.keys(properties) },
});
const city = { type: "string" };
const forecast = tool("get_forecast", "Tells the weather forecast for a city.", { city });
const alert = tool("publish_alert", "Publishes a weather alert for a city.", { city, message: city });
const tools = [forecast, alert];

describe("the choice of a tool", () => {
  for (const [question, chosen] of [
    ["What is the forecast for Bergen?", "get_forecast"],
    ["Show me all forecasts, please", "get_forecast"],
    ["Publish an alert for Bergen", "publish_alert"],
    ["Is there an ALERT for this city?", "publish_alert"],
    ["How are you?", undefined],
    ["Get it for me", undefined],
    ["", undefined],
  ] as const) {
    requirement(
      "foundry.model-decides-by-words",
      () => {
        expect(chooseTool(question, tools)?.name).toBe(chosen);
        expect(chooseTool(question, tools.toReversed())?.name).toBe(chosen);
      },
      question,
    );
  }

  test("between equals the first wins", () => {
    const twins = [tool("read_mail", ""), tool("send_mail", "")];
    expect(chooseTool("my mail", twins)?.name).toBe("read_mail");
  });

  test("a description alone is not enough", () => {
    expect(chooseTool("How is the weather in the city?", tools)).toBeUndefined();
  });

  test("names in camel case are taken apart", () => {
    expect(chooseTool("a forecast", [tool("getForecast", "")])?.name).toBe("getForecast");
  });
});

describe("arguments", () => {
  test.each([
    ["What is the forecast for Bergen?", { city: "Bergen" }],
    ["What is the forecast for New York today?", { city: "New York" }],
    ["Tell me the forecast. Is it fine in São Paulo", { city: "São Paulo" }],
    ['Forecast for "the valley"', { city: "the valley" }],
    ["forecast for bergen", { city: "forecast for bergen" }],
  ])("%s", (question, expected) => {
    expect(fillArguments(question, forecast.inputSchema)).toEqual(expected);
  });

  test("a sentence is what is quoted, a name is what is capitalised", () => {
    expect(fillArguments('Publish an alert for Bergen: "Storm from Norway"', alert.inputSchema)).toEqual({
      city: "Bergen",
      message: "Storm from Norway",
    });
  });

  test("values follow the schema; what is not required is left out", () => {
    const schema = {
      type: "object",
      properties: {
        days: { type: "integer", minimum: 1, maximum: 7 },
        factor: { type: "number" },
        unit: { enum: ["celsius", "fahrenheit"] },
        exact: { type: "boolean" },
        places: { type: "array" },
        options: { type: "object" },
        note: { type: "string" },
      },
      required: ["days", "factor", "unit", "exact", "places", "options"],
    };
    expect(fillArguments("The next 10 days in Fahrenheit", schema)).toEqual({
      days: 7,
      factor: 10,
      unit: "fahrenheit",
      exact: true,
      places: [],
      options: {},
    });
  });

  test.each([[{}], [{ required: "city" }], [{ required: [1], properties: [] }]])("a schema like %j", (schema) => {
    expect(fillArguments("x", schema)).toEqual({});
  });
});

requirement("foundry.model-invents", () => {
  const journal = createJournal();
  const model = new ScriptedModel(journal);
  const invented = model.inventAnswer("What is the forecast for Bergen?", "no tools");
  expect(invented).toMatch(/sunny/);
  expect(invented).not.toMatch(/sorry|cannot|tool/i);
  expect(model.inventAnswer("What is the forecast for Bergen?", "no tools")).toBe(invented);
  expect(journal.entries()).toMatchObject([{ party: "model", text: "invented an answer: no tools" }, {}]);
});
