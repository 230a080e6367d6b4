/** Okta's words for what the protocol refuses. */
import { type ProtocolReason, Refusal } from "../../sign-in/refusal";
import type { ClientSettings } from "../model";
import { clientInvalid, clientNotAuthenticated, refreshTokenInvalid, secretInvalid } from "./refusals";

/** What the words repeat of a client. */
type Registered = Pick<ClientSettings, "grant_types" | "response_types"> | undefined;

const codeInvalid = (reason: string) => (): Refusal =>
  new Refusal("invalid_grant", "The authorization code is invalid or has expired.", reason);

const responseTypeNotSupported = (registered: Registered): Refusal =>
  new Refusal(
    "unsupported_response_type",
    `The response type is not supported by the authorization server. Configured response types: ${listOf(registered?.response_types)}.`,
    "unsupported_response_type",
  );

const pkceFailed = (): Refusal => new Refusal("invalid_grant", "PKCE verification failed.", "pkce_verification_failed");

const words: Readonly<Record<ProtocolReason, (registered: Registered) => Refusal>> = {
  "client-unknown": clientInvalid,
  "redirect-uri-mismatch": () =>
    new Refusal(
      "invalid_request",
      "The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.",
      "illegal_redirect_uri",
    ),
  "response-type-unsupported": responseTypeNotSupported,
  "response-type-not-enabled": responseTypeNotSupported,
  "response-mode-unsupported": () =>
    new Refusal(
      "unsupported_response_mode",
      "The local cloud answers in the query of the redirect URI alone.",
      "unsupported_response_mode",
    ),
  "pkce-required": () =>
    new Refusal("invalid_request", "PKCE code challenge is required by the application.", "pkce_required"),
  "pkce-method-unsupported": () =>
    new Refusal("invalid_request", "The 'code_challenge_method' must be S256.", "pkce_method_unsupported"),
  "scope-malformed": () => new Refusal("invalid_scope", "The 'scope' parameter is invalid.", "invalid_scope"),
  "login-required": () =>
    new Refusal(
      "login_required",
      "The client specified not to prompt, but the user is not logged in.",
      "login_required",
    ),
  "consent-required": () =>
    new Refusal(
      "consent_required",
      "The client specified not to prompt, but the client app requires consent which was not given.",
      "consent_required",
    ),
  declined: () =>
    new Refusal(
      "access_denied",
      "The resource owner or authorization server denied the request.",
      "user_denied_consent",
    ),
  "sign-in-expired": () =>
    new Refusal("invalid_request", "This sign-in has ended. Go back to the app and start again.", "sign_in_expired"),
  "client-authentication-missing": clientNotAuthenticated,
  "client-authentication-unexpected": clientNotAuthenticated,
  "secret-wrong": secretInvalid,
  "grant-type-unsupported": (registered) =>
    new Refusal(
      "unsupported_grant_type",
      `The authorization grant type is not supported by the authorization server. Configured grant types: ${listOf(registered?.grant_types)}.`,
      "unsupported_grant_type",
    ),
  "grant-type-not-enabled": (registered) =>
    new Refusal(
      "unauthorized_client",
      `The client is not authorized to use the provided grant type. Configured grant types: ${listOf(registered?.grant_types)}.`,
      "grant_type_not_allowed",
    ),
  "code-unknown": codeInvalid("invalid_authorization_code"),
  "code-expired": codeInvalid("authorization_code_expired"),
  "code-replayed": codeInvalid("authorization_code_used"),
  "code-of-other-client": codeInvalid("authorization_code_of_other_client"),
  "code-redirect-uri-mismatch": () =>
    new Refusal(
      "invalid_grant",
      "The 'redirect_uri' does not match the redirection URI used in the authorization request.",
      "mismatched_redirect_uri",
    ),
  "code-verifier-wrong": pkceFailed,
  "refresh-token-unknown": refreshTokenInvalid,
  "refresh-token-expired": refreshTokenInvalid,
  "refresh-token-replayed": refreshTokenInvalid,
  "refresh-token-of-other-client": refreshTokenInvalid,
  "scope-exceeds-grant": () =>
    new Refusal("invalid_scope", "The requested scopes exceed those of the refresh token.", "invalid_scope"),
  "person-unknown": codeInvalid("user_not_found"),
};

/** The refusal for a reason; the client's settings are repeated where Okta repeats them. */
export function wordsFor(reason: ProtocolReason, registered: Registered): Refusal {
  return words[reason](registered);
}

function listOf(names: readonly string[] = []): string {
  return `[${names.join(", ")}]`;
}
