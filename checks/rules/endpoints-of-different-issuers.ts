import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { compareIssuers, endpointOf } from "./support/endpoints";
import { showValue } from "../wiring/value";

/** A code is exchanged where it was issued. */
export const endpointsOfDifferentIssuers = defineRule({
  id: "endpoints-of-different-issuers",
  severity: "error",
  what: "The authorization URL and the token URL of a connection belong to different issuers.",
  why: "The code of one issuer is refused by the other with invalid_grant, after a sign-in that looked right.",
  page: "https://www.rfc-editor.org/rfc/rfc8414#section-2",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const authorize = endpointOf(connection.authorizationUrl, "authorize");
      const token = endpointOf(connection.tokenUrl, "token");
      const ends = [
        connectionEnd(connection, "authorization URL", connection.authorizationUrl),
        connectionEnd(connection, "token URL", connection.tokenUrl),
      ];
      // URLs that are no endpoints have a rule of their own.
      if (!authorize || !token) return [];
      const compared = compareIssuers(wiring, authorize.issuer, token.issuer);
      if (compared.outcome === "equal") return [];
      if (compared.outcome === "undecided") {
        const message = `Whether authorization URL and token URL of ${named(connection)} are of one issuer cannot be told.`;
        return [undecided(message, ends, compared.missing)];
      }
      return [
        fails(
          `${subject(connection)} signs in at ${showValue(authorize.issuer)} and exchanges the code at ${showValue(token.issuer)}.`,
          ends,
          `Form both URLs from one issuer, for example the token URL from ${showValue(authorize.issuer)}.`,
        ),
      ];
    }),
});
