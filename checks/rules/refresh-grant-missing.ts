import { end } from "../finding";
import { literalValue } from "../wiring/value";
import { containsValue } from "../wiring/values";
import { judgeOktaApps } from "./support/clients";
import { named, requestedEnd } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { showAddress, showValues } from "./support/words";

/** The scope asks for a refresh token, the grant type lets it be used. */
export const refreshGrantMissing = defineRule({
  id: "refresh-grant-missing",
  severity: "error",
  what: "The Okta app of a connection lacks the grant type refresh_token.",
  why: "The tools work for about an hour, then every call answers 401 and the consent link comes again.",
  page: "https://developer.okta.com/docs/guides/refresh-tokens/main/",
  judge: (wiring) =>
    judgeOktaApps(wiring, (app, connection) => {
      const contained = containsValue(app.grantTypes, literalValue("refresh_token", app.source));
      if (contained.outcome === "equal") return [];
      const ends = [
        end("identity", "grant types", showValues(app.grantTypes), app.grantTypes ?? app),
        requestedEnd(connection),
      ];
      if (contained.outcome === "undecided") {
        const message = `Whether the app of ${named(connection)} has the grant type refresh_token cannot be told.`;
        return [undecided(message, ends, contained.missing)];
      }
      return [
        fails(
          `${showAddress(app.address)}, the app of ${named(connection)}, lacks the grant type refresh_token.`,
          ends,
          'Write grant_types = ["authorization_code", "refresh_token"].',
        ),
      ];
    }),
});
