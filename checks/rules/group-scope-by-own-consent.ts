import { showValue } from "../wiring/value";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { consentOf, exposedScope } from "./support/entra";
import { guardedAtEntra } from "./support/guarded-scopes";
import { showAddress } from "./support/words";

/** What only groups may have must not be had by own consent. */
export const groupScopeByOwnConsent = defineRule({
  id: "group-scope-by-own-consent",
  severity: "error",
  what: "A scope that only groups may have is of a type to which everybody may consent themselves.",
  why: "Anyone in the tenant gets the scope through another client by a click on Accept, past the groups.",
  page: "https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview",
  judge: (wiring) => {
    const { identity } = wiring;
    if (identity?.provider !== "entra") return [];
    return guardedAtEntra(wiring, identity).flatMap(({ scope: name, ends }): readonly Verdict[] => {
      const exposed = exposedScope(identity, name);
      if (exposed === undefined) return [];
      const { scope, app } = exposed;
      const consent = consentOf(scope);
      if (consent === "Admin") return [];
      const both = [...ends, valueEnd("identity", "type of the scope", scope.type, scope)];
      const subject = `${showValue(name)} of ${showAddress(app.address)}, which only connections for groups request,`;
      if (consent !== "User") {
        return [
          undecided(`Whether people may consent to ${subject} themselves cannot be told.`, both, consent.missing),
        ];
      }
      return [
        fails(
          `Everybody may consent to ${subject} themselves.`,
          both,
          `Write type = "Admin" in ${showAddress(scope.address)}.`,
        ),
      ];
    });
  },
});
