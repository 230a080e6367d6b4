import { isEveryone } from "../wiring/okta-groups";
import { oktaAppOf } from "../wiring/relations";
import { showValue } from "../wiring/value";
import { holdsEveryone, holdsGroup, rulesFor } from "./support/okta";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valuesEnd } from "./support/ends";
import { anyOf } from "./support/known";
import { showAddress, showValues } from "./support/words";

/** A group is assigned to the app, and no policy rule admits it. */
export const assignedGroupNotAdmitted = defineRule({
  id: "assigned-group-not-admitted",
  severity: "error",
  what: "A group is assigned to the connection's app, and no policy rule admits it.",
  why: 'Members of the group sign in, the policy refuses them, and Foundry says "Sign in successful" all the same.',
  page: "https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm",
  judge: (wiring) => {
    const { identity } = wiring;
    if (identity?.provider !== "okta") return [];
    return wiring.connections.flatMap((connection) => {
      const app = oktaAppOf(wiring, connection);
      const rules = rulesFor(wiring, connection).map(({ rule }) => rule);
      // Where no policy rule admits the client at all, another rule says so; policy rules with users admit whom nobody can list.
      if (app.outcome !== "found" || rules.length === 0 || rules.some(({ users }) => users?.items.length)) return [];
      if (rules.some(({ groups }) => holdsEveryone(groups, identity))) return [];
      return (app.found.assignedGroups?.items ?? []).flatMap((group): readonly Verdict[] => {
        const answer = anyOf(rules.map(({ groups }) => holdsGroup(groups, group, identity)));
        if (answer.outcome === "equal") return [];
        const shown = isEveryone(identity.groupLookups, group)
          ? "the group of everybody"
          : `the group ${showValue(group)}`;
        const ends = [
          valuesEnd("identity", "groups assigned to the app", app.found.assignedGroups, app.found),
          ...rules.map((rule) => valuesEnd("access policy", "groups of the policy rule", rule.groups, rule)),
        ];
        const [nearest] = rules;
        if (answer.outcome === "undecided") {
          const message = `Whether a policy rule admits ${shown}, assigned to ${showAddress(app.found.address)}, cannot be told.`;
          return [undecided(message, ends, answer.missing)];
        }
        return [
          fails(
            `T${shown.slice(1)} is assigned to ${showAddress(app.found.address)}, and the policy rules for its client admit ${rules.map(({ groups }) => showValues(groups)).join(" and ")} only.`,
            ends,
            `Add the group to group_whitelist of ${showAddress(nearest?.address ?? "")}, or take it out of the assignments.`,
          ),
        ];
      });
    });
  },
});
