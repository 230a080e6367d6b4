/** A report with a finding of every kind, and with texts that somebody means ill with. */
import { judge, type Report } from "../../checks/check";
import type { Rule } from "../../checks/rule";
import { rules } from "../../checks/rules";
import { literal, okta, unknown } from "./wiring-builder";

const chosen = new Set(["policy-inactive", "credentials-in-body", "connection-name-invalid", "connection-kind-wrong"]);
const some: readonly Rule[] = rules.filter(({ id }) => chosen.has(id));

/** What nobody should ever see raw. */
export const hostile = "x`|<img src=x>\u001b[31m\n::error::@everyone](https://evil.example)";

/** An error with a position, a warning, something undecided, something accepted, and a needless acceptance. */
export function reportOfEverything(): Report {
  const position = { file: "infra/main.tf", line: 12, column: 3 };
  const { wiring } = okta()
    .connection({
      name: { ...literal(hostile), source: { address: "azapi_resource.connection", path: "name", position } },
      category: { ...unknown(), source: { address: "azapi_resource.connection", path: "body.properties.category" } },
      credentialsIn: "body",
    })
    .policy({ status: literal("INACTIVE") });
  const accepted = {
    rule: "policy-inactive",
    deployment: "weather-dev",
    at: "test.here",
    reason: "It is being moved",
    position: { file: "accepted-findings.yaml", line: 1, column: 3 },
  };
  return judge(
    [wiring],
    [accepted, { ...accepted, rule: "gate-missing", position: { ...accepted.position, line: 5 } }],
    {
      rules: some,
    },
  );
}

/** Nothing found. */
export function emptyReport(): Report {
  return judge([okta().wiring], [], { rules: some });
}
