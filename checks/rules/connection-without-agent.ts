import { toolsOf } from "../wiring/relations";
import { showValue, soleReference, textOf, type Value } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { showAddress } from "./support/words";

/** A connection is left over while agents call through its neighbours. */
export const connectionWithoutAgent = defineRule({
  id: "connection-without-agent",
  severity: "warning",
  what: "No agent calls through a connection, while agents call through others of the same deployment.",
  why: "The people whom the connection is for are sent through another one, whose client may refuse them or grant them more.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) => {
    const connections = signInConnections(wiring);
    // Agents that nobody here describes may call through any connection.
    if (connections.every((connection) => toolsOf(wiring, connection).length === 0)) return [];
    return connections.flatMap((connection) => judgeConnection(wiring, connection));
  },
});

function judgeConnection(wiring: Wiring, connection: Connection): readonly Verdict[] {
  if (toolsOf(wiring, connection).length > 0) return [];
  const tools = wiring.agents.flatMap((agent) => agent.tools.map((tool) => ({ agent, tool })));
  const own = valueEnd("connection", "name", connection.name, connection);
  const open = tools.find(({ tool }) => tool.connectionId !== undefined && !isToldApart(tool.connectionId));
  if (open) {
    const { agent, tool } = open;
    return [
      undecided(
        `Whether an agent calls through ${showAddress(connection.address)} cannot be told.`,
        [own, valueEnd("agent", `connection of ${showAddress(agent.address)}`, tool.connectionId, tool)],
        `which connection ${showValue(tool.connectionId)} is`,
      ),
    ];
  }
  return [
    fails(
      `${subject(connection)} is used by no agent.`,
      [
        own,
        ...tools.map(({ agent, tool }) =>
          valueEnd("agent", `connection of ${showAddress(agent.address)}`, tool.connectionId, tool),
        ),
      ],
      `Write project_connection_id = "\${${connection.address}.id}" in the tool of the agent that its people use, or take the connection out.`,
    ),
  ];
}

/** Whether an id is written, or is a resource's own: then it is surely not the id of another connection. */
function isToldApart(id: Value): boolean {
  const reference = soleReference(id);
  if (reference) return !/^(var|local|data|module|each)\./.test(reference.address);
  return textOf(id) !== undefined;
}
