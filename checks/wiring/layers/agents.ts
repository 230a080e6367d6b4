/** Prompt agents and their MCP tools. */
import type { Argument } from "../configuration";
import { textOf, type Value } from "../value";
import type { Agent, AgentTool } from "../wiring";
import * as read from "./arguments";
import type { Blocks } from "./blocks";
import { armTypes } from "./types";

/** Every agent that has a tool that calls an MCP server. */
export function readAgents(blocks: Blocks): readonly Agent[] {
  return blocks.ofArmType(armTypes.agent, "azapi_data_plane_resource", "azapi_resource").flatMap((block) => {
    const body = blocks.body(block);
    const { items } = read.nested(body, "definition", "tools");
    const tools = items.filter(isMcp).map((tool) => readTool(blocks, tool));
    if (tools.length === 0) return [];
    const name = blocks.value(block, "name") ?? blocks.value(body, "name");
    return [{ address: block.address, ...(name && { name }), tools, source: block.source }];
  });
}

function isMcp(tool: Argument): boolean {
  if (tool.kind !== "map") return false;
  // A tool that names an MCP server was meant for one, whatever its type says.
  const names = ["server_label", "server_url"].every((name) => read.argument(tool, name) !== undefined);
  return names || textOf(read.value(tool, "type")) === "mcp";
}

function readTool(blocks: Blocks, tool: Argument): AgentTool {
  const field = (name: string): Value | undefined => blocks.value(tool, name);
  const allowed = read.argument(tool, "allowed_tools");
  // The Responses API also takes an object that names the tools.
  const allowedTools =
    allowed && blocks.values(allowed.kind === "map" ? read.argument(allowed, "tool_names") : allowed);
  return {
    type: field("type"),
    serverLabel: field("server_label"),
    serverUrl: field("server_url"),
    ...(allowedTools && { allowedTools }),
    connectionId: field("project_connection_id"),
    source: tool.source,
  };
}
