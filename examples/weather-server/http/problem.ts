/** Requests that no MCP server can answer, whoever sends them. */

/** A request that is no message for this server. */
export class HttpProblem extends Error {
  readonly status: number;
  /** Its cause, for logs: one word with hyphens. */
  readonly reason: string;
  /** Error code of JSON-RPC. */
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;
  /** For logs. */
  readonly found: unknown;

  constructor(
    status: number,
    reason: string,
    message: string,
    { code = -32600, headers = {}, found }: Partial<Pick<HttpProblem, "code" | "headers" | "found">> = {},
  ) {
    super(message);
    this.name = "HttpProblem";
    this.status = status;
    this.reason = reason;
    this.code = code;
    this.headers = headers;
    this.found = found;
  }
}
