/**
 * Okta's refusals at sign-in, named. The reasons are those of the System Log where Okta documents them.
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS/
 */
import { Refusal } from "../../sign-in/refusal";

/** No policy rule admits the client, the person, the grant and all scopes together. */
export function noMatchingPolicy(): Refusal {
  return new Refusal(
    "access_denied",
    "Policy evaluation failed for this request, please check the policy configurations.",
    "no_matching_policy",
  );
}

/** Neither the person nor a group of the person is assigned to the app. */
export function userNotAssigned(): Refusal {
  return new Refusal("access_denied", "User is not assigned to the client application.", "user_not_assigned");
}

/** A scope that the authorization server does not have. */
export function scopeNotConfigured(): Refusal {
  const description = "One or more scopes are not configured for the authorization server resource.";
  return new Refusal("invalid_scope", description, "invalid_scope");
}

/** No scope is requested, and none that the person may have is a default. */
export function noDefaultScope(): Refusal {
  const description =
    "The authorization server resource does not have any configured default scopes, 'scope' must be provided.";
  return new Refusal("invalid_scope", description, "no_scope_allowed");
}

/** A scope of an API at the organization's own server. */
export function customScope(): Refusal {
  return new Refusal("invalid_scope", "Custom scopes are not allowed for this request.", "invalid_scope");
}

/** Okta demands the parameter that others recommend. */
export function stateMissing(): Refusal {
  const description = "The authentication request has an invalid 'state' parameter.";
  return new Refusal("invalid_request", description, "invalid_state");
}

/** The path names an authorization server that is inactive or does not exist. */
export function serverInvalid(): Refusal {
  return new Refusal("invalid_request", "The authorization server id is invalid.", "invalid_authorization_server");
}

/** A parameter that the organization does not take. */
export function resourceNotAccepted(): Refusal {
  return new Refusal("invalid_target", "The 'resource' parameter is not accepted.", "invalid_resource");
}

/** No client of this id is active. */
export function clientInvalid(): Refusal {
  return new Refusal("invalid_client", "Invalid value for 'client_id' parameter.", "invalid_client_id", 401);
}

/** The secret is another one. */
export function secretInvalid(): Refusal {
  const description = "The client secret supplied for a confidential client is invalid.";
  return new Refusal("invalid_client", description, "invalid_client_secret", 401);
}

/** The client shows who it is in another way than it is registered for, or not at all. */
export function clientNotAuthenticated(): Refusal {
  const description = "Client authentication failed. Either the client or the client credentials are invalid.";
  return new Refusal("invalid_client", description, "client_authentication_failed", 401);
}

/** A refresh token that never was, is no longer, or is another client's. */
export function refreshTokenInvalid(): Refusal {
  return new Refusal("invalid_grant", "The refresh token is invalid or expired.", "invalid_refresh_token");
}
