import type { Wiring } from "../wiring/wiring";
import { named } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { assignmentDemanded, entraClients, type EntraClient } from "./support/entra";
import { inDoubt } from "./support/known";
import { showAddress, showList } from "./support/words";

/** Somebody is chosen, and everybody may come. */
export const assignmentNotDemanded = defineRule({
  id: "assignment-not-demanded",
  severity: "error",
  what: "Groups are assigned to the connection's client at Entra, and the client does not demand assignment.",
  why: "Everyone in the tenant signs in and gets the scopes that the assigned groups were meant to have.",
  page: "https://learn.microsoft.com/entra/identity-platform/howto-restrict-your-app-to-a-set-of-users",
  judge: (wiring: Wiring) => entraClients(wiring).flatMap(judgeClient),
});

function judgeClient({ connection, principal }: EntraClient): readonly Verdict[] {
  const demanded = assignmentDemanded(principal);
  if (principal === undefined || demanded === true || principal.assigned.length === 0) return [];
  const [first] = principal.assigned;
  const ends = [
    valueEnd("identity", "assignment demanded", principal.assignmentRequired, principal),
    {
      layer: "access policy" as const,
      what: "principals assigned",
      shown: showList(principal.assigned.map(({ principalId }) => principalId)),
      source: first?.source ?? principal.source,
    },
  ];
  const message = `${showAddress(principal.address)}, the client of ${named(connection)}, has people assigned and does not demand assignment.`;
  if (typeof demanded === "object") return [undecided(inDoubt(message), ends, demanded.missing)];
  return [
    fails(
      message,
      ends,
      `Write app_role_assignment_required = true in ${showAddress(principal.address)}, or take the assignments out where everyone may sign in.`,
    ),
  ];
}
