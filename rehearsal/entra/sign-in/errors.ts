/**
 * Errors that a person's sign-in, or the redemption of its code, can end with. Codes and texts are those that Entra is documented
 * or reported to answer with; where one is shown, on a page or at the client's redirect URI, is known from reports.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
import { StsError, type StsErrorOptions } from "../sts-errors";

function badRequest(error: string, code: number, text: string, options?: StsErrorOptions): StsError {
  return new StsError(400, error, code, text, options);
}

/** A text from outside; JSON escapes what could pretend to be something else. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function quoted(text: string): string {
  return `'${escaped(text)}'`;
}

/** A redirect URI that the client has not registered: never followed. */
export function redirectUriMismatch(redirectUri: string, clientId: string): StsError {
  return badRequest(
    "invalid_request",
    50011,
    `The redirect URI ${quoted(redirectUri)} specified in the request does not match the redirect URIs configured for the ` +
      `application ${quoted(clientId)}. Make sure the redirect URI sent in the request matches one added to your application.`,
  );
}

/** No redirect URI, and nothing to take in its place. */
export function redirectUriMissing(): StsError {
  return badRequest("invalid_request", 900971, "No reply address provided.");
}

/** A client whose service principal is switched off. */
export function clientIsDisabled(clientId: string, name: string): StsError {
  return badRequest("unauthorized_client", 7000112, `Application ${quoted(clientId)}(${name}) is disabled.`);
}

/** A response type other than `code`. */
export function responseTypeUnsupported(responseType: string): StsError {
  return badRequest(
    "unsupported_response_type",
    700054,
    `response_type ${quoted(responseType)} is not enabled for the application.`,
    { redirected: true },
  );
}

/** A request that is not a request at all: a parameter twice, or one that is far too long. */
export function requestMalformed(): StsError {
  return badRequest("invalid_request", 9002313, "Invalid request. Request is malformed or invalid.");
}

/** Scopes that no token can hold together. */
export function scopesOfMoreResources(scope: string, code: 700022 | 28000): StsError {
  return badRequest(
    "invalid_scope",
    code,
    `Provided value for the input parameter scope is not valid because it contains more than one resource. Scope ${escaped(scope)} is ` +
      "not valid.",
  );
}

/** A code for scopes of two APIs, redeemed without saying for which. */
export function scopeMissingAtRedemption(): StsError {
  return badRequest(
    "invalid_request",
    28003,
    "Provided value for the input parameter scope cannot be empty when requesting an access token using the provided " +
      "authorization code. Please specify a valid scope.",
  );
}

/** `.default` beside scopes that are named. */
export function defaultScopeCombined(scope: string): StsError {
  return badRequest(
    "invalid_scope",
    70011,
    `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not ` +
      `valid. The scope ${escaped(scope)} is not valid. .default scope can't be combined with resource-specific scopes.`,
    { redirected: true },
  );
}

/** `.default` for an API of which the client neither declares nor has a permission. */
export function nothingDeclared(resource: string, clientId: string): StsError {
  return badRequest(
    "invalid_resource",
    650057,
    "Invalid resource. The client has requested access to a resource which is not listed in the requested permissions in the " +
      `client's application registration. Client app ID: ${clientId}. Resource value from request: ${quoted(resource)}.`,
    { redirected: true },
  );
}

/** An API that the tenant does not know. */
export function resourceNotFound(resource: string, tenantId: string): StsError {
  return badRequest(
    "invalid_resource",
    500011,
    `The resource principal named ${escaped(resource)} was not found in the tenant named ${tenantId}. This can happen if the application ` +
      "has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent " +
      "your authentication request to the wrong tenant.",
    { redirected: true },
  );
}

/** A scope that its API does not expose; a name without an API is looked for at Microsoft Graph. */
export function scopeNotExposed(application: string, scope: string, resourceAppId: string): StsError {
  return badRequest(
    "invalid_client",
    650053,
    `The application ${quoted(application)} asked for scope ${quoted(scope)} that doesn't exist on the resource ` +
      `'${resourceAppId}'. Contact the app vendor.`,
    { redirected: true },
  );
}

/** A `resource` parameter (RFC 8707) that is not the API whose scopes are requested. */
export function resourceParameterMismatch(): StsError {
  return badRequest(
    "invalid_target",
    9010010,
    "The resource parameter provided in the request doesn't match with the requested scopes.",
    { redirected: true },
  );
}

/** Somebody who is not assigned to an application that demands it. */
export function notAssigned(login: string, clientId: string, name: string): StsError {
  return badRequest(
    "interaction_required",
    50105,
    `Your administrator has configured the application ${name} (${quoted(clientId)}) to block users unless they are ` +
      `specifically granted ('assigned') access to the application. The signed in user ${quoted(login)} is blocked because they ` +
      "are not a direct member of a group with access, nor had access directly assigned by an administrator. Please contact " +
      "your administrator to assign access to this application.",
  );
}

/** Permissions that only an administrator can grant. */
export function administratorMustConsent(name: string): StsError {
  return badRequest(
    "access_denied",
    90094,
    `${name} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to ` +
      "grant permission to this app before you can use it.",
  );
}

/** Permissions that nobody has granted, where there is no person to be asked. @param clientId also where its name is unknown */
export function consentMissing(clientId: string, name: string = clientId): StsError {
  return badRequest(
    "invalid_grant",
    65001,
    `The user or administrator has not consented to use the application with ID ${quoted(clientId)} named ${quoted(name)}. ` +
      "Send an interactive authorization request for this user and resource.",
    { redirected: true, suberror: "consent_required" },
  );
}

/** Somebody who said no on the consent page. */
export function consentDeclined(): StsError {
  return badRequest("access_denied", 65004, "User declined to consent to access the app.", {
    redirected: true,
    suberror: "cancel",
  });
}

/** A browser in which nobody is signed in, where nobody may be asked. */
export function sessionMissing(): StsError {
  return badRequest("login_required", 50058, "A silent sign-in request was sent but no user is signed in.", {
    redirected: true,
  });
}

/** A sign-in that was begun in another browser, or too long ago. */
export function signInExpired(): StsError {
  return badRequest("invalid_request", 50089, "Authentication failed due to flow token expired.");
}

/** A way of answering that is not served here. */
export function responseModeUnsupported(): StsError {
  return badRequest("invalid_request", 70007, "The response mode is not supported when requesting a token.", {
    redirected: true,
  });
}

/** Scopes with characters that no scope has (RFC 6749, section 3.3). */
export function scopeMalformed(): StsError {
  return badRequest("invalid_scope", 70011, "The provided value for the input parameter 'scope' is not valid.", {
    redirected: true,
  });
}

/** A proof key in a form that Entra does not know (RFC 7636). */
export function proofKeyMalformed(): StsError {
  return badRequest("invalid_request", 501491, "Invalid size of Code_Challenge parameter.", {
    redirected: true,
  });
}

/** A person whom the tenant does not know, or no longer. */
export function userNotFound(login: string, tenantId: string): StsError {
  return badRequest(
    "invalid_grant",
    50034,
    `The user account ${quoted(login)} does not exist in the ${tenantId} directory. To sign into this application, the account ` +
      "must be added to the directory.",
  );
}

/** A code that is redeemed a second time. */
export function codeRedeemed(): StsError {
  return badRequest(
    "invalid_grant",
    54005,
    "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
  );
}

/** A code or refresh token whose time is over. */
export function grantExpired(): StsError {
  return badRequest(
    "invalid_grant",
    70008,
    "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization " +
      "request for this user and resource.",
  );
}

/** A code or refresh token of another client. */
export function grantOfAnotherClient(): StsError {
  return badRequest("invalid_grant", 70000, "Provided grant is invalid or malformed.");
}

/** A code or refresh token that was given out in another tenant, or never. */
export function grantUnknown(): StsError {
  return badRequest("invalid_grant", 9002313, "Invalid request. Request is malformed or invalid.");
}

/** A redirect URI other than the one the code was sent to. */
export function redirectUriOfAnotherRequest(redirectUri: string): StsError {
  return badRequest(
    "invalid_client",
    500112,
    `The reply address ${quoted(redirectUri)} does not match the reply address provided when requesting Authorization code.`,
  );
}

/** A proof key that does not fit (RFC 7636). */
export function codeVerifierMismatch(): StsError {
  return badRequest(
    "invalid_grant",
    501481,
    "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
  );
}

/** A client that must show a secret and shows none. */
export function secretMissing(): StsError {
  return new StsError(
    401,
    "invalid_client",
    7000218,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  );
}

/** A code that was sent to a redirect URI of a single-page application, redeemed by a server. */
export function redeemedOutsideBrowser(): StsError {
  return badRequest(
    "invalid_request",
    9002327,
    "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  );
}

/** A token that the client asks for itself, without naming itself by its client id. */
export function tokenForItself(clientId: string, name: string): StsError {
  return badRequest(
    "invalid_request",
    90009,
    `Application ${quoted(clientId)}(${name}) is requesting a token for itself. This scenario is supported only if resource is ` +
      "specified using the GUID based App Identifier.",
  );
}
