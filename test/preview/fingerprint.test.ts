/** One change has one fingerprint, and another change another. */
import { expect, test } from "@jest/globals";
import { loadGrammar } from "../../checks/wiring/readers/hcl/grammar";
import { fingerprint } from "../../preview/fingerprint";
import { formPreview } from "../../preview/form-preview";
import { parsePlan } from "../../preview/plan/read-plan";
import { type Change, planJson, valuesWith } from "./support/plan-builder";
import { previewed } from "./support/previewed";

const site = "azapi_resource.site";
const base: Change = {
  actions: ["update"],
  after: valuesWith(site, { name: "other", secretText: { password: "one" } }),
};

async function of(changes: Readonly<Record<string, Change>>, more = {}): Promise<string> {
  return fingerprint(await previewed(planJson(changes, more)));
}

const output = (after: string): object => ({
  output_changes: { a: { actions: ["update"], before: "x", after, before_sensitive: false, after_sensitive: false } },
});

test.each([
  ["another value", { [site]: { ...base, after: valuesWith(site, { name: "another" }) } }, {}],
  ["another action", { [site]: { ...base, actions: ["create", "delete"] } }, {}],
  ["another order", { [site]: { ...base, actions: ["delete", "create"] } }, {}],
  ["another address", { "azapi_resource.agent": { ...base } }, {}],
  ["one more resource", { [site]: base, "null_resource.a": { actions: ["create"] } }, {}],
  ["a value that is known later", { [site]: { ...base, unknown: { output: true } } }, {}],
  ["a secret that stays", { [site]: { ...base, after: valuesWith(site, { name: "other" }) } }, {}],
  ["an output", { [site]: base }, output("y")],
  ["nothing", {}, {}],
])("%s makes another one", async (_name, changes: Readonly<Record<string, Change>>, more) => {
  expect(await of(changes, more)).not.toBe(await of({ [site]: base }));
});

test.each([
  ["the time of the plan", { timestamp: "2026-01-01T00:00:00Z" }],
  ["the version of Terraform", { terraform_version: "1.12.0" }],
  ["values of variables", { variables: { given: { value: "x" } } }],
])("%s makes none", async (_name, more) => {
  expect(await of({ [site]: base }, more)).toBe(await of({ [site]: base }));
});

test("the text of a secret makes none", async () => {
  const withSecret = (password: string): Change => ({
    ...base,
    after: valuesWith(site, { name: "other", secretText: { password } }),
  });
  expect(await of({ [site]: withSecret("two") })).toBe(await of({ [site]: withSecret("three") }));
});

test("the order in which plans and resources are given makes none", async () => {
  const grammar = await loadGrammar();
  const source = (name: string, plan: unknown) => ({ name, file: name, plan: parsePlan(JSON.stringify(plan), name) });
  const [one, two] = [planJson({ [site]: base }), planJson({ "null_resource.a": { actions: ["create"] } })];
  const turned = { ...one, resource_changes: [...(one["resource_changes"] as unknown[])].reverse() };
  const first = fingerprint(formPreview([source("a", one), source("b", two)], { grammar }));
  expect(fingerprint(formPreview([source("b", two), source("a", turned)], { grammar }))).toBe(first);
  expect(fingerprint(formPreview([source("b", one), source("a", two)], { grammar }))).not.toBe(first);
});
