import { end } from "../finding";
import { shortNameOf } from "../wiring/relations";
import { showValue } from "../wiring/value";
import { joinValues } from "../wiring/values";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { entraPairOf, scopeNamed } from "./support/grants";
import { apiScopes } from "./support/scopes";
import { compareUnique, containsUnique } from "./support/unique";
import { showAddress, showValues } from "./support/words";

/** What an app declares to need is what administrators see and consent to. */
export const scopeNotInRequiredAccess = defineRule({
  id: "scope-not-in-required-access",
  severity: "warning",
  what: "A connection requests a scope that its client does not declare among its API permissions.",
  why: "Sign-in works where consent is given otherwise, but an administrator who grants consent for the app grants everything except this scope.",
  page: "https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const pair = entraPairOf(wiring, connection);
      // Another's app may declare what nobody here knows; one that declares nothing relies on grants.
      if (!pair?.client.managed || pair.client.requiredAccess.length === 0) return [];
      const { client, api } = pair;
      const declared = client.requiredAccess.filter(
        ({ apiClientId }) => compareUnique(apiClientId, api.clientId).outcome !== "different",
      );
      const ids = joinValues(
        declared.map(({ scopeIds }) => scopeIds),
        client.source,
      );
      return (apiScopes(connection)?.items ?? []).flatMap((scope) => {
        const exposed = scopeNamed(api, shortNameOf(scope));
        // What is not exposed has a rule of its own.
        if (!exposed?.id) return [];
        const contained = containsUnique(ids, exposed.id);
        if (contained.outcome === "equal") return [];
        const ends = [requestedEnd(connection), end("identity", "scope ids declared", showValues(ids), ids)];
        if (contained.outcome === "undecided") {
          const message = `Whether the client of ${named(connection)} declares ${showValue(scope)} cannot be told.`;
          return [undecided(message, ends, contained.missing)];
        }
        return [
          fails(
            `${subject(connection)} requests ${showValue(scope)}, which its client ${showAddress(client.address)} does not declare.`,
            ends,
            `Add the scope id ${showValue(exposed.id)} to the client's API permissions for ${showAddress(api.address)}.`,
          ),
        ];
      });
    }),
});
