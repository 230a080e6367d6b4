import { literalValue } from "../wiring/value";
import { containsValue } from "../wiring/values";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { showList } from "./support/words";

/** Without this scope no refresh token is issued. */
export const offlineAccessNotRequested = defineRule({
  id: "offline-access-not-requested",
  severity: "error",
  what: "A connection does not request offline_access.",
  why: "The tools work for about an hour, then every call answers 401 and the consent link comes again.",
  page: "https://openid.net/specs/openid-connect-core-1_0.html#OfflineAccess",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { scopes, source } = connection;
      // Requesting nothing at all has a rule of its own.
      if (!scopes || (scopes.items.length === 0 && scopes.incomplete === undefined)) return [];
      const wanted = literalValue("offline_access", source);
      const contained = containsValue(scopes, wanted);
      if (contained.outcome === "equal") return [];
      const ends = [requestedEnd(connection)];
      if (contained.outcome === "undecided") {
        return [
          undecided(`Whether ${named(connection)} requests offline_access cannot be told.`, ends, contained.missing),
        ];
      }
      return [
        fails(
          `${subject(connection)} does not request offline_access.`,
          ends,
          `Write scopes = ${showList([wanted, ...scopes.items])}, and allow it in the access policy.`,
        ),
      ];
    }),
});
