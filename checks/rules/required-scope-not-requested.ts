import { end } from "../finding";
import { literalValue, showValue } from "../wiring/value";
import { containsValue } from "../wiring/values";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { asRequested, exposedTo } from "./support/exposed";
import { apiScopes, shortNames } from "./support/scopes";
import { missingName, openTools, requiredBy, toolScopesOf } from "./support/tools";

/** An agent offers a tool that the connection's token never opens. */
export const requiredScopeNotRequested = defineRule({
  id: "required-scope-not-requested",
  severity: "error",
  what: "A tool that the agent may call requires a scope that the connection does not request.",
  why: "The user is signed in and sees the tool, and every call of it answers 403 insufficient_scope.",
  page: "https://www.rfc-editor.org/rfc/rfc6750#section-3.1",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const open = openTools(wiring, connection);
      const scopes = toolScopesOf(wiring);
      const requested = apiScopes(connection);
      if (!open || !scopes || !requested) return [];
      const doubt = (missing: string) =>
        undecided(
          `Whether ${named(connection)} requests what its agent's tools require cannot be told.`,
          [requestedEnd(connection)],
          missing,
        );
      const verdicts = open.tools.flatMap(({ name, source }) => {
        const missing = missingName(name);
        if (missing !== undefined) return [doubt(missing)];
        return (requiredBy(scopes, name) ?? []).flatMap((scope) => {
          const required = literalValue(scope, scopes.source);
          const contained = containsValue(shortNames(requested), required);
          if (contained.outcome === "equal") return [];
          if (contained.outcome === "undecided") return [doubt(contained.missing)];
          const exposed = exposedTo(wiring, connection);
          const form = exposed.outcome === "found" ? asRequested(exposed.found, required) : required;
          return [
            fails(
              `${subject(connection)} does not request ${showValue(required)}, which the tool ${showValue(name)} requires.`,
              [
                requestedEnd(connection),
                end("function app", `scopes required by the tool ${showValue(name)}`, showValue(required), scopes),
                end("agent", "allowed tool", showValue(name), { source }),
              ],
              `Add ${showValue(form)} to the connection's scopes, or take ${showValue(name)} out of the agent's allowed tools.`,
            ),
          ];
        });
      });
      return open.incomplete === undefined ? verdicts : [...verdicts, doubt(open.incomplete)];
    }),
});
