import { end } from "../finding";
import { showValue } from "../wiring/value";
import { clientOf } from "./support/clients";
import { connectionEnd, named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { holdsRedirect, redirectUrlOf, registrations } from "./support/redirects";
import { showAddress, showValues } from "./support/words";

/** A redirect URL belongs to one connection, and so to one client. */
export const redirectAtOtherClient = defineRule({
  id: "redirect-at-other-client",
  severity: "error",
  what: "The redirect URL of a connection is registered at another app than its client.",
  why: "The other app's codes may be sent to this connection, and where the URL was meant for its own client, the consent link leads to an error page.",
  page: "https://www.rfc-editor.org/rfc/rfc9700#section-4.1",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const client = clientOf(wiring, connection);
      if (client.outcome !== "found") return [];
      const url = redirectUrlOf(connection);
      return registrations(wiring).flatMap(({ app, platform, uris }) => {
        if (app.address === client.found.address) return [];
        const held = holdsRedirect(uris, connection);
        if (held.outcome === "different") return [];
        const ends = [
          connectionEnd(connection, "redirect URL", url),
          end("identity", `${platform} redirect URIs of ${showAddress(app.address)}`, showValues(uris), uris),
        ];
        if (held.outcome === "undecided") {
          const message = `Whether the redirect URL of ${named(connection)} is registered at ${showAddress(app.address)} cannot be told.`;
          return [undecided(message, ends, held.missing)];
        }
        return [
          fails(
            `The redirect URL of ${named(connection)} is registered at ${showAddress(app.address)}, and its client is ${showAddress(client.found.address)}.`,
            ends,
            `Move ${showValue(url)} to the redirect URIs of ${showAddress(client.found.address)}.`,
          ),
        ];
      });
    }),
});
