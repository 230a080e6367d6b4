/** `accepted-findings.yaml`: what it may say, and every mistake with its place. */
import { describe, expect, it } from "@jest/globals";
import { parseAcceptances } from "../../checks/acceptances";

function mistakes(text: string): string {
  try {
    parseAcceptances(text, "accepted-findings.yaml");
  } catch (error) {
    return error instanceof Error ? `${error.name}\n${error.message}` : String(error);
  }
  return "none";
}

describe("accepted findings", () => {
  it("are a list with reasons", () => {
    const text =
      "# why\n- rule: gate-missing\n  deployment: weather-dev\n  at: azapi_resource.site\n  reason: Behind a firewall\n";
    expect(parseAcceptances(text, "accepted-findings.yaml")).toEqual([
      {
        rule: "gate-missing",
        deployment: "weather-dev",
        at: "azapi_resource.site",
        reason: "Behind a firewall",
        position: { file: "accepted-findings.yaml", line: 2, column: 3 },
      },
    ]);
  });

  it.each(["", "# nothing yet\n", "[]\n", "~\n"])("may be none: %j", (text) => {
    expect(parseAcceptances(text, "accepted-findings.yaml")).toEqual([]);
  });

  it("demand a reason, and know their keys and rules", () => {
    const text = [
      "- { rule: gate-mising, deployment: a, at: b, reason: c }",
      "- { rule: gate-missing, deployment: a, at: b }",
      "- { rule: gate-missing, deployment: a, at: b, reason: ' ' }",
      "- { rule: gate-missing, deployment: a, at: b, reasn: c }",
      "- gate-missing",
      "- { rule: [gate-missing], deployment: 1, at: b, reason: c }",
    ].join("\n");
    expect(mistakes(text)).toMatchInlineSnapshot(`
     "InputError
     accepted-findings.yaml:1:11: There is no rule "gate-mising". Did you mean "gate-missing"? docs/rules.md lists them all.
     accepted-findings.yaml:2:3: reason is missing. Nothing is accepted without a reason.
     accepted-findings.yaml:3:55: reason must be a text that is not empty.
     accepted-findings.yaml:4:47: Unknown key "reasn". Allowed are rule, deployment, at and reason. Did you mean "reason"?
     accepted-findings.yaml:4:3: reason is missing. Nothing is accepted without a reason.
     accepted-findings.yaml:5:3: Expected a map with the keys rule, deployment, at and reason.
     accepted-findings.yaml:6:11: rule must be a text that is not empty.
     accepted-findings.yaml:6:39: deployment must be a text that is not empty."
    `);
  });

  it("are a list", () =>
    expect(mistakes("rule: gate-missing\n")).toMatchInlineSnapshot(`
     "InputError
     accepted-findings.yaml:1:1: Expected a list of accepted findings: - { rule: …, deployment: …, at: …, reason: … }."
    `));

  it.each(["- {", "- a: b\n  a: c", "\t- x", '- "\\u001b[31m": x', "- *nothing", "- &a [*a]"])(
    "are never read half: %j",
    (text) => {
      expect(mistakes(text)).toMatch(/^InputError\naccepted-findings\.yaml:\d+:\d+: /);
    },
  );

  it("show nothing raw that was written there", () => {
    expect(mistakes('- { rule: "\\e[31m", "\\e]0;x": 1 }')).not.toContain("\u001b");
  });
});
