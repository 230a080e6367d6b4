import { end } from "../finding";
import { showValue } from "../wiring/value";
import { clientOf } from "./support/clients";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { holdsRedirect, redirectUrlOf, registrationsOf } from "./support/redirects";
import { showAddress, showValues } from "./support/words";

/** The identity provider sends nobody to a URL that it does not know. */
export const redirectNotRegistered = defineRule({
  id: "redirect-not-registered",
  severity: "error",
  what: "The redirect URL of a connection is not registered at its client.",
  why: "The consent link leads to an error page about the redirect URI: AADSTS50011 at Entra, a 400 at Okta.",
  page: "https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2.4",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const client = clientOf(wiring, connection);
      // An unknown client has a rule of its own.
      if (client.outcome !== "found") return [];
      const held = registrationsOf(client.found).map((registration) => ({
        ...registration,
        held: holdsRedirect(registration.uris, connection),
      }));
      // Registered for another platform is the finding of another rule.
      if (held.some((each) => each.held.outcome === "equal")) return [];
      const url = redirectUrlOf(connection);
      const ends = [
        connectionEnd(connection, "redirect URL", url),
        ...held
          .filter(({ platform, uris }) => platform === "web" || uris.items.length > 0)
          .map(({ platform, uris }) =>
            end(
              "identity",
              `${platform} redirect URIs of ${showAddress(client.found.address)}`,
              showValues(uris),
              uris,
            ),
          ),
      ];
      const open = held.map((each) => each.held).find(({ outcome }) => outcome === "undecided");
      if (open?.outcome === "undecided") {
        const message = `Whether the redirect URL of ${named(connection)} is registered at its client cannot be told.`;
        return [undecided(message, ends, open.missing)];
      }
      return [
        fails(
          `${subject(connection)} has a redirect URL that its client ${showAddress(client.found.address)} does not know.`,
          ends,
          `Add ${showValue(url)} to the redirect URIs of ${showAddress(client.found.address)}.`,
        ),
      ];
    }),
});
