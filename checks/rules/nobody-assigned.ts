import { oktaAppOf } from "../wiring/relations";
import type { Connection, Wiring } from "../wiring/wiring";
import { named } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd, valuesEnd } from "./support/ends";
import { assignmentDemanded, entraClients, type EntraClient } from "./support/entra";
import { inDoubt } from "./support/known";
import { showAddress } from "./support/words";

/** Only assigned people may sign in, and nobody is assigned. */
export const nobodyAssigned = defineRule({
  id: "nobody-assigned",
  severity: "error",
  what: "Only assigned people may sign in through the connection's client, and nobody is assigned.",
  why: "Everyone who tries to sign in is refused (Okta user_not_assigned, Entra AADSTS50105).",
  page: "https://learn.microsoft.com/entra/identity-platform/howto-restrict-your-app-to-a-set-of-users",
  judge: (wiring) => [
    ...wiring.connections.flatMap((connection) => judgeOkta(wiring, connection)),
    ...entraClients(wiring).flatMap(judgeEntra),
  ],
});

function judgeOkta(wiring: Wiring, connection: Connection): readonly Verdict[] {
  const lookup = oktaAppOf(wiring, connection);
  if (lookup.outcome !== "found") return [];
  const { found: app } = lookup;
  if (app.assignedGroups && app.assignedGroups.items.length > 0) return [];
  const ends = [valuesEnd("identity", "groups assigned to the app", app.assignedGroups, app)];
  const missing = app.assignedGroups
    ? app.assignedGroups.incomplete
    : "the assignments of the app: nothing that was read assigns anyone; Okta may hold some that were made elsewhere";
  if (missing !== undefined) {
    return [undecided(`Whether anyone is assigned to ${showAddress(app.address)} cannot be told.`, ends, missing)];
  }
  return [
    fails(
      `Nobody is assigned to ${showAddress(app.address)}, the client of ${named(connection)}.`,
      ends,
      "Write okta_app_group_assignments for the app, with the groups that its policy rule admits.",
    ),
  ];
}

function judgeEntra({ connection, principal }: EntraClient): readonly Verdict[] {
  const demanded = assignmentDemanded(principal);
  if (principal === undefined || demanded === false || principal.assigned.length > 0) return [];
  const ends = [
    valueEnd("identity", "assignment demanded", principal.assignmentRequired, principal),
    { layer: "access policy" as const, what: "principals assigned", shown: "[]", source: principal.source },
  ];
  const message = `Nobody is assigned to ${showAddress(principal.address)}, which demands assignment for ${named(connection)}.`;
  if (typeof demanded === "object") return [undecided(inDoubt(message), ends, demanded.missing)];
  return [
    fails(
      message,
      ends,
      "Write an azuread_app_role_assignment to this service principal for each group, or app_role_assignment_required = false where everyone may sign in.",
    ),
  ];
}
