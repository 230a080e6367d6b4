/** Scopes that only groups may have: every connection that requests one is for groups. */
import type { End } from "../../finding";
import { shortNameOf } from "../../wiring/relations";
import { compareValues, type Value } from "../../wiring/value";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { EntraIdentity, OktaIdentity } from "../../wiring/wiring-identity";
import { requestedEnd, signInConnections } from "./connections";
import { valueEnd, valuesEnd } from "./ends";
import { assignmentDemanded, entraClients } from "./entra";
import { holdsEveryone, rulesFor } from "./okta";
import { isProtocolScope } from "./scopes";

/** A scope with the connections through which groups have it. */
export interface Guarded {
  /** Short name. */
  readonly scope: Value;
  readonly connections: readonly Connection[];
  /** What is requested, and what keeps it for groups. */
  readonly ends: readonly End[];
}

/** At Okta a connection is for groups where no policy rule for its client admits everyone. */
export function guardedAtOkta(wiring: Wiring, identity: OktaIdentity): readonly Guarded[] {
  return guarded(wiring, (connection) => {
    const rules = rulesFor(wiring, connection).map(({ rule }) => rule);
    if (rules.length === 0 || rules.some(({ groups }) => holdsEveryone(groups, identity))) return undefined;
    return rules.map((rule) => valuesEnd("access policy", "groups of the policy rule", rule.groups, rule));
  });
}

/** At Entra a connection is for groups where its client demands assignment. */
export function guardedAtEntra(wiring: Wiring, identity: EntraIdentity): readonly Guarded[] {
  const clients = identity.apps.length === 0 ? [] : entraClients(wiring);
  return guarded(wiring, (connection) => {
    const principal = clients.find((client) => client.connection === connection)?.principal;
    if (principal === undefined || assignmentDemanded(principal) !== true) return undefined;
    return [valueEnd("identity", "assignment demanded", principal.assignmentRequired, principal)];
  });
}

function guarded(wiring: Wiring, keptBy: (connection: Connection) => readonly End[] | undefined): readonly Guarded[] {
  const found: { scope: Value; connections: Connection[]; ends: End[]; open: boolean }[] = [];
  for (const connection of signInConnections(wiring)) {
    const kept = keptBy(connection);
    for (const requested of connection.scopes?.items ?? []) {
      if (isProtocolScope(requested)) continue;
      const scope = shortNameOf(requested);
      let entry = found.find((each) => compareValues(each.scope, scope).outcome === "equal");
      if (entry === undefined) found.push((entry = { scope, connections: [], ends: [], open: false }));
      entry.connections.push(connection);
      entry.ends.push(requestedEnd(connection), ...(kept ?? []));
      entry.open ||= kept === undefined;
    }
  }
  return found.filter(({ open }) => !open);
}
