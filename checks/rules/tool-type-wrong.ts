import { showValue } from "../wiring/value";
import type { AgentTool } from "../wiring/wiring";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";
import { showAddress } from "./support/words";

/** Only a tool of the type `mcp` calls an MCP server. */
export const toolTypeWrong = defineRule({
  id: "tool-type-wrong",
  severity: "error",
  what: "A tool of an agent names an MCP server and is not of the type mcp.",
  why: "Foundry refuses the agent, or the agent has no tools and the model invents a result.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/tools/model-context-protocol",
  judge: ({ agents }) => agents.flatMap(({ address, tools }) => tools.flatMap((tool) => judgeTool(address, tool))),
});

function judgeTool(agent: string, tool: AgentTool): readonly Verdict[] {
  const told = known(tool.type);
  if (told.kind === "known" && told.value === "mcp") return [];
  const ends = [valueEnd("agent", "type of the tool", tool.type, tool)];
  const shown = `the tool ${showValue(tool.serverLabel)} of ${showAddress(agent)}`;
  if (told.kind === "unknown") {
    return [undecided(`Whether ${shown} is of the type "mcp" cannot be told.`, ends, told.missing)];
  }
  const said = told.kind === "absent" ? "no type" : `the type ${showValue(tool.type)}`;
  return [fails(`T${shown.slice(1)} has ${said}.`, ends, 'Write type = "mcp" in the tool.')];
}
