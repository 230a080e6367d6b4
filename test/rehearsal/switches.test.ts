import { describe, expect, test } from "@jest/globals";
import { switches, switchSettings } from "../../rehearsal/switches";

describe.each(Object.entries(switches))("%s", (name, definition) => {
  test("assumes one of its answers", () => {
    expect(Object.keys(definition.answers)).toContain(definition.assumed);
    expect(switchSettings()).toHaveProperty(name, definition.assumed);
  });

  test("is a question with at least two answers and a page", () => {
    expect(definition.question).toMatch(/\?$/);
    expect(Object.keys(definition.answers).length).toBeGreaterThan(1);
    expect(definition.page).toMatch(/^https:\/\//);
  });
});

test("what is chosen wins over what is assumed", () => {
  expect(switchSettings({ connectionUpdate: "accepted" })).toEqual({
    ...switchSettings(),
    connectionUpdate: "accepted",
  });
});
