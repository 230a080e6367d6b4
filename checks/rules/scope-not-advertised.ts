import { showValue } from "../wiring/value";
import { containsValue } from "../wiring/values";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { advertisedBy, advertisedEnd } from "./support/advertised";
import { apiScopes } from "./support/scopes";

/** What a connection requests must be among what the protected resource says it understands. */
export const scopeNotAdvertised = defineRule({
  id: "scope-not-advertised",
  severity: "error",
  what: "A connection requests a scope that the protected resource metadata does not advertise.",
  why: "Foundry compares the two: users consent and still see no tools.",
  page: "https://www.rfc-editor.org/rfc/rfc9728#section-2",
  judge: (wiring) => {
    const advertised = advertisedBy(wiring);
    if (!advertised) return [];
    return signInConnections(wiring).flatMap((connection) => {
      const requested = apiScopes(connection)?.items ?? [];
      const ends = [requestedEnd(connection), advertisedEnd(advertised)];
      if (advertised.outcome === "undecided") {
        const message = `Whether what ${named(connection)} requests is advertised cannot be told.`;
        return requested.length === 0 ? [] : [undecided(message, ends, advertised.missing)];
      }
      return requested.flatMap((scope) => {
        const contained = containsValue(advertised.outcome === "known" ? advertised.scopes : undefined, scope);
        if (contained.outcome === "equal") return [];
        if (contained.outcome === "undecided") {
          const message = `Whether ${showValue(scope)}, requested by ${named(connection)}, is advertised cannot be told.`;
          return [undecided(message, ends, contained.missing)];
        }
        return [
          fails(
            `${subject(connection)} requests ${showValue(scope)}, which is not advertised.`,
            ends,
            `Add ${showValue(scope)} to the app setting ${advertised.setting}, or do not request it.`,
          ),
        ];
      });
    });
  },
});
