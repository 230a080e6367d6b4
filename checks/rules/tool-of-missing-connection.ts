import { compareValues, showValue, soleReference, textOf, type Value } from "../wiring/value";
import type { AgentTool, Wiring } from "../wiring/wiring";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { anyOf } from "./support/known";
import { showAddress } from "./support/words";

/** The connection of a tool is none of those that were read. */
export const toolOfMissingConnection = defineRule({
  id: "tool-of-missing-connection",
  severity: "error",
  what: "An agent uses a connection that is not there, or does not sign people in.",
  why: "The agent is refused, or calls the server without the person: the tools list stays empty.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) =>
    wiring.agents.flatMap(({ address, tools }) => tools.flatMap((tool) => judgeTool(wiring, address, tool))),
});

function judgeTool({ connections }: Wiring, agent: string, tool: AgentTool): readonly Verdict[] {
  const { connectionId } = tool;
  // A tool without one, or perhaps without one, is told by another rule.
  if (
    connectionId === undefined ||
    connectionId.kind === "unknown" ||
    (connectionId.kind === "literal" && !connectionId.value)
  )
    return [];
  const ends = [
    valueEnd("agent", "connection", connectionId, tool),
    ...connections.map((connection) => valueEnd("connection", "name", connection.name, connection)),
  ];
  const reference = soleReference(connectionId);
  if (reference !== undefined) {
    if (connections.some(({ address }) => address === reference.address)) return [];
    if (/(^|\.)(data|var|module)\./.test(reference.address)) {
      const message = `Whether the connection of ${showAddress(agent)} signs people in cannot be told.`;
      return [undecided(message, ends, `what ${showAddress(reference.address)} is: it was not read`)];
    }
  }
  const written = lastSegment(connectionId);
  const compared = reference
    ? ({ outcome: "different" } as const)
    : anyOf(connections.flatMap(({ name }) => (name && written ? [compareValues(written, name)] : [])));
  if (compared.outcome === "equal") return [];
  if (compared.outcome === "undecided") {
    const message = `Whether ${showValue(connectionId)}, the connection of ${showAddress(agent)}, is one of those here cannot be told.`;
    return [undecided(message, ends, compared.missing)];
  }
  return [
    fails(
      `${showAddress(agent)} uses the connection ${showValue(connectionId)}, which is none of those that sign people in here.`,
      ends,
      connections.length > 0
        ? `Refer to a connection: project_connection_id = ${connections.map(({ address }) => `${address}.id`).join(" or ")}.`
        : "Write the connection as an azapi_resource of Microsoft.CognitiveServices/accounts/projects/connections, and refer to its id.",
    ),
  ];
}

/** The name in an ARM id that ends in one. */
function lastSegment(id: Value): Value | undefined {
  if (id.kind === "unknown") return undefined;
  if (id.kind === "literal") return { ...id, value: (textOf(id) ?? "").split("/").at(-1) ?? "" };
  const cut = id.parts.findLastIndex((part) => typeof part === "string" && part.includes("/"));
  const text = id.parts[cut];
  if (typeof text !== "string") return id;
  const kept = [text.slice(text.lastIndexOf("/") + 1), ...id.parts.slice(cut + 1)].filter((part) => part !== "");
  const [only] = kept;
  if (kept.length === 1 && typeof only === "string") return { kind: "literal", value: only, source: id.source };
  return { ...id, parts: kept };
}
