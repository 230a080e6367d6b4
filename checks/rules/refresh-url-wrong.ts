import { compareValues, showValue } from "../wiring/value";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { known } from "./support/known";

/** Okta and Entra refresh at the token endpoint. */
export const refreshUrlWrong = defineRule({
  id: "refresh-url-wrong",
  severity: "error",
  what: "The refresh URL of a connection is missing, or is not its token endpoint.",
  why: "The tools work for about an hour, then every call answers 401 and the consent link comes again.",
  page: "https://www.rfc-editor.org/rfc/rfc6749#section-6",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { refreshUrl, tokenUrl } = connection;
      // A missing token URL has a rule of its own.
      if (tokenUrl === undefined) return [];
      const ends = [
        connectionEnd(connection, "refresh URL", refreshUrl),
        connectionEnd(connection, "token URL", tokenUrl),
      ];
      const fix = `Write refreshUrl = ${showValue(tokenUrl)}.`;
      if (refreshUrl === undefined || known(refreshUrl).kind === "absent") {
        return [fails(`${subject(connection)} has no refresh URL.`, ends, fix)];
      }
      const compared = compareValues(refreshUrl, tokenUrl);
      if (compared.outcome === "equal") return [];
      if (compared.outcome === "different") {
        return [fails(`The refresh URL of ${named(connection)} is not its token URL.`, ends, fix)];
      }
      const message = `Whether the refresh URL of ${named(connection)} is its token URL cannot be told.`;
      return [undecided(message, ends, compared.missing)];
    }),
});
