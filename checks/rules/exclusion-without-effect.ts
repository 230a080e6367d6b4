import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valuesEnd } from "./support/ends";
import { allPolicyRules, holdsEveryone } from "./support/okta";
import { showAddress } from "./support/words";

/** Everyone in the list of groups voids the exclusions. */
export const exclusionWithoutEffect = defineRule({
  id: "exclusion-without-effect",
  severity: "error",
  what: "A policy rule excludes people and admits Everyone, which voids the exclusion.",
  why: "The people who were excluded sign in as if they were not.",
  page: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerRules/",
  judge: (wiring) => {
    const { identity } = wiring;
    if (identity?.provider !== "okta") return [];
    return allPolicyRules(wiring).flatMap(({ rule }): readonly Verdict[] => {
      const excluded = [rule.excludedGroups, rule.excludedUsers].filter((list) => (list?.items.length ?? 0) > 0);
      if (excluded.length === 0) return [];
      const ends = [
        valuesEnd("access policy", "groups of the policy rule", rule.groups, rule),
        ...excluded.map((list) => valuesEnd("access policy", "people excluded", list, rule)),
      ];
      if (!holdsEveryone(rule.groups, identity)) {
        const missing = rule.groups?.incomplete ?? rule.groups?.items.find((group) => group.kind === "unknown")?.reason;
        const question = `Whether ${showAddress(rule.address)} excludes people and admits Everyone cannot be told.`;
        return missing === undefined ? [] : [undecided(question, ends, missing)];
      }
      return [
        fails(
          `${showAddress(rule.address)} excludes people and admits Everyone.`,
          ends,
          `Name the groups that may sign in instead of Everyone in group_whitelist of ${showAddress(rule.address)}.`,
        ),
      ];
    });
  },
});
