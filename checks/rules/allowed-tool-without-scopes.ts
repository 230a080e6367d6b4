import { end } from "../finding";
import { showValue } from "../wiring/value";
import { signInConnections, named } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { missingName, openTools, requiredBy, toolScopesOf } from "./support/tools";

/** An agent may call a tool that the server does not mention. */
export const allowedToolWithoutScopes = defineRule({
  id: "allowed-tool-without-scopes",
  severity: "warning",
  what: "An agent is allowed a tool for which the server names no required scope.",
  why: "Either the name is wrong and the agent never finds the tool, or everyone who can sign in may call it.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/tools/model-context-protocol",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const scopes = toolScopesOf(wiring);
      if (!scopes) return [];
      const known = [...scopes.tools.keys()].map((tool) => JSON.stringify(tool)).join(", ");
      return (openTools(wiring, connection)?.tools ?? []).flatMap(({ name, source }) => {
        if ((requiredBy(scopes, name) ?? []).length > 0) return [];
        const ends = [
          end("agent", "allowed tool", showValue(name), { source }),
          end("function app", "tools with required scopes", `[${known}]`, scopes),
        ];
        const missing = missingName(name);
        if (missing !== undefined) {
          return [
            undecided(
              `Whether a tool allowed through ${named(connection)} requires a scope cannot be told.`,
              ends,
              missing,
            ),
          ];
        }
        return [
          fails(
            `The tool ${showValue(name)}, allowed through ${named(connection)}, requires no scope.`,
            ends,
            `Allow one of [${known}], or add ${showValue(name)} with its scopes to MCP_TOOL_SCOPES.`,
          ),
        ];
      });
    }),
});
