/** Our own stacks, in every allowed combination, give no error and nothing undecided; the warnings are known by name. */
import { describe, expect, it } from "@jest/globals";
import { signInRules } from "../../../checks/rules/sign-in-rules";
import { readWirings } from "../../../checks/wiring/layers";
import { configurationOf } from "../../support/configuration";
import { samples, served } from "../../support/deployments";
import { synthesize } from "../../support/synthesize";

const servers = [
  { hosting: "self-hosted", gate: "easy-auth" },
  { hosting: "self-hosted", gate: "server" },
  { hosting: "mcp-extension", gate: "easy-auth" },
] as const;

describe.each(servers)("$hosting, $gate", (server) => {
  it.each([
    // The reader's connection requests one of the two scopes.
    { provider: "okta", warnings: ["fewer-requested-than-advertised"] },
    { provider: "entra", warnings: [] },
  ] as const)("$provider", ({ provider, warnings }) => {
    const [wiring, ...others] = readWirings(configurationOf(synthesize(served(samples[provider](), server)).json));
    expect(others).toEqual([]);
    const findings = signInRules.flatMap((rule) =>
      wiring ? rule.judge(wiring).map((finding) => ({ severity: rule.severity, ...finding })) : [],
    );
    expect(findings.filter(({ severity, outcome }) => severity === "error" || outcome === "undecided")).toEqual([]);
    expect(findings.map(({ rule }) => rule)).toEqual(warnings);
  });
});
