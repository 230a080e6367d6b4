import { end } from "../finding";
import { showValue, type Comparison, type Value } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Connection, Wiring } from "../wiring/wiring";
import { signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { exposedHere, exposedTo, type Exposed } from "./support/exposed";
import { apiScopes, shortNames } from "./support/scopes";
import { showAddress, showValues } from "./support/words";

/** A scope that no connection asks for. */
export const exposedScopeUnused = defineRule({
  id: "exposed-scope-unused",
  severity: "warning",
  what: "The identity provider exposes a scope that no connection requests.",
  why: "The tools behind it cannot be called by anybody, and the scope looks as if they could.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) => {
    const connections = signInConnections(wiring);
    if (connections.length === 0) return [];
    return exposedHere(wiring).flatMap((exposed) =>
      exposed.names.items.flatMap((name) => judgeScope(wiring, connections, exposed, name)),
    );
  },
});

function judgeScope(
  wiring: Wiring,
  connections: readonly Connection[],
  exposed: Exposed,
  name: Value,
): readonly Verdict[] {
  let missing: string | undefined;
  for (const connection of connections) {
    const requests = requestsIt(wiring, connection, exposed, name);
    if (requests.outcome === "equal") return [];
    if (requests.outcome === "undecided") missing ??= requests.missing;
  }
  const ends = [
    end("identity", "scope exposed", showValue(name), name),
    ...connections.map((connection) =>
      end("connection", "scopes requested", showValues(connection.scopes), connection.scopes ?? connection),
    ),
  ];
  if (missing !== undefined) {
    return [undecided(`Whether a connection requests ${showValue(name)} cannot be told.`, ends, missing)];
  }
  return [
    fails(
      `${showAddress(exposed.address)} exposes ${showValue(name)}, which no connection requests.`,
      ends,
      `Let a connection request ${showValue(name)}, or remove the scope.`,
    ),
  ];
}

function requestsIt(wiring: Wiring, connection: Connection, exposed: Exposed, name: Value): Comparison {
  const requested = apiScopes(connection);
  const api = exposedTo(wiring, connection);
  if (!requested || (api.outcome === "found" && api.found.address !== exposed.address)) return { outcome: "different" };
  const contained = containsValue(shortNames(requested), name);
  if (contained.outcome === "equal" && api.outcome === "undecided")
    return { outcome: "undecided", missing: api.missing };
  return contained;
}
