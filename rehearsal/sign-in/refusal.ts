/** Why somebody is turned away at sign-in: in the protocol's terms, and in the vendor's words. */

/** What can be wrong with a request as the protocol sees it; each vendor has its own words for it. */
export type ProtocolReason =
  | "client-unknown"
  | "redirect-uri-mismatch"
  | "response-type-unsupported"
  | "response-type-not-enabled"
  | "response-mode-unsupported"
  | "pkce-required"
  | "pkce-method-unsupported"
  | "scope-malformed"
  | "login-required"
  | "consent-required"
  | "declined"
  | "sign-in-expired"
  | "client-authentication-missing"
  | "client-authentication-unexpected"
  | "secret-wrong"
  | "grant-type-unsupported"
  | "grant-type-not-enabled"
  | "code-unknown"
  | "code-expired"
  | "code-replayed"
  | "code-of-other-client"
  | "code-redirect-uri-mismatch"
  | "code-verifier-wrong"
  | "refresh-token-unknown"
  | "refresh-token-expired"
  | "refresh-token-replayed"
  | "refresh-token-of-other-client"
  | "scope-exceeds-grant"
  | "person-unknown";

/**
 * A refusal as the client or the person is told. Thrown by a vendor's part, it becomes a redirect to the client where the
 * protocol allows that (RFC 6749, section 4.1.2.1), a page where it does not, and JSON at the token endpoint (section 5.2).
 */
export class Refusal extends Error {
  /** `error` of the answer, for example `access_denied`. */
  readonly error: string;
  /** `error_description` of the answer. */
  readonly description: string;
  /** The vendor's own name of the reason, for the log: `no_matching_policy`, `AADSTS50105`. */
  readonly reason: string;
  /** HTTP status where the answer is no redirect. */
  readonly status: number;

  // The next four are what the library looks for in an error.
  readonly error_description: string;
  readonly statusCode: number;
  readonly expose = true;
  readonly allow_redirect: boolean;

  /** A refusal that is not redirected is read by the person on a page; the client hears nothing. */
  constructor(error: string, description: string, reason: string, status = 400, isRedirected = true) {
    super(error);
    this.name = "Refusal";
    this.error = error;
    this.description = description;
    this.reason = reason;
    this.status = status;
    this.error_description = description;
    this.statusCode = status;
    this.allow_redirect = isRedirected;
  }
}
