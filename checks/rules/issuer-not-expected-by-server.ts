import { connectionEnd, named, signInConnections } from "./support/connections";
import { defineRule } from "./support/define-rule";
import { compareIssuers, endpointOf } from "./support/endpoints";
import { judgeServerSetting } from "./support/server";

/** The server compares the issuer of every token with its setting, character by character. */
export const issuerNotExpectedByServer = defineRule({
  id: "issuer-not-expected-by-server",
  severity: "error",
  what: "The issuer that the server expects differs from the one where the connection gets its tokens.",
  why: "Sign-in succeeds, and then every call is answered with 401: the server does not trust who signed the token.",
  page: "https://www.rfc-editor.org/rfc/rfc9068#section-4",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const endpoint = endpointOf(connection.tokenUrl, "token");
      // A URL that is no endpoint has a rule of its own, and so have the endpoints whose tokens are for somebody else.
      if (!endpoint || endpoint.form === "organization" || endpoint.form === "entra version 1") return [];
      return judgeServerSetting(wiring, {
        setting: "MCP_ISSUER",
        written: ({ issuer }) => issuer,
        wanted: { value: endpoint.issuer, end: connectionEnd(connection, "token URL", connection.tokenUrl) },
        compare: (left, right) => compareIssuers(wiring, left, right),
        subject: `the issuer of the tokens of ${named(connection)}`,
      });
    }),
});
