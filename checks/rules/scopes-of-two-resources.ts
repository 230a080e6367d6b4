import { end } from "../finding";
import { resourceOf } from "../wiring/relations";
import { compareValues, showValue, type Value } from "../wiring/value";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { apiScopes } from "./support/scopes";

/** A token is for one resource. */
export const scopesOfTwoResources = defineRule({
  id: "scopes-of-two-resources",
  severity: "error",
  what: "One request names the scopes of two resources.",
  why: "Entra answers AADSTS700022 or AADSTS70011, because a token is for one resource: sign-in ends without one.",
  page: "https://learn.microsoft.com/entra/identity-platform/scopes-oidc",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      if (wiring.identity?.provider !== "entra") return [];
      const scopes = apiScopes(connection)?.items ?? [];
      const resources = scopes.map(resourceOf).filter((resource): resource is Value => resource !== undefined);
      const [first] = resources;
      let missing = scopes.find((scope) => scope.kind === "unknown")?.reason ?? connection.scopes?.incomplete;
      for (const other of first ? resources : []) {
        const compared = first ? compareValues(first, other) : undefined;
        if (compared?.outcome === "undecided") missing ??= compared.missing;
        if (compared?.outcome !== "different") continue;
        return [
          fails(
            `${subject(connection)} requests scopes of ${showValue(first)} and of ${showValue(other)}.`,
            [
              end("connection", "resource", showValue(first), first ?? connection),
              end("connection", "another resource", showValue(other), other),
            ],
            `Leave out the scopes of ${showValue(other)}, or give them a connection of their own.`,
          ),
        ];
      }
      // One scope is of one resource, whichever.
      if (missing === undefined || (scopes.length < 2 && connection.scopes?.incomplete === undefined)) return [];
      return [
        undecided(
          `Whether ${named(connection)} requests scopes of one resource cannot be told.`,
          [requestedEnd(connection)],
          missing,
        ),
      ];
    }),
});
