import { isEveryone } from "../wiring/okta-groups";
import { oktaAppOf } from "../wiring/relations";
import { showValue } from "../wiring/value";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valuesEnd } from "./support/ends";
import { holdsEveryone, holdsGroup, rulesFor } from "./support/okta";
import { showAddress } from "./support/words";

/** A policy rule admits a group that is not assigned to the connection's app. */
export const groupNotAssigned = defineRule({
  id: "group-not-assigned",
  severity: "error",
  what: "A policy rule admits a group that is not assigned to the connection's app.",
  why: "Members of the group sign in and are told that they are not assigned to the application.",
  page: "https://support.okta.com/help/s/article/App-Sign-on-Error-403-User-attempted-unauthorized-access-to-app",
  judge: (wiring) => {
    const { identity } = wiring;
    if (identity?.provider !== "okta") return [];
    return wiring.connections.flatMap((connection) => {
      const app = oktaAppOf(wiring, connection);
      // An app without any assignment is told by another rule.
      if (app.outcome !== "found" || app.found.assignedGroups === undefined) return [];
      const { assignedGroups } = app.found;
      if (assignedGroups.items.length === 0 || holdsEveryone(assignedGroups, identity)) return [];
      return rulesFor(wiring, connection).flatMap(({ rule }) =>
        // A policy rule for everyone leaves the choice of people to the assignment.
        (rule.groups?.items ?? []).flatMap((group): readonly Verdict[] => {
          if (isEveryone(identity.groupLookups, group)) return [];
          const answer = holdsGroup(assignedGroups, group, identity);
          if (answer.outcome === "equal") return [];
          const ends = [
            valuesEnd("access policy", "groups of the policy rule", rule.groups, rule),
            valuesEnd("identity", "groups assigned to the app", assignedGroups, app.found),
          ];
          const subject = `the group ${showValue(group)}, which ${showAddress(rule.address)} admits,`;
          if (answer.outcome === "undecided") {
            const message = `Whether ${subject} is assigned to ${showAddress(app.found.address)} cannot be told.`;
            return [undecided(message, ends, answer.missing)];
          }
          return [
            fails(
              `T${subject.slice(1)} is not assigned to ${showAddress(app.found.address)}.`,
              ends,
              `Add the group to okta_app_group_assignments of ${showAddress(app.found.address)}, or take it out of group_whitelist of ${showAddress(rule.address)}.`,
            ),
          ];
        }),
      );
    });
  },
});
