import { isObject, objectAt } from "../../json";
import type { McpTool } from "../agent-definition";

/**
 * Whether a person must approve a call of a tool. An agent that says nothing asks for every call; the object form lists the
 * tools that need no approval under `never`.
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/tools/model-context-protocol
 */
export function needsApproval({ require_approval: setting = "always" }: McpTool, toolName: string): boolean {
  if (!isObject(setting)) return setting === "always";
  const names = objectAt(setting, "never")["tool_names"];
  return !(Array.isArray(names) && names.includes(toolName));
}
