import { shortNameOf } from "../wiring/relations";
import { showValue, type Value, type Values } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Wiring } from "../wiring/wiring";
import { end } from "../finding";
import { signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { asRequested, exposedEnd, exposedHere, exposedTo, type Exposed } from "./support/exposed";
import { isProtocolScope } from "./support/scopes";
import { showAddress, showList, showValues } from "./support/words";

/** The metadata and the identity provider must list the same scopes, in the form in which clients request them. */
export const advertisedDiffersFromExposed = defineRule({
  id: "advertised-differs-from-exposed",
  severity: "error",
  what: "The protected resource metadata advertises other scopes than the identity provider exposes.",
  why: "Clients that follow the metadata request a scope that nobody knows and are refused, or never learn of one that a tool requires.",
  page: "https://www.rfc-editor.org/rfc/rfc9728#section-2",
  judge: (wiring) => {
    const { functionApp } = wiring;
    const exposed = exposedForServer(wiring);
    if (!functionApp || !exposed) return [];
    return [
      { setting: "MCP_SCOPES_SUPPORTED", scopes: functionApp.server.advertised },
      { setting: "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES", scopes: functionApp.advertisedByGate },
    ].flatMap(({ setting, scopes }) => (scopes ? judgeList(exposed, setting, scopes) : []));
  },
});

/** What the connections' API exposes; the only API of the configuration where no connection tells. */
function exposedForServer(wiring: Wiring): Exposed | undefined {
  for (const connection of signInConnections(wiring)) {
    const exposed = exposedTo(wiring, connection);
    if (exposed.outcome === "found") return exposed.found;
  }
  const here = exposedHere(wiring);
  return here.length === 1 ? here[0] : undefined;
}

function judgeList(exposed: Exposed, setting: string, advertised: Values): readonly Verdict[] {
  const ends = [
    end("function app", `scopes advertised (${setting})`, showValues(advertised), advertised),
    exposedEnd(exposed),
  ];
  const wanted: Values = { ...exposed.names, items: exposed.names.items.map((name) => asRequested(exposed, name)) };
  const fix = `Write ${showList(wanted.items)} into the app setting ${setting}, or expose what it advertises.`;
  const compare = (scope: Value, list: Values, problem: string): readonly Verdict[] => {
    const contained = containsValue(list, scope);
    if (contained.outcome === "equal") return [];
    if (contained.outcome === "different") return [fails(`The app setting ${setting} ${problem}.`, ends, fix)];
    return [undecided(`Whether ${setting} advertises what is exposed cannot be told.`, ends, contained.missing)];
  };
  return [
    ...advertised.items
      .filter((scope) => !isProtocolScope(scope))
      .flatMap((scope) =>
        compare(
          scope,
          wanted,
          containsValue(exposed.names, shortNameOf(scope)).outcome === "equal"
            ? `advertises ${showValue(scope)} in another form than clients request it`
            : `advertises ${showValue(scope)}, which ${showAddress(exposed.address)} does not expose`,
        ),
      ),
    ...wanted.items.flatMap((scope) =>
      compare(
        scope,
        advertised,
        `does not advertise ${showValue(scope)}, which ${showAddress(exposed.address)} exposes`,
      ),
    ),
  ];
}
