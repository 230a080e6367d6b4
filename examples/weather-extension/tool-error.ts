import { McpContentBlock } from "@azure/functions";

/**
 * A result that says that a tool has failed. `isError` of `McpToolResponse` does not reach the client with version 4.16 of
 * `@azure/functions`; the host takes a whole result where the type of a content block says that it is one.
 *
 * @see https://github.com/Azure/azure-functions-nodejs-library/issues/444
 * @see https://github.com/Azure/azure-functions-nodejs-library/pull/446
 */
export class ToolError extends McpContentBlock {
  readonly type = "call_tool_result";
  readonly #text: string;

  /** @param text for people and models */
  constructor(text: string) {
    super();
    this.#text = text;
  }

  toJSON(): Record<string, unknown> {
    return { content: [{ type: "text", text: this.#text }], isError: true };
  }
}
