import { end } from "../finding";
import { showValue } from "../wiring/value";
import { entraClientOf } from "../wiring/relations";
import { connectionEnd, named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { holdsRedirect, redirectUrlOf, registrationsOf } from "./support/redirects";
import { showAddress, showValues } from "./support/words";

/** Only the platform Web exchanges a code with a secret. */
export const redirectForOtherPlatform = defineRule({
  id: "redirect-for-other-platform",
  severity: "error",
  what: "The redirect URL of a connection is registered at Entra as SPA or as public client instead of Web.",
  why: "Sign-in looks right, and then the code is refused: AADSTS9002327 or AADSTS700025, and the tools list stays empty.",
  page: "https://learn.microsoft.com/entra/identity-platform/reply-url",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const client = entraClientOf(wiring, connection);
      if (client.outcome !== "found") return [];
      const url = redirectUrlOf(connection);
      return registrationsOf(client.found).flatMap(({ platform, uris }) => {
        if (platform === "web") return [];
        const held = holdsRedirect(uris, connection);
        if (held.outcome === "different") return [];
        const ends = [
          connectionEnd(connection, "redirect URL", url),
          end("identity", `${platform} redirect URIs of ${showAddress(client.found.address)}`, showValues(uris), uris),
        ];
        if (held.outcome === "undecided") {
          const message = `Whether the redirect URL of ${named(connection)} is registered as ${platform} cannot be told.`;
          return [undecided(message, ends, held.missing)];
        }
        return [
          fails(
            `The redirect URL of ${named(connection)} is registered as ${platform} instead of web.`,
            ends,
            `Move ${showValue(url)} to the redirect URIs of type "Web".`,
          ),
        ];
      });
    }),
});
