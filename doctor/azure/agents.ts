/** Agents of a Foundry project, as its own API gives them. */
import { textOf } from "../../checks/wiring/value";
import type { Agent, AgentTool, Connection } from "../../checks/wiring/wiring";
import type { Answered, Listed, Unread } from "../reading/answered";
import { itemsAt, isObject, textAt, type JsonObject } from "../reading/json";
import { Place } from "../reading/place";
import type { Reader } from "../reading/reader";
import { azureRoles } from "./access";

/** Pages of 100 agents. */
const mostPages = 20;

/** Which agents are meant. */
export interface MeantAgents {
  readonly names: readonly string[];
  /** Those that call through one of these; where agents are meant by name as well, also those that call at its target by another way. */
  readonly connections: readonly Connection[];
}

/**
 * Agents with a tool that calls an MCP server, among those that are meant.
 * @param foundry the host of the project
 * @param path of the project at its host
 * @param meant which of them
 * @see https://learn.microsoft.com/rest/api/aifoundry/
 */
export async function readAgents(foundry: Reader, path: string, meant: MeantAgents): Promise<Answered<Listed<Agent>>> {
  const { names, connections } = meant;
  const documents: JsonObject[] = [];
  let unread: Unread | undefined;
  let after = "";
  for (let page = 0; page < mostPages; page += 1) {
    const cursor = after === "" ? "" : `&after=${encodeURIComponent(after)}`;
    const answered = await foundry.one(`${path}/agents?api-version=v1&limit=100${cursor}`, azureRoles.agents);
    if (answered.outcome === "absent") return answered;
    if (answered.outcome === "unread") {
      unread = answered;
      break;
    }
    documents.push(...itemsAt(answered.found, "data").filter(isObject));
    const last = textAt(answered.found, "last_id") ?? "";
    if (answered.found["has_more"] !== true || last === after || last === "") break;
    after = last;
  }
  if (unread && documents.length === 0) return unread;
  const agents = documents.map((document) => agentOf(path, document));
  const items = agents.filter(
    ({ name, tools }) =>
      tools.length > 0 &&
      (names.includes(textOf(name) ?? "") ||
        tools.some((tool) => connections.some((each) => callsThrough(tool, each) || mayCallAt(tool, each)))),
  );
  return { outcome: "found", found: { items, ...(unread && { unread }) } };

  // Who looks at one connection alone does not know the others, through which agents call at the same target.
  function mayCallAt({ connectionId, serverUrl }: AgentTool, { target }: Connection): boolean {
    const url = textOf(serverUrl);
    return (names.length > 0 || connectionId === undefined) && url !== undefined && url === textOf(target);
  }
}

function agentOf(path: string, document: JsonObject): Agent {
  const place = new Place(`${path}/agents/${textAt(document, "name") ?? ""}`, document);
  const tools = place
    .parts("versions.latest.definition.tools")
    .filter((tool) => textOf(tool.value("type")) === "mcp" || tool.value("server_url") !== undefined);
  const name = place.value("name");
  return { address: place.address, ...(name && { name }), tools: tools.map(toolOf), source: place.source() };
}

function toolOf(tool: Place): AgentTool {
  // The Responses API also takes an object that names the tools.
  const allowedTools = tool.values("allowed_tools") ?? tool.values("allowed_tools.tool_names");
  return {
    type: tool.value("type"),
    serverLabel: tool.value("server_label"),
    serverUrl: tool.value("server_url"),
    ...(allowedTools && { allowedTools }),
    connectionId: tool.value("project_connection_id"),
    source: tool.source(),
  };
}

function callsThrough({ connectionId }: AgentTool, { name }: Connection): boolean {
  const id = textOf(connectionId)?.toLowerCase().split("/").at(-1);
  return id !== undefined && id === textOf(name)?.toLowerCase();
}
