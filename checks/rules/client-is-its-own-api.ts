import { end } from "../finding";
import { entraClientOf } from "../wiring/relations";
import { showValue } from "../wiring/value";
import { apiAppFor } from "./support/api-app";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { showAddress } from "./support/words";

/** One app as client and as API asks for a token to itself. */
export const clientIsItsOwnApi = defineRule({
  id: "client-is-its-own-api",
  severity: "warning",
  what: "A connection's client and the API whose scopes it requests are one app at Entra.",
  why: "Sign-in works, but a refresh may be refused with AADSTS90009 after an hour, and one client cannot be allowed, rotated or revoked alone.",
  page: "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const client = entraClientOf(wiring, connection);
      const api = apiAppFor(wiring, connection);
      const clientEnd = connectionEnd(connection, "client id", connection.clientId);
      // What is not found has a rule of its own.
      if (client.outcome === "none" || api.outcome === "none") return [];
      if (client.outcome === "undecided" || api.outcome === "undecided") {
        const missing =
          client.outcome === "undecided" ? client.missing : api.outcome === "undecided" ? api.missing : "";
        return [
          undecided(`Whether the client of ${named(connection)} is its own API cannot be told.`, [clientEnd], missing),
        ];
      }
      if (client.found.address !== api.found.address) return [];
      return [
        fails(
          `${subject(connection)} signs in with ${showAddress(api.found.address)}, whose scopes it requests.`,
          [clientEnd, end("identity", "client id of the API app", showValue(api.found.clientId), api.found.clientId)],
          "Register another app as the client of this connection, and grant it the scopes.",
        ),
      ];
    }),
});
