/** What people write by hand is judged right: in each folder of fixtures, exactly what its first lines say. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { judge, standing, type JudgedFinding } from "../../checks/check";
import { scopeMatrices } from "../../checks/report/scope-matrix";
import { loadGrammar, type Grammar } from "../../checks/wiring/readers/hcl/grammar";
import { readWithGrammar } from "../../checks/wiring/readers/read";
import { readWirings } from "../../checks/wiring/layers";

const fixtures = join(__dirname, "..", "fixtures", "hcl");

let grammar: Grammar;

beforeAll(async () => {
  grammar = await loadGrammar();
});

function findingsIn(path: string): readonly JudgedFinding[] {
  const wirings = readWithGrammar(join(fixtures, path), grammar).flatMap((configuration) => readWirings(configuration));
  expect(wirings).not.toHaveLength(0);
  return judge(wirings).deployments.flatMap(({ findings }) => findings);
}

const told = (findings: readonly JudgedFinding[]): readonly string[] =>
  findings.map((finding) => `${standing(finding)} ${finding.rule}`).sort();

/** Findings by folder. That nobody knows the server's `host.json` is said of every one. */
const expected: Readonly<Record<string, readonly string[]>> = {
  "entra-looked-up": [
    "undecided audience-not-accepted-by-gate",
    "undecided client-is-its-own-api",
    "undecided endpoint-of-other-hosting",
    "undecided host-key-on",
    "undecided protocol-scopes-not-granted",
    "undecided redirect-for-other-platform",
    "undecided redirect-for-other-platform",
    "undecided redirect-not-registered",
    "undecided scope-not-exposed",
    "undecided secret-of-other-app",
    "undecided token-version-1",
  ],
  "entra-planned": ["undecided host-key-on", "warning gate-provider-unmentioned"],
  "entra-vscode": [
    "undecided endpoint-of-other-hosting",
    "undecided host-key-on",
    "undecided protocol-scopes-not-granted",
  ],
  "entra-whole-application": ["undecided host-key-on"],
  "entra-without-scopes": [
    "error connection-requests-no-scopes",
    "error gate-answer-not-401",
    "error gate-metadata-missing",
    "error redirect-literal",
    "error secret-literal",
    "error secret-literal",
    "undecided host-key-on",
    "undecided redirect-not-registered",
    "undecided secret-of-other-app",
    "warning credentials-in-body",
    "warning exposed-scope-unused",
    "warning gate-provider-unmentioned",
  ],
  "okta-by-hand": ["undecided endpoint-of-other-hosting", "undecided host-key-on", "warning credentials-in-body"],
  "okta-modules": [
    "undecided endpoint-of-other-hosting",
    "undecided endpoint-of-other-hosting",
    "undecided host-key-on",
    "undecided host-key-on",
  ],
  "okta-planned": ["undecided host-key-on"],
  "okta-tiers": [
    // The server verifies tokens by settings that nobody here knows.
    "undecided gate-missing",
    "undecided host-key-on",
    "warning credentials-in-body",
    "warning credentials-in-body",
  ],
  "okta-without-scopes": [
    "error connection-requests-no-scopes",
    // No function app is part of it.
    "undecided gate-missing",
    "warning credentials-in-body",
    "warning exposed-scope-unused",
  ],
};

test.each(Object.entries(expected))("%s", (folder, findings) => {
  expect(told(findingsIn(folder))).toEqual(findings);
});

test("every folder of fixtures is judged", () => {
  // The deployments of this one are told apart; nothing else about them is right.
  expect([...Object.keys(expected), "two-deployments"].sort()).toEqual(readdirSync(fixtures).sort());
});

describe("the plan of a healthy folder", () => {
  /** Of a text that is formed from something that nobody knows yet, a plan of HCL does not tell how. */
  const open: Readonly<Record<string, readonly string[]>> = {
    "entra-planned": ["audience-not-accepted-by-gate", "client-not-allowed-at-gate", "host-key-on"],
    "okta-planned": [
      "client-not-allowed-by-server",
      "client-unknown",
      "host-key-on",
      "no-policy-rule-admits-request",
      "organization-authorization-server",
      "refresh-url-wrong",
      "sign-in-url-wrong",
    ],
  };

  test.each(Object.entries(open))("%s is told nothing wrong, and what it leaves open", (folder, rules) => {
    const findings = findingsIn(join(folder, "plan.json"));
    const decided = told(findings.filter(({ outcome }) => outcome === "fail"));
    expect(decided).toEqual(expected[folder]?.filter((line) => !line.startsWith("undecided")));
    const undecided = findings.filter(({ outcome }) => outcome === "undecided");
    expect([...new Set(undecided.map(({ rule }) => rule))].sort()).toEqual(rules);
    for (const { rule, missing } of undecided) {
      if (rule !== "host-key-on") expect(missing).toMatch(/a plan of HCL does not hold how|write-only/);
    }
  });

  test.each(Object.keys(open))("%s has the same scopes in every layer as the folder", (folder) => {
    const matrices = (path: string): unknown =>
      readWithGrammar(join(fixtures, path), grammar)
        .flatMap((configuration) => readWirings(configuration))
        .flatMap(scopeMatrices)
        .flatMap(({ rows }) => rows.map(({ scope, cells }) => ({ scope, ...cells, allowed: "-" })));
    expect(matrices(join(folder, "plan.json"))).toEqual(matrices(folder));
  });
});
