import { showValue } from "../wiring/value";
import type { OktaIdentity } from "../wiring/wiring-identity";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valuesEnd } from "./support/ends";
import { allowsAllOf, holdsEveryone, rulesFor, type PlacedRule } from "./support/okta";
import { showAddress } from "./support/words";
import { admitsAllClients } from "../wiring/okta-evaluation";
import type { Connection } from "../wiring/wiring";

/** Nothing denies at Okta: a policy rule that does not match is passed over, and a broader one admits. */
export const policyRuleDefeated = defineRule({
  id: "policy-rule-defeated",
  severity: "error",
  what: "A policy rule for groups has no effect, because a broader one admits everyone to the same scopes by the same client.",
  why: "People outside the groups sign in and use the tools that were meant for the groups alone.",
  page: "https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm",
  judge: (wiring) => {
    const { identity } = wiring;
    if (identity?.provider !== "okta") return [];
    return signInConnections(wiring).flatMap((connection) => {
      const rules = rulesFor(wiring, connection);
      const broad = rules.filter(({ rule }) => holdsEveryone(rule.groups, identity));
      return rules
        .filter((narrow) => isNarrow(narrow, identity))
        .flatMap((narrow) => broad.flatMap((wide) => judgePair(connection, narrow, wide)));
    });
  },
});

function isNarrow({ rule }: PlacedRule, identity: OktaIdentity): boolean {
  return !holdsEveryone(rule.groups, identity) && (rule.groups?.items.length ?? 0) > 0;
}

function judgePair(connection: Connection, narrow: PlacedRule, wide: PlacedRule): readonly Verdict[] {
  const covered = allowsAllOf(wide.rule, narrow.rule);
  if (covered.outcome === "different") return [];
  const ends = [
    valuesEnd("access policy", `groups of ${showAddress(narrow.rule.address)}`, narrow.rule.groups, narrow.rule),
    valuesEnd("access policy", `groups of ${showAddress(wide.rule.address)}`, wide.rule.groups, wide.rule),
    valuesEnd("access policy", `scopes of ${showAddress(wide.rule.address)}`, wide.rule.scopes, wide.rule),
    valuesEnd("access policy", `clients of ${showAddress(wide.policy.address)}`, wide.policy.clients, wide.policy),
  ];
  const groups = (narrow.rule.groups?.items ?? []).map(showValue).join(", ");
  if (covered.outcome === "undecided") {
    return [
      undecided(
        `Whether ${showAddress(wide.rule.address)} admits everyone to what ${showAddress(narrow.rule.address)} keeps for ${groups} cannot be told.`,
        ends,
        covered.missing,
      ),
    ];
  }
  const through = admitsAllClients(wide.policy) ? " for every client" : "";
  return [
    fails(
      `${showAddress(narrow.rule.address)} admits ${groups} to ${named(connection)}, and ${showAddress(wide.rule.address)} admits everyone to the same scopes${through}.`,
      ends,
      admitsAllClients(wide.policy)
        ? `Name the clients in client_whitelist of ${showAddress(wide.policy.address)} instead of ALL_CLIENTS, or take the policy away.`
        : `Name groups in group_whitelist of ${showAddress(wide.rule.address)} instead of everyone, or list fewer scopes in its scope_whitelist.`,
    ),
  ];
}
