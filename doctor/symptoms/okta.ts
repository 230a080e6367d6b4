/** What Okta answers and logs. */
import type { Symptom } from "./symptom";

const accessPolicies = "https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm";
const customServer = "https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS/";
const clientAuthentication = "https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/";

/** Refusals of an authorization server of Okta, by their texts and their reasons in the System Log. */
export const oktaSymptoms = {
  "okta-no-matching-policy": {
    sign: "access_denied: Policy evaluation failed for this request, please check the policy configurations. (System Log: no_matching_policy)",
    vendor: "Okta",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "access policy",
    cause:
      "No single policy rule admits the connection's client, the person, the grant and every requested scope together; openid and offline_access count, and what two rules allow together does not.",
    fix: "In the deployment file name a group of the person under connections.<key>.groups and the scopes under connections.<key>.scopes, then deploy: policy and policy rule follow from them. By hand: Security > API > Authorization Servers > the server > Access Policies: one policy for the client, with one rule that has the grant Authorization Code, a group of the person, and every requested scope, openid and offline_access included.",
    certainty: "documented",
    page: accessPolicies,
  },
  "okta-scopes-not-configured": {
    sign: "invalid_scope: One or more scopes are not configured for the authorization server resource.",
    vendor: "Okta",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "connection",
    cause:
      'The connection requests a scope that the authorization server does not have, or it signs in at the organization\'s own authorization server, which has no scopes of APIs ("Custom scopes are not allowed for this request.").',
    fix: "Deploy again: scopes and URLs of the connection follow from scopes and identity.authorizationServer of the deployment file. By hand: make the connection anew with scopes that stand under Security > API > Authorization Servers > the server > Scopes, and with URLs that hold /oauth2/<server id>/v1/.",
    certainty: "documented",
    page: customServer,
  },
  "okta-no-scopes": {
    sign: "invalid_scope: The authorization server resource does not have any configured default scopes, 'scope' must be provided.",
    vendor: "Okta",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "connection",
    cause:
      "The connection requests no scopes, and no default scope of the authorization server is allowed by a policy rule that is for the person.",
    fix: "Name the scopes under connections.<key>.scopes of the deployment file, then deploy. By hand: make the connection anew in Foundry with openid, offline_access and the scopes of its tools; the portal leaves the field for them empty.",
    certainty: "documented",
    page: customServer,
  },
  "okta-scope-denied": {
    sign: "access_denied (System Log: scope_denied)",
    vendor: "Okta",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "access policy",
    cause: "The access policy that decided does not allow one of the requested scopes.",
    fix: "Deploy again: the scopes of the policy rule follow from connections.<key>.scopes of the deployment file. By hand: add every requested scope, openid and offline_access included, to the one rule under Security > API > Authorization Servers > the server > Access Policies that is for the client and the person.",
    certainty: "inferred",
    page: accessPolicies,
  },
  "okta-user-not-assigned": {
    sign: "access_denied: User is not assigned to the client application. (System Log: user_not_assigned)",
    vendor: "Okta",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "access policy",
    cause:
      "Neither the person nor one of the person's groups is assigned to the app of the connection; the access policy was not asked at all.",
    fix: "Name a group of the person under connections.<key>.groups of the deployment file, then deploy; or add the person to a group that stands there. By hand: Applications > the app > Assignments > Assign to Groups.",
    certainty: "documented",
    page: "https://support.okta.com/help/s/article/App-Sign-on-Error-403-User-attempted-unauthorized-access-to-app",
  },
  "okta-redirect-uri-mismatch": {
    sign: "400 Bad Request: The 'redirect_uri' parameter must be a Login redirect URI in the client app settings.",
    vendor: "Okta",
    sights: ["The sign-in page shows an error"],
    layer: "identity",
    cause:
      "The redirect URL of the connection is not registered at its app: every new connection gets another one, which nobody can know before.",
    fix: "Deploy again: one apply makes the connection and registers its redirect URL. By hand: copy redirectUrl of the connection, whole and unchanged, to Applications > the app > General > Sign-in redirect URIs.",
    certainty: "documented",
    page: "https://support.okta.com/help/s/article/openid-connect-oidc-redirect-uri",
  },
  "okta-invalid-client": {
    sign: "invalid_client: The client secret supplied for a confidential client is invalid.",
    vendor: "Okta",
    sights: ["The consent link comes twice", "The tools list is empty", "It works, and stops after about an hour"],
    layer: "connection",
    cause:
      "The connection shows no secret, or another one than its app has, or shows it in another way than the app is registered for.",
    fix: "Raise secrets.rotation in the deployment file and deploy: app and connection get the same new secret. By hand: Applications > the app > General > Client Credentials: compare the authentication method (client_secret_basic is Okta's default), make a new secret, and make the connection anew with it.",
    certainty: "documented",
    page: clientAuthentication,
  },
  "okta-client-unknown": {
    sign: "invalid_client: Invalid value for 'client_id' parameter.",
    vendor: "Okta",
    sights: ["The sign-in page shows an error", "The consent link comes twice"],
    layer: "connection",
    cause: "The connection names a client id that no active app of the organization has.",
    fix: "Deploy again, and compare identity.organization of the deployment file with the organization that has the app. By hand: Applications > the app: it must be active; make the connection anew with the client id that stands there.",
    certainty: "documented",
    page: clientAuthentication,
  },
  "okta-pkce-required": {
    sign: "invalid_request: PKCE code challenge is required by the application.",
    vendor: "Okta",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "identity",
    cause: "The app demands PKCE, and Foundry's connections send none.",
    fix: "Deploy again: the app is made without that demand. By hand: Applications > the app > General > Client Credentials: clear Require PKCE as additional verification.",
    certainty: "inferred",
    page: "https://www.rfc-editor.org/rfc/rfc7636#section-4.4.1",
  },
  "okta-access-management-missing": {
    sign: "401 E0000015: You do not have permission to access the feature you are requesting",
    vendor: "Okta",
    sights: ["Deploying, publishing or the endpoint fails"],
    layer: "identity",
    cause: "The organization has no licence for API Access Management, which custom authorization servers need.",
    fix: "Ask Okta for API Access Management, or name an organization that has it under identity.organization of the deployment file. There is no setting in the console that replaces the licence.",
    certainty: "documented",
    page: "https://developer.okta.com/docs/concepts/auth-servers/",
  },
  "okta-refresh-refused": {
    sign: "invalid_grant: The refresh token is invalid or expired.",
    vendor: "Okta",
    sights: ["It works, and stops after about an hour"],
    layer: "identity",
    cause:
      "The refresh token has ended, was used by somebody else before, or belongs to another client: the app lacks the grant Refresh Token, or its lifetime is over.",
    fix: "Deploy again: app and policy rule of a deployment have the grant, and connections request offline_access. By hand: Applications > the app > General > Grant type: Refresh Token; the lifetime stands in the policy rule. The person then signs in once more.",
    certainty: "documented",
    page: "https://developer.okta.com/docs/guides/refresh-tokens/main/",
  },
} as const satisfies Readonly<Record<string, Symptom>>;
