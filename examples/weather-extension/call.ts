/**
 * What the host says of a tool call. It hands the call over as one JSON value, with the HTTP headers of the request under `transport`.
 *
 * @see https://github.com/Azure/azure-functions-mcp-extension/blob/main/docs/HOST_EXTENSION_SPEC.md
 * @see https://github.com/Azure/azure-functions-nodejs-library/issues/370
 */

/** A tool call. */
export interface ToolCall {
  /** Not judged yet. */
  readonly input: unknown;
  /** The `Authorization` header of the call: several would come as one text, joined with commas. */
  readonly authorization: readonly string[];
}

/** With any other transport, the headers are those of the request that opened the stream, maybe of another caller long ago. */
const currentHeaders = "http-streamable";

/** Reads the value of a trigger. What is missing is left out: it is for the protection to say that there is no token. */
export function readCall(trigger: unknown): ToolCall {
  const transport = property(trigger, "transport");
  const headers = property(property(transport, "properties"), "headers");
  const isCurrent = property(transport, "name") === currentHeaders;
  const names = isCurrent && typeof headers === "object" && headers !== null ? Object.keys(headers) : [];
  const authorization = names
    .filter((name) => name.toLowerCase() === "authorization")
    .map((name) => property(headers, name));
  return {
    input: property(trigger, "arguments"),
    authorization: authorization.filter((value): value is string => typeof value === "string"),
  };
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
