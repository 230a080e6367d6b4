import { end } from "../finding";
import { showValue } from "../wiring/value";
import { apiAppFor } from "./support/api-app";
import { named, requestedEnd, signInConnections } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { known } from "./support/known";
import { showAddress } from "./support/words";

/** The API app decides the version of its tokens; Entra's default is 1. */
export const tokenVersion1 = defineRule({
  id: "token-version-1",
  severity: "error",
  what: "The API app at Entra issues tokens of version 1.",
  why: "Their issuer is https://sts.windows.net/ and their audience the identifier URI: gate and server expect others and answer 401 after a successful sign-in.",
  page: "https://learn.microsoft.com/entra/identity-platform/access-tokens",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const api = apiAppFor(wiring, connection);
      if (api.outcome === "none") return [];
      if (api.outcome === "undecided") {
        const message = `Of which version the tokens of ${named(connection)} are cannot be told.`;
        return [undecided(message, [requestedEnd(connection)], api.missing)];
      }
      const { address, accessTokenVersion, managed } = api.found;
      const version = known(accessTokenVersion);
      if (version.kind === "known" && Number(version.value) === 2) return [];
      const ends = [
        end("identity", "version of access tokens", showValue(accessTokenVersion), accessTokenVersion ?? api.found),
      ];
      if (version.kind === "unknown" || (version.kind === "absent" && !managed)) {
        const missing = version.kind === "unknown" ? version.missing : `the token version of ${showAddress(address)}`;
        return [undecided(`Of which version the tokens of ${showAddress(address)} are cannot be told.`, ends, missing)];
      }
      return [
        fails(
          `${showAddress(address)}, the API of ${named(connection)}, issues tokens of version 1.`,
          ends,
          "Write requested_access_token_version = 2 before the identifier URI is set.",
        ),
      ];
    }),
});
