import { end } from "../finding";
import { compareValues, showValue } from "../wiring/value";
import { named, signInConnections } from "./support/connections";
import { defineRule } from "./support/define-rule";
import { judgeServerSetting } from "./support/server";
import { audienceOf } from "./support/token";
import { compareUnique } from "./support/unique";

/** The server compares the audience of every token with its setting. */
export const audienceNotAcceptedByServer = defineRule({
  id: "audience-not-accepted-by-server",
  severity: "error",
  what: "The audience that the server demands differs from the audience of the tokens.",
  why: "Sign-in succeeds, and then every call is answered with 401: the token is for somebody else.",
  page: "https://www.rfc-editor.org/rfc/rfc9068#section-4",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const audience = audienceOf(wiring, connection);
      if (audience.outcome === "none") return [];
      return judgeServerSetting(wiring, {
        setting: "MCP_AUDIENCE",
        written: ({ audience: written }) => written,
        wanted:
          audience.outcome === "undecided"
            ? { missing: audience.missing }
            : {
                value: audience.found.value,
                end: end("identity", audience.found.what, showValue(audience.found.value), audience.found.value),
              },
        // Two authorization servers may share an audience; client ids are nobody else's.
        compare: wiring.identity?.provider === "okta" ? compareValues : compareUnique,
        subject: `the audience of the tokens of ${named(connection)}`,
      });
    }),
});
