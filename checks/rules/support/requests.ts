/** What Okta's access policies say to the request of a connection, group by group. */
import { evaluate, type Evaluation } from "../../wiring/okta-evaluation";
import { compareGroups } from "../../wiring/okta-groups";
import { authorizationServerOf, oktaAppOf } from "../../wiring/relations";
import type { Value, Values } from "../../wiring/value";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { AuthorizationServer, OktaIdentity } from "../../wiring/wiring-identity";

/** The answer for members of one group. */
export interface GroupAnswer {
  /** @default people in no group that anything here names */
  readonly group?: Value;
  readonly evaluation: Evaluation;
}

/** A request that can be evaluated, with the answers to it. */
export interface EvaluatedRequest {
  readonly server: AuthorizationServer;
  readonly scopes: Values;
  readonly clientId: Value;
  readonly answers: readonly GroupAnswer[];
}

/** Evaluates a connection's request for every group that its app or the policy rules name; undefined where another rule says why not. */
export function evaluateRequest(wiring: Wiring, connection: Connection): EvaluatedRequest | undefined {
  const { identity } = wiring;
  const { clientId, scopes } = connection;
  const server = authorizationServerOf(wiring, connection);
  if (identity?.provider !== "okta" || server.outcome !== "found" || !clientId || !scopes) return undefined;
  // Requesting nothing has a rule of its own.
  if (scopes.items.length === 0 && scopes.incomplete === undefined) return undefined;
  const groups = groupsOf(identity, server.found, wiring, connection);
  const ask = (groupIds: readonly Value[]): Evaluation =>
    evaluate(server.found, {
      clientId,
      grantType: "authorization_code",
      groupIds,
      scopes,
      groupLookups: identity.groupLookups,
    });
  const answers =
    groups.length > 0 ? groups.map((group) => ({ group, evaluation: ask([group]) })) : [{ evaluation: ask([]) }];
  return { server: server.found, scopes, clientId, answers };
}

function groupsOf(
  { groupLookups }: OktaIdentity,
  server: AuthorizationServer,
  wiring: Wiring,
  connection: Connection,
): readonly Value[] {
  const app = oktaAppOf(wiring, connection);
  const assigned = app.outcome === "found" ? (app.found.assignedGroups?.items ?? []) : [];
  const ruled = server.policies.flatMap(({ rules }) => rules).flatMap(({ groups }) => groups?.items ?? []);
  const distinct: Value[] = [];
  for (const group of [...ruled, ...assigned]) {
    if (!distinct.some((known) => compareGroups(groupLookups, known, group).outcome === "equal")) distinct.push(group);
  }
  return distinct;
}
