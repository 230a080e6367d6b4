import { showValue } from "../wiring/value";
import type { AgentTool } from "../wiring/wiring";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { showAddress } from "./support/words";

/** A call without a connection carries no user. */
export const toolWithoutConnection = defineRule({
  id: "tool-without-connection",
  severity: "error",
  what: "An agent calls an MCP server without a connection.",
  why: "The call carries no token of the person: no consent link appears, the server answers 401, and the model invents a result.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: ({ agents }) => agents.flatMap(({ address, tools }) => tools.flatMap((tool) => judgeTool(address, tool))),
});

function judgeTool(agent: string, tool: AgentTool): readonly Verdict[] {
  const { connectionId, serverLabel } = tool;
  const ends = [valueEnd("agent", "connection", connectionId, tool)];
  const shown = `the tool ${showValue(serverLabel)} of ${showAddress(agent)}`;
  if (connectionId?.kind === "unknown") {
    return [undecided(`Whether ${shown} has a connection cannot be told.`, ends, connectionId.reason)];
  }
  if (connectionId !== undefined && (connectionId.kind === "symbolic" || connectionId.value)) return [];
  const fix = "Write project_connection_id = <the ARM id of the connection> in the tool.";
  return [fails(`T${shown.slice(1)} has no connection.`, ends, fix)];
}
