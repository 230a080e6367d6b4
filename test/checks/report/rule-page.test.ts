/** The pages of rules, printed and listed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { rulePage, rulesDocument } from "../../../checks/report/rule-page";
import { ruleById, rules } from "../../../checks/rules";
import { reservedSampleValues } from "../../../checks/rules/support/sample-values";
import {
  sampleDeployerId,
  sampleOrganization,
  sampleSubscriptionId,
  sampleTenantId,
} from "../../../contract/sample-values";

describe("docs/rules.md", () => {
  it("is what `npm run rules` writes", () => {
    expect(readFileSync(join(__dirname, "../../../docs/rules.md"), "utf8")).toBe(rulesDocument(rules));
  });
});

describe("the page of a rule", () => {
  it("says what, why and where", () => {
    const rule = ruleById("gate-path-excluded");
    expect(rule && rulePage(rule)).toMatchInlineSnapshot(`
     "gate-path-excluded (error)

     A path that is excluded from authentication covers the MCP endpoint.
     Guides for other workloads exclude /runtime/*; copied here it opens every tool to whoever finds the address.

     https://learn.microsoft.com/azure/app-service/configure-authentication-file-based"
    `);
  });
});

describe("the reserved sample values", () => {
  it("are those of the deployment files", () => {
    expect([...reservedSampleValues].sort()).toEqual(
      [sampleTenantId, sampleSubscriptionId, sampleDeployerId, sampleOrganization].sort(),
    );
  });
});
