import { end } from "../finding";
import { showValue } from "../wiring/value";
import { judgeOktaApps } from "./support/clients";
import { named } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { known } from "./support/known";
import { showAddress } from "./support/words";

/** Foundry presents a secret, in the header or in the body. */
const usable: ReadonlySet<string> = new Set(["client_secret_basic", "client_secret_post"]);

/** The app wants another proof at the token endpoint than a secret. */
export const tokenAuthenticationUnusable = defineRule({
  id: "token-authentication-unusable",
  severity: "error",
  what: "The Okta app of a connection demands a token endpoint authentication that Foundry does not do.",
  why: "After consent the code is refused with invalid_client, and the tools list stays empty.",
  page: "https://openid.net/specs/openid-connect-core-1_0.html#ClientAuthentication",
  judge: (wiring) =>
    judgeOktaApps(wiring, (app, connection) => {
      const method = known(app.tokenEndpointAuthMethod);
      if (method.kind === "absent" || (method.kind === "known" && usable.has(String(method.value)))) return [];
      const ends = [
        end(
          "identity",
          "token endpoint authentication",
          showValue(app.tokenEndpointAuthMethod),
          app.tokenEndpointAuthMethod ?? app,
        ),
      ];
      if (method.kind === "unknown") {
        const message = `How the client of ${named(connection)} authenticates at the token endpoint cannot be told.`;
        return [undecided(message, ends, method.missing)];
      }
      return [
        fails(
          `${showAddress(app.address)}, the app of ${named(connection)}, demands ${JSON.stringify(method.value)}.`,
          ends,
          'Write token_endpoint_auth_method = "client_secret_basic" or "client_secret_post".',
        ),
      ];
    }),
});
