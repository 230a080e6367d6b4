import { end } from "../finding";
import { judgeOktaApps } from "./support/clients";
import { named } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { known, knownBoolean } from "./support/known";
import { showAddress } from "./support/words";
import { showValue } from "../wiring/value";

/** The provider leaves the secret out of its requests, also one that is preset. */
export const appSecretOmitted = defineRule({
  id: "app-secret-omitted",
  severity: "error",
  what: "The Okta app of a connection is written with omit_secret.",
  why: "The app ends with another secret than the connection, or with none: the code is refused with invalid_client after consent.",
  page: "https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_oauth",
  judge: (wiring) =>
    judgeOktaApps(wiring, (app, connection) => {
      const omitted = knownBoolean(app.omitSecret);
      if (omitted.kind === "absent" || (omitted.kind === "known" && omitted.value !== true)) return [];
      const ends = [end("identity", "omit_secret", showValue(app.omitSecret), app.omitSecret ?? app)];
      if (omitted.kind === "unknown") {
        return [
          undecided(`Whether the app of ${named(connection)} has a secret cannot be told.`, ends, omitted.missing),
        ];
      }
      const preset = known(app.secret).kind === "absent" ? "" : ", although a secret is given";
      return [
        fails(
          `${showAddress(app.address)}, the app of ${named(connection)}, omits its secret${preset}.`,
          ends,
          "Remove omit_secret.",
        ),
      ];
    }),
});
