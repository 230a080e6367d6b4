/** Configuration and plan are judged as one. */
import { describe, expect, test } from "@jest/globals";
import type { JudgedFinding } from "../../checks/check";
import { literalValue } from "../../checks/wiring/value";
import type { Wiring } from "../../checks/wiring/wiring";
import { judgeTogether } from "../../preview/judge-together";
import { literal, okta, unknown } from "../support/wiring-builder";

function findingsOf(configuration: Wiring, planned: Wiring): readonly JudgedFinding[] {
  const { findings } = judgeTogether([{ configuration: [configuration], planned: [planned] }], []);
  return findings.get(planned) ?? [];
}

function outcomes(configuration: Wiring, planned: Wiring, rule: string): readonly string[] {
  return findingsOf(configuration, planned)
    .filter((finding) => finding.rule === rule)
    .map(({ outcome }) => outcome);
}

const healthy = (): Wiring => okta().wiring;
const inactive = (): Wiring => okta().policy({ status: literal("INACTIVE") }).wiring;
const openStatus = (): Wiring => okta().policy({ status: unknown() }).wiring;

describe("a finding", () => {
  test("of either stands where it fails", () => {
    expect(outcomes(inactive(), healthy(), "policy-inactive")).toEqual(["fail"]);
    expect(outcomes(healthy(), inactive(), "policy-inactive")).toEqual(["fail"]);
    expect(outcomes(inactive(), inactive(), "policy-inactive")).toEqual(["fail"]);
  });

  test("that one cannot decide stands where the other cannot either", () => {
    expect(outcomes(openStatus(), openStatus(), "policy-inactive")).toEqual(["undecided"]);
    expect(outcomes(openStatus(), healthy(), "policy-inactive")).toEqual([]);
    expect(outcomes(healthy(), openStatus(), "policy-inactive")).toEqual([]);
  });

  test("that one cannot decide yields to the other's failure", () => {
    expect(outcomes(openStatus(), inactive(), "policy-inactive")).toEqual(["fail"]);
    expect(outcomes(inactive(), openStatus(), "policy-inactive")).toEqual(["fail"]);
  });
});

test("what only the configuration tells is decided by it", () => {
  const address = "data.okta_group.readers";
  const withLookup = (origin: Wiring["origin"], nameCompared: { readonly nameCompared?: boolean }): Wiring => {
    const { identity, ...wiring } = healthy();
    if (identity?.provider !== "okta") throw new Error("not Okta");
    const name = literalValue("Readers", { address, path: "name" });
    const lookup = { address, name, ...nameCompared, everyone: false, source: { address, path: "" } };
    return { ...wiring, origin, identity: { ...identity, groupLookups: [lookup] } };
  };
  const planned = withLookup("plan", {});
  const ofPlanAlone = judgeTogether([{ planned: [planned] }], []).findings.get(planned) ?? [];
  expect(ofPlanAlone.filter(({ rule }) => rule === "group-found-by-prefix").map(({ outcome }) => outcome)).toEqual([
    "undecided",
  ]);
  expect(outcomes(withLookup("configuration", { nameCompared: true }), planned, "group-found-by-prefix")).toEqual([]);
  expect(outcomes(withLookup("configuration", { nameCompared: false }), planned, "group-found-by-prefix")).toEqual([
    "fail",
  ]);
});

test("what only the configuration has is not judged: it will not be there", () => {
  const { findings } = judgeTogether([{ configuration: [inactive()], planned: [] }], []);
  expect(findings.size).toBe(0);
});

test("an acceptance that a finding of either needs is not needless", () => {
  const wiring = inactive();
  const [finding] = findingsOf(wiring, healthy()).filter(({ rule }) => rule === "policy-inactive");
  const at = finding?.ends[0]?.source.address ?? "";
  const position = { file: "accepted-findings.yaml", line: 1, column: 1 };
  const acceptance = { rule: "policy-inactive", deployment: wiring.name, at, reason: "It is being moved", position };
  const { needless } = judgeTogether([{ configuration: [wiring], planned: [healthy()] }], [acceptance]);
  expect(needless).toEqual([]);
});
