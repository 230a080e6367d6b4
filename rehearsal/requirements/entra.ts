import { requirementsOf } from "./requirement";

const codeFlow = "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow";
const errorCodes = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
const scopes = "https://learn.microsoft.com/entra/identity-platform/scopes-oidc";
const accessTokens = "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference";
const idTokens = "https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference";
const refreshTokens = "https://learn.microsoft.com/entra/identity-platform/refresh-tokens";
const discovery = "https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc";
const consent = "https://learn.microsoft.com/entra/identity/enterprise-apps/user-admin-consent-overview";
const userConsent = "https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent";
const assignment = "https://learn.microsoft.com/entra/identity-platform/howto-restrict-your-app-to-a-set-of-users";
const replyUrls = "https://learn.microsoft.com/entra/identity-platform/reply-url";

/** What Microsoft Entra does at sign-in. */
export const entraRequirements = requirementsOf({
  "entra.scope-qualified": {
    source: scopes,
    sentence:
      "A scope behind an API's identifier URI or client id is a scope of that API, and the token is for that API.",
  },
  "entra.scope-bare": {
    source: scopes,
    sentence:
      "A scope without an API is looked for at Microsoft Graph, and refused with AADSTS650053 where Graph has none.",
  },
  "entra.scope-unknown": {
    source: errorCodes,
    sentence: "A scope that its API does not expose, or has switched off, is refused with AADSTS650053.",
  },
  "entra.resource-unknown": {
    source: errorCodes,
    sentence: "A scope of an API that the tenant does not know is refused with AADSTS500011.",
  },
  "entra.scopes-of-two-apis": {
    source: codeFlow,
    sentence: "No token holds scopes of two APIs; those of the protocol stand beside any.",
  },
  "entra.default-scope": {
    source: scopes,
    sentence:
      "The scope .default means what the client declares and was granted, and stands beside no other scope of an API.",
  },
  "entra.resource-parameter": {
    source: "https://github.com/microsoft/powerbi-modeling-mcp/issues/68",
    sentence: "A resource parameter that is not the API of the scopes is refused with AADSTS9010010.",
  },
  "entra.client-unknown": {
    source: errorCodes,
    sentence: "A client that the tenant does not know is refused on a page with AADSTS700016.",
  },
  "entra.client-disabled": {
    source:
      "https://learn.microsoft.com/troubleshoot/entra/entra-id/app-integration/error-code-aadsts7000112-application-is-disabled",
    sentence: "A client whose service principal is switched off gets nothing: AADSTS7000112.",
  },
  "entra.redirect-uri-exact": {
    source: replyUrls,
    sentence:
      "A redirect URI that is not registered letter by letter is refused on a page with AADSTS50011, never followed.",
  },
  "entra.redirect-uri-platform": {
    source: replyUrls,
    sentence: "A code sent to a redirect URI of a single-page application is refused to a server with AADSTS9002327.",
  },
  "entra.error-redirected": {
    source: codeFlow,
    sentence:
      "What a client can mend is told to its redirect URI with error, error_description and the state of the request.",
  },
  "entra.secret-wrong": {
    source: errorCodes,
    sentence: "A secret that is none of the client's is refused with AADSTS7000215, a missing one with AADSTS7000218.",
  },
  "entra.secret-expired": {
    source: errorCodes,
    sentence: "A secret whose end date has passed is refused with AADSTS7000222.",
  },
  "entra.not-assigned": {
    source: errorCodes,
    sentence: "Somebody who is not assigned to a client that demands assignment is refused with AADSTS50105.",
  },
  "entra.assigned": {
    source: assignment,
    sentence:
      "Somebody is let in who is assigned, or is a direct member of a group that is; groups in groups do not count.",
  },
  "entra.api-demands-assignment": {
    source: assignment,
    sentence: "An API that demands assignment refuses somebody unassigned whichever client asks.",
  },
  "entra.admin-grant": {
    source: consent,
    sentence: "What an administrator granted for everybody, nobody is asked about.",
  },
  "entra.own-consent": {
    source: consent,
    sentence:
      "A person is asked once about scopes of the type User, and the consent is a grant that Microsoft Graph shows.",
  },
  "entra.consent-declined": {
    source: codeFlow,
    sentence: "Somebody who declines sends the client access_denied with AADSTS65004.",
  },
  "entra.consent-by-administrator": {
    source: userConsent,
    sentence:
      "Where the scope is of the type Admin, the client demands assignment, or the tenant says so, only an administrator consents.",
  },
  "entra.pre-authorized": {
    source: "https://learn.microsoft.com/graph/api/resources/preauthorizedapplication",
    sentence: "Pre-authorization of a client covers the permissions that it lists and no others.",
  },
  "entra.protocol-scopes-granted": {
    source: scopes,
    sentence:
      "openid and offline_access are permissions of Microsoft Graph and need a grant where people may not consent.",
  },
  "entra.token-version-2": {
    source: accessTokens,
    sentence: "An API that asks for version 2 gets tokens with its client id as audience and the issuer of version 2.",
  },
  "entra.token-version-1": {
    source: accessTokens,
    sentence: "Any other API gets tokens with the identifier of the request as audience and the issuer of version 1.",
  },
  "entra.token-scopes": {
    source: accessTokens,
    sentence:
      "Claim scp is one text with the short names of all that the client was granted there, not only of what it asked.",
  },
  "entra.subject": {
    source: accessTokens,
    sentence: "Claim oid is the person in the tenant, sub the person to one client.",
  },
  "entra.token-signed": {
    source: discovery,
    sentence: "Tokens are signed with RS256 by a key of the keys document.",
  },
  "entra.id-token": {
    source: idTokens,
    sentence: "openid gives an ID token for the client, with the nonce; profile and email add to it.",
  },
  "entra.refresh": {
    source: refreshTokens,
    sentence: "offline_access gives a refresh token, each use of which gives a new one and leaves the old one alone.",
  },
  "entra.refresh-judged-anew": {
    source: errorCodes,
    sentence: "A refresh is refused when consent, assignment or the person is gone.",
  },
  "entra.refresh-for-itself": {
    source: errorCodes,
    sentence: "A client that is its own API is refused with AADSTS90009 when a refresh does not say for what.",
  },
  "entra.code-once": {
    source: errorCodes,
    sentence:
      "A code is redeemed once; a second time it is refused with AADSTS54005, after ten minutes with AADSTS70008.",
  },
  "entra.code-bound": {
    source: codeFlow,
    sentence:
      "A code is redeemed by the client that asked for it, in the same tenant, with the same redirect URI and proof key.",
  },
  "entra.token-error": {
    source: codeFlow,
    sentence: "An error of the token endpoint is JSON with the AADSTS code, a time and ids to look it up by.",
  },
  "entra.silent": {
    source: discovery,
    sentence: "Whoever is signed in is not asked again; prompt=none never asks.",
  },
  "entra.metadata": {
    source: discovery,
    sentence:
      "The OpenID configuration of a tenant names its issuer, its endpoints and its keys; the tenant may be named by domain.",
  },
  "entra.tenant-unknown": {
    source: errorCodes,
    sentence:
      "A tenant that does not exist is refused with AADSTS90002, and the name of none in particular with AADSTS50194.",
  },
  "entra.microsoft-libraries": {
    source: "https://learn.microsoft.com/javascript/api/@azure/identity/clientsecretcredential",
    sentence: "Microsoft's client library gets a token for Resource Manager with a client secret.",
  },
  "entra.command-line-token": {
    source: "https://learn.microsoft.com/cli/azure/account#az-account-get-access-token",
    sentence: "Somebody of the tenant gets a token for Microsoft's own APIs; somebody unknown gets none.",
  },
  "entra.graph-privileges": {
    source: "https://learn.microsoft.com/graph/resolve-auth-errors",
    sentence: "A token with which a person let a client sign in changes nothing at Microsoft Graph.",
  },
  "entra.log": {
    source: "https://learn.microsoft.com/entra/identity/monitoring-health/concept-sign-ins",
    sentence: "Each sign-in is logged with client, person and error code, and without code, token or secret.",
  },
  "entra.hard": {
    source: "https://www.rfc-editor.org/rfc/rfc9700",
    sentence: "Malformed, oversized and forged requests are refused, and many people at once stay who they are.",
  },
});
