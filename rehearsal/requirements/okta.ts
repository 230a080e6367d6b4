import { requirementsOf } from "./requirement";

const policies = "https://developer.okta.com/docs/guides/configure-access-policy/main/";
const policyApi =
  "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerRules/";
const serverApi = "https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS/";
const organizationApi = "https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/OrgAS/";
const servers = "https://developer.okta.com/docs/concepts/auth-servers/";
const refreshing = "https://developer.okta.com/docs/guides/refresh-tokens/main/";
const authentication = "https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/";
const consent = "https://developer.okta.com/docs/guides/request-user-consent/main/";

/** What Okta does when somebody signs in. */
export const oktaRequirements = requirementsOf({
  "okta.no-policy-rule-matches": {
    source: "https://developer.okta.com/docs/concepts/policies/",
    sentence: "A request that no policy rule admits is refused with access_denied.",
  },
  "okta.priority-decides": {
    source: policies,
    sentence: "Policies and their policy rules are tried by priority; the first that admits the request decides.",
  },
  "okta.falls-through": {
    source: policies,
    sentence: "A policy rule that does not fit is passed over, and so is a policy in which none does.",
  },
  "okta.inactive-passed-over": {
    source: policyApi,
    sentence: "Policies and policy rules that are inactive admit nobody.",
  },
  "okta.policy-for-client": {
    source: policies,
    sentence: "A policy is for the clients that it names, or for all of them.",
  },
  "okta.rule-grant-type": {
    source: policyApi,
    sentence: "A policy rule admits the grants that it names.",
  },
  "okta.rule-people": {
    source: policyApi,
    sentence: "A policy rule admits the users and groups that it includes and does not exclude.",
  },
  "okta.everyone-voids-exclusions": {
    source: policyApi,
    sentence: "A policy rule that includes the group Everyone, by id or as EVERYONE, excludes nobody.",
  },
  "okta.scopes-of-one-rule": {
    source: policies,
    sentence: "All requested scopes, openid and offline_access among them, must be in the list of one policy rule.",
  },
  "okta.all-scopes": {
    source: policyApi,
    sentence: "A policy rule with * admits every scope that the server has.",
  },
  "okta.rule-lifetimes": {
    source: policies,
    sentence: "The policy rule that admits a request says how long its tokens live.",
  },
  "okta.unknown-scope": {
    source: serverApi,
    sentence: "A scope that the authorization server does not have is refused with invalid_scope.",
  },
  "okta.default-scopes": {
    source: serverApi,
    sentence: "A request without scopes gets the default scopes that the policy rule allows.",
  },
  "okta.no-default-scope": {
    source: serverApi,
    sentence:
      "A request without scopes is refused with invalid_scope where none is a default that the person may have.",
  },
  "okta.not-assigned": {
    source: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/ApplicationGroups/",
    sentence: "Somebody who is in no group of the app is refused with access_denied, whatever the policy says.",
  },
  "okta.unknown-client": {
    source: serverApi,
    sentence: "A client that does not exist or is inactive is told so on a page, and at the token endpoint with 401.",
  },
  "okta.redirect-uri-page": {
    source: "https://support.okta.com/help/s/article/openid-connect-oidc-redirect-uri",
    sentence: "A redirect URI that is not the app's is a page with 400.",
  },
  "okta.state-required": {
    source: "https://support.okta.com/help/s/article/the-authentication-request-has-an-invalid-state-parameter",
    sentence: "A request without state is refused.",
  },
  "okta.pkce-required": {
    source: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/",
    sentence: "An app that demands PKCE refuses a request without a code challenge.",
  },
  "okta.response-type": {
    source: serverApi,
    sentence: "A response type that the app does not have is refused with those that it has.",
  },
  "okta.grant-type": {
    source: serverApi,
    sentence: "A grant that the app does not have is refused with those that it has.",
  },
  "okta.prompt-none": {
    source: serverApi,
    sentence: "With prompt=none, nobody signed in is login_required.",
  },
  "okta.secret-wrong": {
    source: authentication,
    sentence: "A wrong secret is invalid_client, and so is no secret.",
  },
  "okta.client-authentication": {
    source: authentication,
    sentence: "Whether a secret may come in another way than registered is a switch.",
  },
  "okta.code-refused": {
    source: serverApi,
    sentence: "A code that is unknown, used, late, another client's or for another redirect URI is invalid_grant.",
  },
  "okta.refresh-tokens": {
    source: refreshing,
    sentence:
      "A refresh token is given to an app with that grant for offline_access; it stays the same unless the app rotates.",
  },
  "okta.refreshed-policy": {
    source: refreshing,
    sentence: "Whether a refresh evaluates the policy again is a switch.",
  },
  "okta.refresh-revoked": {
    source: refreshing,
    sentence:
      "Nothing is refreshed for an app that is inactive, or for somebody who is no longer assigned or no longer exists.",
  },
  "okta.resource-parameter": {
    source: serverApi,
    sentence: "Whether a resource parameter is accepted is a switch.",
  },
  "okta.consent": {
    source: consent,
    sentence: "Consent is asked where app and scope both demand it, once for each scope.",
  },
  "okta.access-token": {
    source: "https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/",
    sentence:
      "An access token names the server, its audience, client, user and scopes as Okta does, signed with the server's key.",
  },
  "okta.id-token": {
    source: "https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/",
    sentence: "An ID token is for the client and names the user's id.",
  },
  "okta.metadata": {
    source: serverApi,
    sentence: "The metadata of OAuth and of OpenID Connect name the endpoints, and the scopes that are published.",
  },
  "okta.organization-server": {
    source: `${servers}#org-authorization-server`,
    sentence: "The organization's own server has no custom scopes and is its own audience.",
  },
  "okta.organization-metadata": {
    source: organizationApi,
    sentence: "The organization's own server has metadata of its own.",
  },
  "okta.server-live": {
    source: servers,
    sentence: "What is created, changed, deactivated or deleted at the management API counts at the next request.",
  },
  "okta.server-key": {
    source: servers,
    sentence: "Each authorization server has a key of its own; one that is made anew has another.",
  },
  "okta.other-server": {
    source: servers,
    sentence: "Codes and refresh tokens of one authorization server are nothing to another.",
  },
  "okta.forged-credentials": {
    source: "https://www.rfc-editor.org/rfc/rfc8725#section-3.1",
    sentence: "Unsigned assertions and request objects are refused, and no token stands for a code or a refresh token.",
  },
  "okta.journal": {
    source: "https://developer.okta.com/docs/reference/api/event-types/",
    sentence: "The log has the reason of each refusal as the System Log names it.",
  },
});
