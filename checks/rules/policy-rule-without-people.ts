import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valuesEnd } from "./support/ends";
import { allPolicyRules, isForPeople } from "./support/okta";
import { showAddress } from "./support/words";

/** Okta refuses such a policy rule. */
export const policyRuleWithoutPeople = defineRule({
  id: "policy-rule-without-people",
  severity: "error",
  what: "A policy rule for sign-in names neither a group nor a user.",
  why: "Okta refuses to write it (E0000001) halfway through the apply, and nobody can sign in.",
  page: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerRules/",
  judge: (wiring) =>
    allPolicyRules(wiring).flatMap(({ rule }): readonly Verdict[] => {
      if (!isForPeople(rule)) return [];
      const lists = [rule.groups, rule.users];
      if (lists.some((list) => (list?.items.length ?? 0) > 0)) return [];
      const ends = [
        valuesEnd("access policy", "groups of the policy rule", rule.groups, rule),
        valuesEnd("access policy", "users of the policy rule", rule.users, rule),
      ];
      const missing = lists.find((list) => list?.incomplete !== undefined)?.incomplete;
      if (missing !== undefined) {
        return [undecided(`Whether ${showAddress(rule.address)} names anyone cannot be told.`, ends, missing)];
      }
      return [
        fails(
          `${showAddress(rule.address)} is for sign-in and names neither a group nor a user.`,
          ends,
          `Write group_whitelist in ${showAddress(rule.address)}: the ids of groups, or ["EVERYONE"].`,
        ),
      ];
    }),
});
