import { end } from "../finding";
import { showValue } from "../wiring/value";
import { judgeOktaApps } from "./support/clients";
import { named } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { known } from "./support/known";
import { showAddress } from "./support/words";

/** An app that is switched off signs nobody in. */
export const appInactive = defineRule({
  id: "app-inactive",
  severity: "error",
  what: "The Okta app of a connection is not active.",
  why: "The consent link leads to an error page, for everyone.",
  page: "https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_oauth",
  judge: (wiring) =>
    judgeOktaApps(wiring, (app, connection) => {
      const status = known(app.status);
      if (status.kind === "absent" || (status.kind === "known" && status.value === "ACTIVE")) return [];
      const ends = [end("identity", "status of the app", showValue(app.status), app.status ?? app)];
      if (status.kind === "unknown") {
        return [undecided(`Whether the app of ${named(connection)} is active cannot be told.`, ends, status.missing)];
      }
      return [
        fails(
          `${showAddress(app.address)}, the app of ${named(connection)}, has the status ${JSON.stringify(status.value)}.`,
          ends,
          'Write status = "ACTIVE", or leave it out.',
        ),
      ];
    }),
});
