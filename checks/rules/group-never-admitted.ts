import { end } from "../finding";
import { admitsAllClients } from "../wiring/okta-evaluation";
import { isEveryone } from "../wiring/okta-groups";
import { showValue, type Value } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Connection, Wiring } from "../wiring/wiring";
import { named, requestedEnd, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { evaluateRequest, type EvaluatedRequest, type GroupAnswer } from "./support/requests";
import { enumerate, showAddress, showValues } from "./support/words";

/** A connection asks for the same scopes for every user, so a policy rule that holds fewer lets its groups never in. */
export const groupNeverAdmitted = defineRule({
  id: "group-never-admitted",
  severity: "error",
  what: "A policy rule names a group for a connection's client, and can never admit what the connection requests.",
  why: 'Some people sign in and work; the members of this group see "Sign in successful" and no tools, for ever.',
  page: "https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm",
  judge: (wiring) => signInConnections(wiring).flatMap((connection) => judgeConnection(wiring, connection)),
});

function judgeConnection(wiring: Wiring, connection: Connection): readonly Verdict[] {
  const request = evaluateRequest(wiring, connection);
  // Where nobody is admitted, that is the finding.
  if (!request?.answers.some(({ evaluation }) => evaluation.outcome === "admitted")) return [];
  return request.answers.flatMap((answer) => judgeGroup(wiring, connection, request, answer));
}

function judgeGroup(
  wiring: Wiring,
  connection: Connection,
  request: EvaluatedRequest,
  { group, evaluation }: GroupAnswer,
): readonly Verdict[] {
  if (!group || evaluation.outcome === "admitted") return [];
  const rule = evaluation.rules.find(
    ({ policy, rule: each, failed }) =>
      !failed.includes("client") &&
      !failed.includes("people") &&
      !admitsAllClients(policy) &&
      names(each.groups?.items, group),
  );
  // Assigning Everyone and narrowing by policy rules is a way to do it.
  if (!rule || (wiring.identity?.provider === "okta" && isEveryone(wiring.identity.groupLookups, group))) return [];
  const ends = [
    requestedEnd(connection),
    end(
      "access policy",
      `scopes allowed for the group ${showValue(group)}`,
      showValues(rule.rule.scopes),
      rule.rule.scopes ?? rule.rule,
    ),
  ];
  if (evaluation.outcome === "undecided") {
    return [
      undecided(
        `Whether the group ${showValue(group)} is ever admitted to ${named(connection)} cannot be told.`,
        ends,
        evaluation.missing ?? "the policy rules",
      ),
    ];
  }
  const { lacking } = rule;
  const why = lacking.length > 0 ? `lacks ${enumerate(lacking)}` : "does not match";
  return [
    fails(
      `The group ${showValue(group)} is never admitted to ${named(connection)}: ${showAddress(rule.rule.address)} ${why}.`,
      ends,
      lacking.length > 0
        ? `Add ${enumerate(lacking)} to the scopes of ${showAddress(rule.rule.address)}, or give the group a connection of its own that requests less than ${showValues(request.scopes)}.`
        : `Make ${showAddress(rule.rule.address)} active and let it allow authorization_code, or remove the group from it.`,
    ),
  ];
}

function names(groups: readonly Value[] | undefined, group: Value): boolean {
  return groups !== undefined && containsValue({ items: groups, source: group.source }, group).outcome === "equal";
}
