import { containsValue } from "../wiring/values";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { advertisedBy, advertisedEnd } from "./support/advertised";
import { apiScopes, isProtocolScope } from "./support/scopes";
import { enumerate } from "./support/words";

/** A strict subset may be enough for an empty tools list; one vendor text suggests it, none confirms it. */
export const fewerRequestedThanAdvertised = defineRule({
  id: "fewer-requested-than-advertised",
  severity: "warning",
  what: "A connection requests fewer scopes than the protected resource metadata advertises.",
  why: "One text of the vendor suggests that Foundry then lists no tools, and nobody has confirmed or denied it: look at the tools list first when it is empty.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) => {
    const advertised = advertisedBy(wiring);
    if (advertised?.outcome !== "known") return [];
    return signInConnections(wiring).flatMap((connection) => {
      const requested = apiScopes(connection);
      // Requesting none has a rule of its own.
      if (!requested || (requested.items.length === 0 && requested.incomplete === undefined)) return [];
      const ends = [requestedEnd(connection), advertisedEnd(advertised)];
      const compared = advertised.scopes.items
        .filter((scope) => !isProtocolScope(scope))
        .map((scope) => ({ scope, contained: containsValue(requested, scope) }));
      const lacking = compared.filter(({ contained }) => contained.outcome === "different").map(({ scope }) => scope);
      if (lacking.length > 0) {
        return [
          fails(
            `${subject(connection)} does not request ${enumerate(lacking)}, which the server advertises.`,
            ends,
            "If the tools list stays empty, let a server of its own advertise exactly what this connection requests, or request all.",
          ),
        ];
      }
      const open = compared.map(({ contained }) => contained).find(({ outcome }) => outcome === "undecided");
      const missing = open?.outcome === "undecided" ? open.missing : advertised.scopes.incomplete;
      if (missing === undefined) return [];
      return [undecided(`Whether ${named(connection)} requests all that is advertised cannot be told.`, ends, missing)];
    });
  },
});
