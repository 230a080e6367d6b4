/** What the tools of a connection require. */
import { toolsOf } from "../../wiring/relations";
import { literalValue, showValue, textOf, type Source, type Value } from "../../wiring/value";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { ServerSettings } from "../../wiring/wiring-function-app";

/** A tool that an agent may call through a connection. */
export interface OpenTool {
  /** A literal name, or a value whose text is not known. */
  readonly name: Value;
  /** Where it is allowed. */
  readonly source: Source;
}

/** What can be said about the tools that are open to the agents of a connection. */
export interface OpenTools {
  readonly tools: readonly OpenTool[];
  /** Why there may be more. @default these are all */
  readonly incomplete?: string;
}

/** The tools; undefined where no agent calls through the connection, or the server says nothing about tools. */
export function openTools(wiring: Wiring, connection: Connection): OpenTools | undefined {
  const scopes = toolScopesOf(wiring);
  const agentTools = toolsOf(wiring, connection);
  if (agentTools.length === 0 || !scopes) return undefined;
  const lists = agentTools.map(({ allowedTools }) => allowedTools);
  const incomplete = lists.find((list) => list?.incomplete !== undefined)?.incomplete;
  return {
    tools: agentTools.flatMap(({ allowedTools, source }) =>
      // Without a list, an agent may call every tool of the server.
      allowedTools
        ? allowedTools.items.map((name) => ({ name, source: name.source }))
        : [...scopes.tools.keys()].map((name) => ({ name: literalValue(name, source), source })),
    ),
    ...(incomplete !== undefined && { incomplete }),
  };
}

/** What the server's settings say that each tool requires. */
export function toolScopesOf({ functionApp }: Wiring): ServerSettings["toolScopes"] {
  return functionApp?.server.toolScopes;
}

/** The scopes that a tool requires; undefined where the server names none for it, or its name is not known. */
export function requiredBy(
  scopes: NonNullable<ServerSettings["toolScopes"]>,
  tool: Value,
): readonly string[] | undefined {
  const name = textOf(tool);
  return name === undefined ? undefined : scopes.tools.get(name);
}

/** Why the name of a tool is not known; undefined where it is. */
export function missingName(tool: Value): string | undefined {
  if (tool.kind === "literal") return undefined;
  return tool.kind === "unknown" ? tool.reason : `the name of the tool ${showValue(tool)}`;
}
