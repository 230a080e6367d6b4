/** What a refusal is made of. */
interface RefusalParts {
  readonly status: 400 | 401 | 403 | 503;
  /** Its cause, for logs: one word with hyphens. */
  readonly reason: string;
  /** Error code of the challenge. @default none: RFC 6750 gives none where no token was sent */
  readonly error?: "invalid_request" | "invalid_token" | "insufficient_scope" | "unauthorized_client";
  /** One sentence for the caller. */
  readonly description: string;
  /** Scopes that would help, as clients request them. @default none would */
  readonly scopes?: readonly string[] | undefined;
  /** For logs: what the token says; claims whose signature was not verified among them. Never the token. */
  readonly found?: object | undefined;
  /** For logs: what it should have said. */
  readonly expected?: object | undefined;
}

/**
 * A request that is turned away, with all that its caller and the log are told.
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 */
export class Refusal extends Error {
  readonly status: RefusalParts["status"];
  readonly reason: string;
  readonly error: RefusalParts["error"];
  readonly scopes: readonly string[];
  readonly found: object | undefined;
  readonly expected: object | undefined;

  constructor({ status, reason, error, description, scopes = [], found, expected }: RefusalParts) {
    super(description);
    this.name = "Refusal";
    this.status = status;
    this.reason = reason;
    this.error = error;
    this.scopes = scopes;
    this.found = found;
    this.expected = expected;
  }
}
