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
  /** Clients that do everything right send such requests too: it is nothing for a log. */
  readonly routine: boolean;

  constructor(
    status: number,
    reason: string,
    message: string,
    details: Partial<Pick<HttpProblem, "code" | "headers" | "found" | "routine">> = {},
  ) {
    super(message);
    this.name = "HttpProblem";
    this.status = status;
    this.reason = reason;
    this.code = details.code ?? -32600;
    this.headers = details.headers ?? {};
    this.found = details.found;
    this.routine = details.routine ?? false;
  }
}
