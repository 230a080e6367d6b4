import type { Outgoing } from "../../outgoing";
import type { SwitchSettings } from "../../switches";
import type { McpTool } from "../agent-definition";
import { scopeDifference } from "./advertised-scopes";
import { freshId } from "./ids";
import type { ListedTool, ListToolsItem } from "./items";
import type { Log } from "./log";
import { listTools, type McpServer } from "./mcp-client";
import type { OAuthConnection } from "./oauth-connection";
import { quoted } from "./quoted";

/** What a listing works with. */
export interface ToolListingOptions {
  readonly outgoing: Pick<Outgoing, "fetch">;
  readonly switches: Pick<SwitchSettings, "fewerScopesThanAdvertised" | "refusedListing">;
  readonly log: Log;
}

/**
 * Lists the tools that an agent may use at a server. Nothing that goes wrong is an error of the response: the list is then
 * empty, and says why only where the switch `refusedListing` wants it to. A server that is asked without a connection is
 * asked whatever it advertises.
 */
export async function toolListing(
  { outgoing, switches, log }: ToolListingOptions,
  tool: McpTool,
  server: McpServer,
  connection: OAuthConnection | undefined,
): Promise<ListToolsItem> {
  const what = `tools/list at ${quoted(server.url)}`;
  const difference = connection === undefined ? undefined : await scopeDifference(connection, outgoing, switches);
  if (difference !== undefined) {
    const { requested, advertised } = difference;
    log("refused", `${what}: requested ${JSON.stringify(requested)}, advertised ${JSON.stringify(advertised)}`);
    return listed(tool, []);
  }
  const answer = await listTools(server);
  if ("failure" in answer) {
    const { shown, logged } = answer.failure;
    log("refused", `${what}: ${logged}`);
    const error = `Error retrieving tool list from MCP server ${quoted(tool.server_label)}: ${shown}`;
    return { ...listed(tool, []), ...(switches.refusedListing === "error" ? { error } : {}) };
  }
  const allowed = answer.tools.filter(({ name }) => tool.allowed_tools?.includes(name) ?? true);
  log("done", `${what}: ${answer.tools.length} tools, ${allowed.length} of them allowed`);
  return listed(tool, allowed);
}

/** The item that shows a list of tools. */
export function listed({ server_label }: McpTool, tools: readonly ListedTool[]): ListToolsItem {
  return { type: "mcp_list_tools", id: freshId("mcpl"), server_label, tools: [...tools] };
}
