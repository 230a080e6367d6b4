import { end } from "../finding";
import { shortNameOf, toolsOf } from "../wiring/relations";
import { literalValue, showValue } from "../wiring/value";
import { containsValue } from "../wiring/values";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { apiScopes } from "./support/scopes";
import { missingName, openTools, requiredBy, toolScopesOf } from "./support/tools";
import { showList, showValues } from "./support/words";

/** A connection asks for more than the tools of its agents need. */
export const requestedScopeOpensNoTool = defineRule({
  id: "requested-scope-opens-no-tool",
  severity: "warning",
  what: "A connection requests a scope that none of its agent's tools requires.",
  why: "Users consent to more than they can do here: either a tool is missing from the agent, or the token is stronger than it needs to be.",
  page: "https://www.rfc-editor.org/rfc/rfc9700#section-2.3",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const open = openTools(wiring, connection);
      const scopes = toolScopesOf(wiring);
      if (!open || !scopes) return [];
      const required = open.tools.flatMap(({ name }) => requiredBy(scopes, name) ?? []);
      const missing =
        open.incomplete ?? open.tools.map(({ name }) => missingName(name)).find((reason) => reason !== undefined);
      const list = {
        items: required.map((scope) => literalValue(scope, scopes.source)),
        ...(missing !== undefined && { incomplete: missing }),
        source: scopes.source,
      };
      return (apiScopes(connection)?.items ?? []).flatMap((scope) => {
        const contained = containsValue(list, shortNameOf(scope));
        if (contained.outcome === "equal") return [];
        const ends = [
          requestedEnd(connection),
          end("function app", "scopes required by the agent's tools", showList(list.items), list),
          ...toolsOf(wiring, connection).map((tool) =>
            end(
              "agent",
              "tools allowed",
              tool.allowedTools ? showValues(tool.allowedTools) : "all",
              tool.allowedTools ?? tool,
            ),
          ),
        ];
        if (contained.outcome === "undecided") {
          const message = `Whether a tool requires ${showValue(scope)}, requested by ${named(connection)}, cannot be told.`;
          return [undecided(message, ends, contained.missing)];
        }
        return [
          fails(
            `${subject(connection)} requests ${showValue(scope)}, which no tool of its agent requires.`,
            ends,
            `Allow the agent a tool that requires ${showValue(shortNameOf(scope))}, or do not request it.`,
          ),
        ];
      });
    }),
});
