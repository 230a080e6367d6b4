import { shortNameOf } from "../wiring/relations";
import { showValue, type Value, type Values } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Wiring } from "../wiring/wiring";
import { end } from "../finding";
import { signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { asRequested, exposedEnd, exposedHere, exposedTo, type Exposed } from "./support/exposed";
import { isProtocolScope, shortNames } from "./support/scopes";
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
  const by = showAddress(exposed.address);
  const compared = [
    ...advertised.items
      .filter((scope) => !isProtocolScope(scope))
      .map((scope) => ({
        comparison: containsValue(wanted, scope),
        problem: isNamed(exposed.names, scope)
          ? `advertises ${showValue(scope)} in another form than clients request it`
          : `advertises ${showValue(scope)}, which ${by} does not expose`,
      })),
    ...wanted.items
      // One that is advertised in another form has been told.
      .filter(
        (scope) => containsValue(advertised, scope).outcome === "equal" || !isNamed(shortNames(advertised), scope),
      )
      .map((scope) => ({
        comparison: containsValue(advertised, scope),
        problem: `does not advertise ${showValue(scope)}, which ${by} exposes`,
      })),
  ];
  const open = compared.find(({ comparison }) => comparison.outcome === "undecided")?.comparison;
  return [
    ...compared
      .filter(({ comparison }) => comparison.outcome === "different")
      .map(({ problem }) => fails(`The app setting ${setting} ${problem}.`, ends, fix)),
    ...(open?.outcome === "undecided"
      ? [undecided(`Whether ${setting} advertises what is exposed cannot be told.`, ends, open.missing)]
      : []),
  ];
}

/** Whether a list surely holds the short name of a scope. */
function isNamed(names: Values, scope: Value): boolean {
  return containsValue(names, shortNameOf(scope)).outcome === "equal";
}
