/** The generator of faults: it reaches every leaf, changes one at a time, and leaves the rest as it is. */
import { describe, expect, test } from "@jest/globals";
import { samples } from "../../support/deployments";
import { synthesize } from "../../support/synthesize";
import { at, withoutMetadata } from "../../support/terraform-json";
import { leavesOf, type Leaf } from "./leaves";
import { mutationsOf, withMutation } from "./mutations";

describe.each(["okta", "entra"] as const)("%s", (provider) => {
  const { json } = synthesize(samples[provider]());
  const leaves = leavesOf(json);

  test("leaves belong to all five layers", () => {
    expect(new Set(leaves.map(({ layer }) => layer))).toEqual(
      new Set(["identity", "access policy", "function app", "connection", "agent"]),
    );
  });

  test("every leaf is dropped, and changed to another value of its kind", () => {
    for (const leaf of leaves) {
      const [dropped, changed] = mutationsOf(leaf, leaves);
      expect([dropped?.kind, changed?.kind]).toEqual(["dropped", "changed"]);
      expect({ path: leaf.shown, to: changed?.value }).not.toEqual({ path: leaf.shown, to: leaf.value });
      expect({ path: leaf.shown, to: typeof changed?.value }).toEqual({ path: leaf.shown, to: typeof leaf.value });
    }
  });

  test("a mutation changes one leaf of a copy", () => {
    const before = JSON.stringify(json);
    const healthy = withoutMetadata(json);
    for (const leaf of leaves) {
      for (const mutation of mutationsOf(leaf, leaves)) {
        const mutated = withMutation(healthy, leaf, mutation);
        if (mutation.value !== undefined) expect(at(mutated, ...leaf.path)).toEqual(mutation.value);
        else expect(JSON.stringify(mutated).length).toBeLessThan(JSON.stringify(healthy).length);
      }
    }
    expect(JSON.stringify(json)).toBe(before);
  });
});

test.each([
  ["weather.read", "weather.reaf"],
  ["fa42f8ef-b407-5099-a62a-d88db6a6f91f", "fa42f8ef-b407-5099-a62a-d88db6a6f91a"],
  [
    "https://example.okta.com/oauth2/${okta_auth_server.a.id}/v1/token",
    "https://example.okta.com/oauth2/${okta_auth_server.a.id}/v1/tokef",
  ],
  ["${okta_auth_server.a.id}", "another"],
  ['${self.name == "Forecasters"}', '${self.name == "Forecasterf"}'],
  ["", "another"],
  [true, false],
  [48, 49],
  [[], ["another"]],
])("%j becomes %j", (value, expected) => {
  const leaf: Leaf = {
    layer: "identity",
    address: "a.b",
    within: ["c"],
    shown: "c",
    path: ["resource", "a", "b", "c"],
    value,
  };
  expect(mutationsOf(leaf, [leaf])[1]?.value).toEqual(expected);
});

test("a leaf takes what another block of its type says at the same place", () => {
  const leaf: Leaf = {
    layer: "identity",
    address: "a.b",
    within: ["c", 0],
    shown: "c[0]",
    path: ["resource", "a", "b", "c", 0],
    value: "one",
  };
  const other: Leaf = { ...leaf, address: "a.d", within: ["c", 1], path: ["resource", "a", "d", "c", 1], value: "two" };
  const another: Leaf = { ...other, address: "e.d", value: "three" };
  expect(mutationsOf(leaf, [leaf, another, other])[2]).toEqual({ kind: "swapped", value: "two" });
});
