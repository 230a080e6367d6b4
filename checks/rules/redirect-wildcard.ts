import { end } from "../finding";
import { showValue, type Value } from "../wiring/value";
import { clientOf } from "./support/clients";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { redirectUrlOf, registrationsOf } from "./support/redirects";
import { showAddress } from "./support/words";

/** A redirect URL is compared character by character; a wildcard sends codes to whoever matches it. */
export const redirectWildcard = defineRule({
  id: "redirect-wildcard",
  severity: "error",
  what: "A client of a connection has a redirect URI with a wildcard.",
  why: "Every page that matches it can receive the codes of users who sign in, or the identity provider refuses the app.",
  page: "https://www.rfc-editor.org/rfc/rfc9700#section-2.1",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const client = clientOf(wiring, connection);
      if (client.outcome !== "found") return [];
      return registrationsOf(client.found).flatMap(({ app, platform, uris }) =>
        uris.items.flatMap((uri) => {
          const ends = [
            end("identity", `${platform} redirect URI of ${showAddress(app.address)}`, showValue(uri), uri),
          ];
          if (uri.kind === "unknown") {
            const message = `Whether a redirect URI of ${showAddress(app.address)} holds a wildcard cannot be told.`;
            return [undecided(message, ends, uri.reason)];
          }
          if (!textsOf(uri).some((text) => text.includes("*"))) return [];
          return [
            fails(
              `${showAddress(app.address)}, the client of ${named(connection)}, has a redirect URI with a wildcard.`,
              ends,
              `Write ${showValue(redirectUrlOf(connection))} instead.`,
            ),
          ];
        }),
      );
    }),
});

function textsOf(uri: Exclude<Value, { kind: "unknown" }>): readonly string[] {
  return uri.kind === "literal" ? [String(uri.value)] : uri.parts.filter((part) => typeof part === "string");
}
