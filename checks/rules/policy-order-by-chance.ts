import { policiesAdmitting } from "../wiring/okta-evaluation";
import { compareValues, showValue } from "../wiring/value";
import type { AccessPolicy } from "../wiring/wiring-identity";
import type { Connection } from "../wiring/wiring";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { isActive, serversOf } from "./support/okta";
import { showAddress } from "./support/words";

/** Okta shifts a taken priority, so two policies of one priority end in the order in which they were written. */
export const policyOrderByChance = defineRule({
  id: "policy-order-by-chance",
  severity: "warning",
  what: "Two policies admit the same client, and which of them Okta evaluates first is left to chance.",
  why: "Token lifetimes and hooks change from one apply to the next, each plan moves a policy back, and parallel writes end in errors 500.",
  page: "https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { clientId } = connection;
      if (clientId === undefined) return [];
      return serversOf(wiring, connection).flatMap((server) => {
        const policies = policiesAdmitting(server, clientId)
          .filter(({ policy, admits }) => admits === "yes" && isActive(policy))
          .map(({ policy }) => policy);
        return policies.flatMap((first, index) =>
          policies.slice(index + 1).flatMap((second) => judgePair(connection, first, second)),
        );
      });
    }),
});

function judgePair(connection: Connection, first: AccessPolicy, second: AccessPolicy): readonly Verdict[] {
  const inSequence = follows(first, second) || follows(second, first);
  if (inSequence && first.priorityIgnored && second.priorityIgnored) return [];
  const compared =
    first.priority && second.priority
      ? compareValues(first.priority, second.priority)
      : ({ outcome: "equal" } as const);
  const leftAlone = first.priorityIgnored || second.priorityIgnored;
  if (compared.outcome === "different" && !leftAlone) return [];
  const ends = [first, second].map((policy) =>
    valueEnd("access policy", `priority of ${showAddress(policy.address)}`, policy.priority, policy),
  );
  const pair = `${showAddress(first.address)} and ${showAddress(second.address)}, which both admit the client of ${named(connection)},`;
  if (compared.outcome === "undecided" && !leftAlone) {
    return [undecided(`Whether ${pair} have priorities of their own cannot be told.`, ends, compared.missing)];
  }
  return [
    fails(
      `The order of ${pair} is left to chance: ${leftAlone ? "their priorities are ignored and neither waits for the other" : `both have the priority ${showValue(first.priority)}`}.`,
      ends,
      `Give them different priorities, or write depends_on = [${showAddress(first.address)}] in ${showAddress(second.address)} and ignore_changes = [priority] in both.`,
    ),
  ];
}

function follows(later: AccessPolicy, earlier: AccessPolicy): boolean {
  return later.writtenAfter.includes(earlier.address);
}
