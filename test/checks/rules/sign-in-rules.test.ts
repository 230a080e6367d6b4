/** What rules are, together. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { ruleById, rules } from "../../../checks/rules";
import { signInRules } from "../../../checks/rules/sign-in-rules";
import { entra, okta } from "../../support/wiring-builder";

describe("the rules about a sign-in", () => {
  it("have these ids and severities, which acceptances name", () => {
    expect(signInRules.map(({ id, severity }) => `${id}: ${severity}`).join("\n")).toMatchInlineSnapshot(`
     "connection-requests-no-scopes: error
     scopes-not-a-list: error
     scope-form-wrong: error
     scopes-of-two-resources: error
     scope-not-exposed: error
     exposed-scope-unused: warning
     no-policy-rule-admits-request: error
     group-never-admitted: error
     scope-not-granted: error
     granted-but-not-requested: error
     scope-not-in-required-access: warning
     scope-not-advertised: error
     fewer-requested-than-advertised: warning
     advertised-differs-from-exposed: error
     tool-scopes-missing: error
     required-scope-not-requested: error
     requested-scope-opens-no-tool: warning
     allowed-tool-without-scopes: warning
     offline-access-not-requested: error
     refresh-grant-missing: error
     refresh-url-wrong: error
     sign-in-url-wrong: error
     endpoints-of-different-issuers: error
     organization-authorization-server: error
     version-1-endpoints: error
     token-version-1: error
     issuer-not-expected-by-server: error
     audience-not-accepted-by-server: error
     audience-not-accepted-by-gate: error
     easy-auth-client-differs-from-audience: error
     resource-differs-from-target: error
     client-unknown: error
     client-is-its-own-api: warning
     client-not-allowed-at-gate: error
     client-not-allowed-by-server: error
     client-secret-missing: error
     secret-of-other-app: error
     app-secret-omitted: error
     token-authentication-unusable: error
     pkce-demanded: error
     code-flow-impossible: error
     app-inactive: error
     redirect-not-registered: error
     redirect-for-other-platform: error
     redirect-at-other-client: error
     redirect-literal: error
     redirect-wildcard: error"
    `);
  });

  it("find nothing in healthy wirings", () => {
    for (const { wiring } of [okta(), okta().behindEasyAuth(), entra(), entra().demandingAssignment()]) {
      expect(signInRules.flatMap(({ judge }) => judge(wiring))).toEqual([]);
    }
  });

  it("say nothing about an empty wiring", () => {
    const { wiring } = okta().with({ connections: [], agents: [], functionApp: undefined, identity: undefined });
    expect(signInRules.flatMap(({ judge }) => judge(wiring))).toEqual([]);
  });

  it.each(signInRules)("say what, why and where: $id", ({ id, what, why, page }) => {
    expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)+$/);
    expect(what).toMatch(/^[A-Z].*\.$/);
    expect(why).toMatch(/^[A-Z0-9].*[^.].\.?$/);
    expect(new URL(page).protocol).toBe("https:");
  });

  it("have failing, passing and undecided cases, all of them", () => {
    const tests = readdirSync(__dirname).filter((file) => file.endsWith(".test.ts"));
    const text = tests.map((file) => readFileSync(join(__dirname, file), "utf8")).join("\n");
    expect(signInRules.filter(({ id }) => !text.includes(`ruleCases("${id}"`)).map(({ id }) => id)).toEqual([]);
  });
});

describe("all rules", () => {
  it("have an id of their own and are found by it", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const rule of rules) expect(ruleById(rule.id)).toBe(rule);
    expect(ruleById("constructor")).toBeUndefined();
  });
});
