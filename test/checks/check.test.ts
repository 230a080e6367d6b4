/** What is made of findings: verdict, counts, acceptances. */
import { describe, expect, it } from "@jest/globals";
import type { Acceptance } from "../../checks/acceptances";
import { judge } from "../../checks/check";
import { accessRules } from "../../checks/rules/access-rules";
import { entra, list, literal, okta, unknown } from "../support/wiring-builder";

const source = { file: "accepted-findings.yaml", line: 1, column: 3 };

function acceptance(change: Partial<Acceptance> = {}): Acceptance {
  return {
    rule: "policy-inactive",
    deployment: "weather-dev",
    at: "test.here",
    reason: "It is being moved",
    position: source,
    ...change,
  };
}

const inactive = accessRules.filter(({ id }) => id === "policy-inactive");
const broken = okta().policy({ status: literal("INACTIVE") }).wiring;

describe("a verdict", () => {
  it("is pass where nothing is found", () => {
    expect(judge([okta().wiring], [], { rules: inactive })).toMatchObject({
      verdict: "pass",
      counts: { errors: 0, warnings: 0, undecided: 0, accepted: 0 },
      needless: [],
    });
  });

  it("is fail where one of several deployments has an error", () => {
    const report = judge([okta().wiring, broken], [], { rules: inactive });
    expect(report.verdict).toBe("fail");
    expect(report.deployments.map(({ findings }) => findings.length)).toEqual([0, 1]);
  });

  it("is undecided, and never pass, where something is not known", () => {
    const { wiring } = okta().policy({ status: unknown() });
    expect(judge([wiring], [], { rules: inactive })).toMatchObject({ verdict: "undecided", counts: { undecided: 1 } });
  });

  it("is pass with warnings", () => {
    const rules = accessRules.filter(({ severity }) => severity === "warning");
    const { wiring } = entra().gate({ unmentionedProviders: ["google"] });
    expect(judge([wiring], [], { rules })).toMatchObject({ verdict: "pass", counts: { warnings: 1, errors: 0 } });
  });
});

describe("an acceptance", () => {
  it("lets a finding stand, with its reason, and is needed then", () => {
    const report = judge([broken], [acceptance()], { rules: inactive });
    expect(report).toMatchObject({ verdict: "pass", counts: { errors: 0, accepted: 1 }, needless: [] });
    expect(report.deployments[0]?.findings[0]?.accepted).toBe("It is being moved");
  });

  it.each([
    ["another rule", { rule: "gate-missing" }],
    ["another deployment", { deployment: "weather-prod" }],
    ["another address", { at: "test.her" }],
  ])("is needless for %s", (_, change) => {
    const report = judge([broken], [acceptance(change)], { rules: inactive });
    expect(report.verdict).toBe("fail");
    expect(report.needless).toHaveLength(1);
  });

  it("lets what is undecided stand as well", () => {
    const { wiring } = okta().policy({ status: unknown() });
    expect(judge([wiring], [acceptance()], { rules: inactive }).verdict).toBe("pass");
  });
});

describe("the rules about gate, access, connections and hygiene", () => {
  it("have these ids and severities, which acceptances name", () => {
    expect(accessRules.map(({ id, severity }) => `${id}: ${severity}`).join("\n")).toMatchInlineSnapshot(`
     "gate-missing: error
     gate-lets-anonymous-in: error
     gate-answer-not-401: error
     gate-path-excluded: error
     gate-metadata-missing: error
     gate-provider-differs: error
     gate-second-provider: error
     gate-provider-unmentioned: warning
     host-key-on: error
     endpoint-of-other-hosting: error
     self-hosted-flag-missing: error
     policy-inactive: error
     policy-rule-without-people: error
     policy-rule-defeated: error
     exclusion-without-effect: error
     policy-order-by-chance: warning
     group-found-by-prefix: error
     group-not-assigned: error
     assigned-group-not-admitted: error
     nobody-assigned: error
     assignment-not-demanded: error
     grant-missing: error
     protocol-scopes-not-granted: error
     group-scope-by-own-consent: error
     group-scope-through-other-client: error
     connection-name-invalid: error
     connection-kind-wrong: error
     connection-not-shared: warning
     connection-changed-in-place: error
     connection-reads-resource-output: error
     target-not-https: error
     target-of-other-app: error
     credentials-in-body: warning
     server-url-differs: error
     tool-type-wrong: error
     tool-without-connection: error
     tool-of-missing-connection: error
     connection-without-agent: warning
     sample-values-not-refused: error
     secret-literal: error"
    `);
  });

  it("find nothing in a healthy wiring", () => {
    const app = {
      hostFile: {
        hosting: "self-hosted",
        authorizationLevel: literal("anonymous"),
        source: { address: "host.json", path: "" },
      },
      appSettings: new Map([
        ["AzureWebJobsFeatureFlags", literal("EnableMcpCustomHandlerPreview")],
        ["WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES", literal("weather.read")],
      ]),
    } as const;
    const gate = {
      requireAuthentication: literal(true),
      unauthenticatedAction: literal("Return401"),
      excludedPaths: list(),
    };
    const rules = accessRules.filter(({ id }) => id !== "sample-values-not-refused");
    for (const { wiring } of [
      okta().functionApp(app),
      okta().behindEasyAuth().functionApp(app).gate(gate),
      entra().functionApp(app),
    ]) {
      expect(judge([wiring], [], { rules }).deployments[0]?.findings).toEqual([]);
    }
  });
});
