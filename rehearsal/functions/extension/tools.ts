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

/** Names of arguments that a tool needs and a call leaves out. */
export function missingArguments({ inputSchema }: Tool, given: Readonly<Record<string, unknown>>): readonly string[] {
  return (inputSchema.required ?? []).filter((name) => given[name] === undefined || given[name] === null);
}

function toolOf(trigger: JsonObject, functionName: string): Tool {
  const resultSchema = parsed(textAt(trigger, "resultSchema"));
  const metadata = parsed(textAt(trigger, "metadata"));
  return {
    name: textAt(trigger, "toolName") ?? functionName,
    description: textAt(trigger, "description") ?? "",
    inputSchema: inputSchemaOf(parsed(textAt(trigger, "toolProperties"))),
    ...(isObject(resultSchema) && { outputSchema: resultSchema as Tool["outputSchema"] }),
    ...(isObject(metadata) && { _meta: metadata }),
  };
}

/** @see https://github.com/Azure/azure-functions-mcp-extension/blob/main/docs/HOST_EXTENSION_SPEC.md#input-schema-generation */
function inputSchemaOf(properties: unknown): Tool["inputSchema"] {
  const known = (Array.isArray(properties) ? properties : []).filter(isObject);
  const nameOf = (property: JsonObject): string => textAt(property, "propertyName") ?? "";
  return {
    type: "object",
    properties: Object.fromEntries(known.map((property) => [nameOf(property), propertySchema(property)])),
    required: known.filter((property) => property["isRequired"] === true).map(nameOf),
  };
}

function propertySchema(property: JsonObject): JsonObject {
  const values = property["enumValues"];
  const single = {
    type: textAt(property, "propertyType") ?? "string",
    ...(Array.isArray(values) && values.length > 0 && { enum: values }),
  };
  const shape = property["isArray"] === true ? { type: "array", items: single } : single;
  return { ...shape, description: textAt(property, "description") ?? "" };
}

const singleBlocks: readonly string[] = ["text", "image", "audio", "resource", "resource_link"];

/**
 * What the programming model made of a function's result, as an MCP result. `undefined` where it is none.
 * @param value absent where the function returned nothing
 */
export function resultOf(value: string | undefined): CallToolResult | undefined {
  if (value === undefined) return { content: [] };
  const result = parsed(value);
  if (!isObject(result)) return undefined;
  const type = textAt(result, "type") ?? "";
  const content = parsed(textAt(result, "content"));
  // A block that is a whole result, which alone can say that the tool has failed.
  if (type === "call_tool_result") return isObject(content) ? (content as CallToolResult) : undefined;
  const structured = parsed(textAt(result, "structuredContent"));
  const blocks = type === "multi_content_result" ? content : singleBlocks.includes(type) ? [content] : undefined;
  if (!Array.isArray(blocks)) return undefined;
  return {
    content: blocks as CallToolResult["content"],
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
