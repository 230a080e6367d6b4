/** What the library's errors mean. Its texts are those of the version that package.json names; a test tries each. */
import type { errors } from "oidc-provider";
import type { ProtocolReason } from "./refusal";

/** By `error`, then by what the description or the detail says. The first that matches counts. */
const authorizeReasons: readonly (readonly [error: string, text: RegExp, reason: ProtocolReason])[] = [
  ["invalid_client", /client not found/, "client-unknown"],
  ["invalid_redirect_uri", /./, "redirect-uri-mismatch"],
  ["unsupported_response_type", /./, "response-type-unsupported"],
  ["invalid_request", /response_type is not allowed/, "response-type-not-enabled"],
  ["unsupported_response_mode", /./, "response-mode-unsupported"],
  ["invalid_request", /requires PKCE/, "pkce-required"],
  ["invalid_request", /not supported value of code_challenge_method/, "pkce-method-unsupported"],
  ["invalid_scope", /invalid characters/, "scope-malformed"],
  ["login_required", /./, "login-required"],
  ["consent_required", /./, "consent-required"],
  ["access_denied", /./, "declined"],
  ["invalid_request", /(has expired|session not found|mismatch)/, "sign-in-expired"],
];

const tokenReasons: typeof authorizeReasons = [
  ["invalid_client", /client not found/, "client-unknown"],
  ["invalid_client", /does not match the registered/, "client-authentication-unexpected"],
  ["invalid_client", /invalid secret/, "secret-wrong"],
  ["invalid_request", /(no client authentication|client_secret must be provided)/, "client-authentication-missing"],
  ["unsupported_grant_type", /./, "grant-type-unsupported"],
  ["invalid_request", /grant type is not allowed/, "grant-type-not-enabled"],
  ["invalid_grant", /refresh token is expired/, "refresh-token-expired"],
  ["invalid_grant", /refresh token already used/, "refresh-token-replayed"],
  ["invalid_grant", /code is expired/, "code-expired"],
  ["invalid_grant", /code already consumed/, "code-replayed"],
  ["invalid_grant", /redirect_uri mismatch/, "code-redirect-uri-mismatch"],
  ["invalid_grant", /code_verifier|code_challenge_method/, "code-verifier-wrong"],
  ["invalid_grant", /account not found/, "person-unknown"],
  ["invalid_scope", /invalid characters/, "scope-malformed"],
  ["invalid_scope", /missing requested/, "scope-exceeds-grant"],
];

/** These texts are the same for a code and for a refresh token. */
const grantReasons: readonly (readonly [text: RegExp, code: ProtocolReason, refreshToken: ProtocolReason])[] = [
  [/client mismatch/, "code-of-other-client", "refresh-token-of-other-client"],
  [/not found/, "code-unknown", "refresh-token-unknown"],
];

/** The library's error as it is thrown. */
export type LibraryError = Pick<errors.OIDCProviderError, "error" | "error_description" | "error_detail">;

/** Why the authorization endpoint refuses; `undefined` for what no vendor has own words for. */
export function authorizeReason(error: LibraryError): ProtocolReason | undefined {
  return find(authorizeReasons, error);
}

/** Why the token endpoint refuses. @param isRefresh whether the grant is a refresh token */
export function tokenReason(error: LibraryError, isRefresh: boolean): ProtocolReason | undefined {
  const known = find(tokenReasons, error);
  if (known !== undefined || error.error !== "invalid_grant") return known;
  const [, code, refreshToken] = grantReasons.find(([text]) => text.test(textOf(error))) ?? [];
  return isRefresh ? refreshToken : code;
}

function find(reasons: typeof authorizeReasons, error: LibraryError): ProtocolReason | undefined {
  return reasons.find(([name, text]) => name === error.error && text.test(textOf(error)))?.[2];
}

function textOf({ error, error_description, error_detail }: LibraryError): string {
  return [error, error_description, error_detail].join(" ");
}
