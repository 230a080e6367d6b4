/** Every rule that stops a synth has a consequence that a first line can tell. */
import { expect, test } from "@jest/globals";
import { rules } from "../../../checks/rules";
import { consequenceOf, consequences } from "../../../preview/people/consequences";

test("each rule of severity error has exactly one consequence, and nothing else has", () => {
  const errors = rules.filter(({ severity }) => severity === "error").map(({ id }) => id);
  expect(Object.values(consequences).flat().sort()).toEqual([...errors].sort());
});

test.each([
  ["no-policy-rule-admits-request", "sign-in"],
  ["audience-not-accepted-by-server", "calls"],
  ["offline-access-not-requested", "later"],
  ["policy-rule-defeated", "access"],
  ["secret-literal", "other"],
] as const)("%s: %s", (rule, consequence) => expect(consequenceOf(rule)).toBe(consequence));
