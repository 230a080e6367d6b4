import { end } from "../finding";
import { showValue } from "../wiring/value";
import { containsValue } from "../wiring/values";
import { named, requestedEnd, signInConnections } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { apiGrant, entraPairOf } from "./support/grants";
import { apiScopes, shortNames } from "./support/scopes";
import { showAddress, showList, showValues } from "./support/words";

/** Entra puts every granted scope into the token, requested or not. */
export const grantedButNotRequested = defineRule({
  id: "granted-but-not-requested",
  severity: "error",
  what: "A client is granted a scope at Entra that its connection does not request.",
  why: "The token holds all that the client is granted on the API: users of this connection can call tools that it was not meant to open.",
  page: "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const pair = entraPairOf(wiring, connection);
      const requested = apiScopes(connection);
      const grant = pair && apiGrant(pair);
      if (!grant || !requested) return [];
      const names = shortNames(requested);
      const ends = [requestedEnd(connection), end("access policy", "scopes granted", showValues(grant), grant)];
      return grant.items.flatMap((scope) => {
        const contained = containsValue(names, scope);
        if (contained.outcome === "equal") return [];
        if (contained.outcome === "undecided") {
          const message = `Whether ${named(connection)} requests the granted scope ${showValue(scope)} cannot be told.`;
          return [undecided(message, ends, contained.missing)];
        }
        return [
          fails(
            `The client ${showAddress(pair.client.address)} is granted ${showValue(scope)}, which ${named(connection)} does not request.`,
            ends,
            `Grant ${showList(names.items)} and no more, or request the scope.`,
          ),
        ];
      });
    }),
});
