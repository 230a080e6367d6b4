import { end } from "../finding";
import { showValue } from "../wiring/value";
import { judgeOktaApps } from "./support/clients";
import { named } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { known, knownBoolean } from "./support/known";
import { showAddress } from "./support/words";

/** Foundry sends no code challenge. Okta demands one of browser and native apps unless told otherwise. */
export const pkceDemanded = defineRule({
  id: "pkce-demanded",
  severity: "error",
  what: "The Okta app of a connection demands PKCE, which Foundry does not do.",
  why: "The consent link leads to an error page: PKCE code challenge is required.",
  page: "https://www.rfc-editor.org/rfc/rfc7636#section-4.4.1",
  judge: (wiring) =>
    judgeOktaApps(wiring, (app, connection) => {
      const required = knownBoolean(app.pkceRequired);
      const type = known(app.type);
      const byDefault = type.kind === "known" && (type.value === "browser" || type.value === "native");
      if (
        required.kind === "known"
          ? required.value !== true
          : required.kind === "absent" && type.kind !== "unknown" && !byDefault
      ) {
        return [];
      }
      const ends = [
        end("identity", "PKCE required", showValue(app.pkceRequired), app.pkceRequired ?? app),
        end("identity", "type of the app", showValue(app.type), app.type ?? app),
      ];
      const missing =
        required.kind === "unknown"
          ? required.missing
          : required.kind === "absent" && type.kind === "unknown"
            ? type.missing
            : undefined;
      if (missing !== undefined) {
        return [undecided(`Whether the app of ${named(connection)} demands PKCE cannot be told.`, ends, missing)];
      }
      return [
        fails(
          `${showAddress(app.address)}, the app of ${named(connection)}, demands PKCE.`,
          ends,
          "Write pkce_required = false.",
        ),
      ];
    }),
});
