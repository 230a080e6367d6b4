import type { JsonObject } from "../../json";
import { freshId } from "./ids";
import type { CallItem } from "./items";
import type { Log } from "./log";
import { callTool, type McpServer } from "./mcp-client";
import { quoted } from "./quoted";

/** A call that the model wants, or that a person has approved. */
export interface WantedCall {
  readonly serverLabel: string;
  readonly name: string;
  readonly parameters: JsonObject;
  /** The approval request that was answered; `null` where none was needed. */
  readonly approvalRequestId: string | null;
}

/** Calls a tool. What goes wrong stands in the item. */
export async function toolCall(server: McpServer, wanted: WantedCall, log: Log): Promise<CallItem> {
  const { serverLabel, name, parameters, approvalRequestId } = wanted;
  const what = `tools/call of ${quoted(name)} at ${quoted(server.url)}`;
  const item = (output: string | null, error: string | null): CallItem => ({
    type: "mcp_call",
    id: freshId("mcp"),
    server_label: serverLabel,
    name,
    arguments: JSON.stringify(parameters),
    output,
    error,
    approval_request_id: approvalRequestId,
  });
  const result = await callTool(server, name, parameters);
  if ("output" in result) {
    log("done", what);
    return item(result.output, null);
  }
  if ("toolError" in result) {
    log("refused", `${what}: the tool says that it failed`);
    return item(null, result.toolError);
  }
  log("refused", `${what}: ${result.failure.logged}`);
  return item(null, result.failure.shown);
}
