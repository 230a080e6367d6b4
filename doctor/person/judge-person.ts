/** Whether a person would get in, by what was read of them and of the system. */
import { evaluate, type RuleEvaluation } from "../../checks/wiring/okta-evaluation";
import { authorizationServerOf, entraClientOf, oktaAppOf } from "../../checks/wiring/relations";
import { booleanOf, literalValue, textOf, type Source, type Value } from "../../checks/wiring/value";
import type { Connection, Wiring } from "../../checks/wiring/wiring";
import type { OktaIdentity } from "../../checks/wiring/wiring-identity";
import type { FoundPerson } from "../reading/person";
import type { PersonVerdict } from "./person";

/** What decides about a person. */
export interface PersonInput {
  readonly wiring: Wiring;
  readonly person: FoundPerson;
  /** Names of groups by their ids. */
  readonly groupNames: ReadonlyMap<string, string>;
}

/** What one connection says. */
type Answer = Omit<PersonVerdict, "login" | "connection">;

/** A verdict for every connection that signs people in. */
export function judgePerson(input: PersonInput): readonly PersonVerdict[] {
  const { wiring, person } = input;
  return wiring.connections.map((connection) => ({
    login: person.login,
    connection: textOf(connection.name) ?? connection.address,
    ...answer(input, connection),
  }));
}

function answer(input: PersonInput, connection: Connection): Answer {
  const { wiring, person } = input;
  if (!person.active) {
    return {
      outcome: "refused",
      why: `the account ${JSON.stringify(person.login)} cannot sign in at all (${person.status ?? "disabled"}).`,
      fix: `Activate the account ${JSON.stringify(person.login)}.`,
    };
  }
  const found =
    wiring.identity?.provider === "okta"
      ? atOkta(input, wiring.identity, connection)
      : wiring.identity?.provider === "entra"
        ? atEntra(input, connection)
        : undecided("which identity provider signs people in");
  // What may be missing could admit somebody who seems to be refused.
  return found.outcome === "refused" && person.incomplete !== undefined ? undecided(person.incomplete) : found;
}

function atOkta(input: PersonInput, identity: OktaIdentity, connection: Connection): Answer {
  const { wiring, person, groupNames } = input;
  const source: Source = { address: `/api/v1/users/${person.id}`, path: "" };
  const app = oktaAppOf(wiring, connection);
  const server = authorizationServerOf(wiring, connection);
  const { clientId, scopes } = connection;
  if (app.outcome !== "found" || server.outcome !== "found" || clientId === undefined) {
    return undecided("the app and the authorization server of the connection");
  }
  const assignment = assignedBy(input, app.found.assignedGroups?.items ?? [], textOf(clientId) ?? "");
  if (assignment === undefined) {
    const incomplete = app.found.assignedGroups?.incomplete;
    if (incomplete !== undefined) return undecided(incomplete);
    return {
      outcome: "refused",
      why: `neither ${JSON.stringify(person.login)} nor one of their groups is assigned to the app ${named(app.found.label, clientId)}.`,
      fix: `Assign one of their groups (${namesOf(person.groups, groupNames)}) to the app, or put them into a group that is assigned (${namesOf((app.found.assignedGroups?.items ?? []).map(idOf), groupNames)}).`,
    };
  }
  const evaluation = evaluate(server.found, {
    clientId,
    grantType: "authorization_code",
    groupIds: person.groups.map((id) => literalValue(id, source)),
    userId: literalValue(person.id, source),
    scopes: scopes ?? { items: [], source: connection.source },
    groupLookups: identity.groupLookups,
  });
  if (evaluation.outcome === "undecided") return undecided(evaluation.missing ?? "the access policies");
  if (evaluation.admittedBy) {
    return { outcome: "admitted", why: `admitted by ${ruleName(evaluation.admittedBy)}, and ${assignment}.` };
  }
  const { nearest } = evaluation;
  return {
    outcome: "refused",
    why: `no policy rule admits them${nearest === undefined ? "" : `; the nearest is ${ruleName(nearest)}, which fails by ${nearest.failed.join(" and ")}`}.`,
    fix:
      nearest === undefined
        ? "Add a policy for the client of the connection, with a policy rule for one of their groups."
        : `Put them into a group of ${ruleName(nearest)} (${namesOf((nearest.rule.groups?.items ?? []).map(idOf), groupNames)}), or let it name one of theirs.`,
  };
}

/** How a person is assigned to an app; undefined where they are not. */
function assignedBy(
  { person, groupNames }: PersonInput,
  groups: readonly Value[],
  clientId: string,
): string | undefined {
  if (person.assignedTo.includes(clientId)) return "the app is assigned to them by name";
  const through = groups.find((group) => {
    const id = idOf(group);
    return id === "EVERYONE" || person.groups.includes(id);
  });
  return through && `the app is assigned to ${namesOf([idOf(through)], groupNames)}`;
}

function atEntra({ wiring, person, groupNames }: PersonInput, connection: Connection): Answer {
  const client = entraClientOf(wiring, connection);
  const principal = client.outcome === "found" ? client.found.servicePrincipal : undefined;
  if (principal === undefined) return undecided("the service principal of the connection's client");
  const required = booleanOf(principal.assignmentRequired);
  if (required === undefined && principal.assignmentRequired !== undefined)
    return undecided("whether assignment is demanded");
  if (required !== true) {
    return { outcome: "admitted", why: "the client demands no assignment, so everybody in the tenant may sign in." };
  }
  const clientId = textOf(connection.clientId) ?? "";
  if (person.assignedTo.includes(clientId)) {
    return { outcome: "admitted", why: "they are assigned to the client by name." };
  }
  const ids = principal.assigned.map(({ principalId }) => idOf(principalId));
  const through = ids.find((id) => person.groups.includes(id));
  if (through !== undefined) {
    return {
      outcome: "admitted",
      why: `the client is assigned to ${namesOf([through], groupNames)}, of which they are a direct member.`,
    };
  }
  return {
    outcome: "refused",
    why: `the client demands assignment, and neither ${JSON.stringify(person.login)} nor a group that they are a direct member of is assigned (AADSTS50105).`,
    fix: `Put them into one of the assigned groups (${namesOf(ids, groupNames)}); members of nested groups do not count.`,
  };
}

function ruleName({ policy, rule }: RuleEvaluation): string {
  return `policy rule ${named(rule.name, rule)} of policy ${named(policy.name, policy)}`;
}

function named(name: Value | undefined, fallback: Value | { readonly address: string }): string {
  const text = textOf(name);
  if (text !== undefined) return JSON.stringify(text);
  return "address" in fallback ? fallback.address : JSON.stringify(idOf(fallback));
}

function idOf(value: Value): string {
  return textOf(value) ?? "";
}

function namesOf(ids: readonly string[], names: ReadonlyMap<string, string>): string {
  return ids.length === 0 ? "there are none" : ids.map((id) => JSON.stringify(names.get(id) ?? id)).join(", ");
}

function undecided(missing: string): Answer {
  return { outcome: "undecided", why: `it cannot be told without ${missing}.` };
}
