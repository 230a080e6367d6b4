/** Who may call which tools through which connection. */
import type { JudgedFinding } from "../../checks/check";
import { signInConnections } from "../../checks/rules/support/connections";
import { assignmentDemanded } from "../../checks/rules/support/entra";
import { holdsGroup } from "../../checks/rules/support/okta";
import { evaluateRequest } from "../../checks/rules/support/requests";
import { openTools, requiredBy, toolScopesOf } from "../../checks/rules/support/tools";
import { isEveryone } from "../../checks/wiring/okta-groups";
import { entraClientOf, oktaAppOf, shortNameOf } from "../../checks/wiring/relations";
import { textOf, type Value } from "../../checks/wiring/value";
import type { Connection, Wiring } from "../../checks/wiring/wiring";
import type { OktaIdentity } from "../../checks/wiring/wiring-identity";
import { Concerns } from "./concerns";
import { closes } from "./consequences";
import { type Directory, everyone } from "./directory";

/** What one connection opens, and to whom. */
export interface Reach {
  readonly connection: Connection;
  /** Names of groups and people; undefined where it cannot be told. */
  readonly people: readonly string[] | undefined;
  /** Names of tools; undefined where it cannot be told. */
  readonly tools: readonly string[] | undefined;
  /** Rules that say that nobody can use it. Then there are neither people nor tools. */
  readonly closedBy: readonly string[];
}

/** What each connection of a deployment opens, and to whom. */
export function reachOf(wiring: Wiring, findings: readonly JudgedFinding[], directory: Directory): readonly Reach[] {
  directory.addLookups(wiring);
  const closing = findings.filter(closes);
  const concerns = closing.length === 0 ? undefined : new Concerns(wiring);
  const concerned = closing.map((finding) => ({ rule: finding.rule, connections: concerns?.of(finding) ?? [] }));
  return signInConnections(wiring).map((connection): Reach => {
    const closedBy = new Set(concerned.filter((each) => each.connections.includes(connection)).map(({ rule }) => rule));
    const people = peopleOf(wiring, connection, directory);
    return {
      connection,
      people: people && [...new Set(people)],
      tools: closedBy.size > 0 ? [] : toolsFor(wiring, connection),
      closedBy: [...closedBy],
    };
  });
}

/** Tools of the agents whose required scopes are all requested. */
function toolsFor(wiring: Wiring, connection: Connection): readonly string[] | undefined {
  const [scopes, open] = [toolScopesOf(wiring), openTools(wiring, connection)];
  if (!scopes || !open || open.incomplete !== undefined || connection.scopes?.incomplete !== undefined)
    return undefined;
  const requested = new Set((connection.scopes?.items ?? []).map((scope) => textOf(shortNameOf(scope))));
  const names = open.tools.map(({ name }) => textOf(name));
  if (names.some((name) => name === undefined) || requested.has(undefined)) return undefined;
  return open.tools
    .filter(({ name }) => (requiredBy(scopes, name) ?? []).every((scope) => requested.has(scope)))
    .flatMap(({ name }) => textOf(name) ?? []);
}

function peopleOf(wiring: Wiring, connection: Connection, directory: Directory): readonly string[] | undefined {
  const { identity } = wiring;
  if (identity?.provider === "okta") return peopleAtOkta(wiring, identity, connection, directory);
  const client = entraClientOf(wiring, connection);
  if (client.outcome !== "found") return undefined;
  const principal = client.found.servicePrincipal;
  const demanded = assignmentDemanded(principal);
  if (typeof demanded === "object") return undefined;
  if (!demanded) return [everyone];
  return (principal?.assigned ?? []).map(({ principalId }) => directory.nameOf(principalId));
}

function peopleAtOkta(
  wiring: Wiring,
  identity: OktaIdentity,
  connection: Connection,
  directory: Directory,
): readonly string[] | undefined {
  const request = evaluateRequest(wiring, connection);
  const app = oktaAppOf(wiring, connection);
  if (!request || app.outcome !== "found") return undefined;
  const { assignedGroups } = app.found;
  const isAll = (group: Value): boolean => isEveryone(identity.groupLookups, group) || directory.isEveryone(group);
  const allAssigned = assignedGroups?.items.some(isAll) === true;
  const allAdmitted = request.answers.some(
    ({ group, evaluation }) => group !== undefined && isAll(group) && evaluation.outcome === "admitted",
  );
  const people: string[] = [];
  for (const { group, evaluation } of request.answers) {
    if (group === undefined || (evaluation.outcome === "refused" && !allAdmitted)) continue;
    const assigned = allAssigned ? "equal" : holdsGroup(assignedGroups, group, identity).outcome;
    if (assigned === "different") continue;
    if ((evaluation.outcome === "undecided" && !allAdmitted) || assigned === "undecided") return undefined;
    people.push(isAll(group) ? everyone : directory.nameOf(group));
  }
  return people.includes(everyone) ? [everyone] : people;
}
