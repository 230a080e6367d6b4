import type { CallToolResult, Tool } from "@modelcontextprotocol/sdk/types.js";
import { isObject, textAt, type JsonObject } from "../../json";
import type { RegisteredFunction } from "../child/messages";

/** An MCP tool and the function behind it. */
export interface FunctionTool {
  readonly functionName: string;
  readonly tool: Tool;
}

/** The MCP tools among the functions of an app. */
export function toolsOf(functions: readonly RegisteredFunction[]): readonly FunctionTool[] {
  return functions.flatMap(({ name, bindings }) => {
    const trigger = Object.values(bindings).find(({ type }) => type === "mcpToolTrigger");
    return trigger === undefined ? [] : [{ functionName: name, tool: toolOf(trigger, name) }];
  });
}

function toolOf(trigger: JsonObject, functionName: string): Tool {
  const resultSchema = parsed(textAt(trigger, "resultSchema"));
  return {
    name: textAt(trigger, "toolName") ?? functionName,
    description: textAt(trigger, "description") ?? "",
    inputSchema: inputSchemaOf(parsed(textAt(trigger, "toolProperties"))),
    ...(isObject(resultSchema) && { outputSchema: resultSchema as Tool["outputSchema"] }),
  };
}

/** @see https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-tool-trigger */
function inputSchemaOf(properties: unknown): Tool["inputSchema"] {
  const known = (Array.isArray(properties) ? properties : []).filter(isObject);
  const required = known.filter((property) => property["isRequired"] === true);
  return {
    type: "object",
    properties: Object.fromEntries(
      known.map((property) => {
        const type = textAt(property, "propertyType") ?? "string";
        const shape = property["isArray"] === true ? { type: "array", items: { type } } : { type };
        return [
          textAt(property, "propertyName") ?? "",
          { ...shape, description: textAt(property, "description") ?? "" },
        ];
      }),
    ),
    required: required.map((property) => textAt(property, "propertyName") ?? ""),
  };
}

/**
 * What the programming model made of a function's result, as an MCP result. `undefined` where it is none.
 * @param value absent where the function returned nothing
 */
export function resultOf(value: string | undefined): CallToolResult | undefined {
  if (value === undefined) return { content: [] };
  const result = parsed(value);
  if (!isObject(result)) return undefined;
  const content = parsed(textAt(result, "content"));
  const structured = parsed(textAt(result, "structuredContent"));
  return {
    content: [content].flat() as CallToolResult["content"],
    ...(isObject(structured) && { structuredContent: structured }),
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
