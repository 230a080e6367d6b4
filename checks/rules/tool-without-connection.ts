import { showValue } from "../wiring/value";
import { defineRule, fails } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { showAddress } from "./support/words";

/** A call without a connection carries no user. */
export const toolWithoutConnection = defineRule({
  id: "tool-without-connection",
  severity: "error",
  what: "An agent calls an MCP server without a connection.",
  why: "The call carries no token of the person: no consent link appears, the server answers 401, and the model invents a result.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: ({ agents }) =>
    agents.flatMap((agent) =>
      agent.tools
        .filter(
          ({ connectionId }) => connectionId === undefined || (connectionId.kind === "literal" && !connectionId.value),
        )
        .map((tool) =>
          fails(
            `The tool ${showValue(tool.serverLabel)} of ${showAddress(agent.address)} has no connection.`,
            [valueEnd("agent", "connection", tool.connectionId, tool)],
            "Write project_connection_id = <the ARM id of the connection> in the tool.",
          ),
        ),
    ),
});
