/** What Microsoft Entra answers: its codes. */
import type { Symptom } from "./symptom";

const errorCodes = "https://learn.microsoft.com/entra/identity-platform/reference-error-codes";
const scopes = "https://learn.microsoft.com/entra/identity-platform/scopes-oidc";
const adminConsent = "https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent";

/** Entra's codes, without the letters of case: `aadsts-65001`. */
export const entraSymptoms = {
  "aadsts-65001": {
    sign: "AADSTS65001: The user or administrator has not consented to use the application",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The consent link comes twice", "The tools list is empty"],
    layer: "access policy",
    cause:
      "Nobody has granted the requested scopes to the client; where the client demands assignment, people may not consent themselves.",
    fix: "Deploy again: a deployment grants exactly the scopes under connections.<key>.scopes. By hand: `az ad app permission admin-consent --id <client id>`, or Enterprise applications > the client > Permissions > Grant admin consent, for the API and for openid and offline_access of Microsoft Graph.",
    certainty: "documented",
    page: adminConsent,
  },
  "aadsts-65004": {
    sign: "AADSTS65004: User declined to consent to access the app.",
    vendor: "Entra",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "access policy",
    cause: "The person pressed Cancel on the page that asks for consent.",
    fix: "Ask the agent again, open the new link, and accept; a deployment that grants the scopes asks nobody. By hand an administrator grants them for everybody: Enterprise applications > the client > Permissions > Grant admin consent.",
    certainty: "documented",
    page: errorCodes,
  },
  "aadsts-50011": {
    sign: "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error"],
    layer: "identity",
    cause:
      "The redirect URL of the connection is not registered at its client, or for another platform than Web: every new connection gets another one, which nobody can know before.",
    fix: "Deploy again: one apply makes the connection and registers its redirect URL. By hand: `az ad app update --id <client id> --web-redirect-uris <redirectUrl of the connection>`, or App registrations > the client > Authentication > Web.",
    certainty: "documented",
    page: "https://learn.microsoft.com/entra/identity-platform/reply-url",
  },
  "aadsts-50105": {
    sign: "AADSTS50105: Your administrator has configured the application to block users unless they are specifically granted ('assigned') access to the application.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The tools list is empty"],
    layer: "access policy",
    cause:
      "The client demands assignment, and neither the person nor a group with the person as a direct member is assigned; nested groups do not count.",
    fix: "Name a group of the person under connections.<key>.groups of the deployment file, then deploy; or add the person to a group that stands there. By hand: Enterprise applications > the client > Users and groups.",
    certainty: "documented",
    page: "https://learn.microsoft.com/entra/identity-platform/howto-restrict-your-app-to-a-set-of-users",
  },
  "aadsts-53003": {
    sign: "AADSTS53003: Access has been blocked by Conditional Access policies.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The tools list is empty"],
    layer: "access policy",
    cause: "A Conditional Access policy of the tenant blocks this sign-in: the device, the place or the risk.",
    fix: "No deployment file decides this. By hand: Sign-in logs > the failed sign-in > Conditional Access names the policy; whoever keeps it decides whether it should apply to the client.",
    certainty: "documented",
    page: errorCodes,
  },
  "aadsts-70011": {
    sign: "AADSTS70011: The provided value for the input parameter 'scope' is not valid.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The consent link comes twice"],
    layer: "connection",
    cause: "The connection requests a scope that is malformed, or one that cannot be combined with the others.",
    fix: "Deploy again: the connection requests scopes in Entra's form. By hand: make the connection anew with <identifier URI>/<scope> for each scope, and openid and offline_access beside them.",
    certainty: "documented",
    page: scopes,
  },
  "aadsts-650053": {
    sign: "AADSTS650053: The application asked for scope that doesn't exist on the resource.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The consent link comes twice", "The tools list is empty"],
    layer: "connection",
    cause:
      "The connection requests a scope that its API does not expose; a name without an identifier URI before it is looked for at Microsoft Graph.",
    fix: "Deploy again: the connection requests <identifier URI>/<scope>. By hand: make the connection anew with that form, and compare it with App registrations > the API > Expose an API.",
    certainty: "documented",
    page: scopes,
  },
  "aadsts-500011": {
    sign: "AADSTS500011: The resource principal was not found in the tenant.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The consent link comes twice"],
    layer: "connection",
    cause:
      "The identifier URI before the requested scopes belongs to no API of this tenant, or the API has no service principal there.",
    fix: "Compare azure.tenantId of the deployment file with the tenant of the API, then deploy. By hand: copy the identifier URI from App registrations > the API > Expose an API into the scopes of a new connection; `az ad sp create --id <client id of the API>` makes the service principal.",
    certainty: "documented",
    page: errorCodes,
  },
  "aadsts-7000215": {
    sign: "AADSTS7000215: Invalid client secret provided.",
    vendor: "Entra",
    sights: ["The consent link comes twice", "The tools list is empty", "It works, and stops after about an hour"],
    layer: "connection",
    cause: "The connection shows a secret that is not its client's, often the id of the secret in place of its value.",
    fix: "Raise secrets.rotation in the deployment file and deploy: client and connection get the same new secret. By hand: App registrations > the client > Certificates & secrets > New client secret, then make the connection anew with its value.",
    certainty: "documented",
    page: errorCodes,
  },
  "aadsts-7000218": {
    sign: "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    vendor: "Entra",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "connection",
    cause: "The connection has no client secret: it cannot redeem the code, since Foundry has no PKCE.",
    fix: "Raise secrets.rotation in the deployment file and deploy: client and connection get the same new secret. By hand: App registrations > the client > Certificates & secrets > New client secret, then make the connection anew with its value.",
    certainty: "documented",
    page: errorCodes,
  },
  "aadsts-7000222": {
    sign: "AADSTS7000222: The provided client secret keys are expired.",
    vendor: "Entra",
    sights: ["The consent link comes twice", "The tools list is empty", "It works, and stops after about an hour"],
    layer: "connection",
    cause: "The secret of the connection's client has expired; Terraform does not notice.",
    fix: "Raise secrets.rotation in the deployment file and deploy; secrets.lifetimeDays says how long the new one lives. By hand: App registrations > the client > Certificates & secrets > New client secret, then make the connection anew with its value.",
    certainty: "documented",
    page: errorCodes,
  },
  "aadsts-90009": {
    sign: "AADSTS90009: The application is requesting a token for itself.",
    vendor: "Entra",
    sights: ["It works, and stops after about an hour", "The sign-in page shows an error"],
    layer: "identity",
    cause:
      "One app registration is both the client of the connection and the API, and the API is named by its URI instead of its client id.",
    fix: "Deploy again: a deployment has an app for the API and one for each connection. By hand: register a second app as the client, and make the connection anew with it.",
    certainty: "inferred",
    page: errorCodes,
  },
  "aadsts-90094": {
    sign: "AADSTS90094: The application needs permission to access resources in your organization that only an admin can grant.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The tools list is empty"],
    layer: "access policy",
    cause:
      "A requested scope may be granted by administrators alone, because of its type, the tenant's settings for consent, or the assignment that the client demands.",
    fix: "Deploy again: a deployment grants exactly the scopes under connections.<key>.scopes. By hand: `az ad app permission admin-consent --id <client id>`, or Enterprise applications > the client > Permissions > Grant admin consent.",
    certainty: "documented",
    page: adminConsent,
  },
  "aadsts-9010010": {
    sign: "AADSTS9010010: The resource parameter provided in the request doesn't match with the requested scopes.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error"],
    layer: "identity",
    cause:
      "A client other than Foundry sends a resource parameter (RFC 8707) that is no identifier URI of the API; Foundry sends none.",
    fix: "No deployment file decides this: use a client that lets its resource parameter be turned off, or sign in through Foundry. By hand, the resource that the client sends may be added under App registrations > the API > Expose an API where the tenant's policy accepts it.",
    certainty: "reported",
    page: "https://github.com/microsoft/powerbi-modeling-mcp/issues/68",
  },
  "aadsts-700022": {
    sign: "AADSTS700022: The provided value for the input parameter scope is not valid because it contains more than one resource.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The consent link comes twice"],
    layer: "connection",
    cause:
      "The connection requests scopes of two APIs at once; a name without an identifier URI is one of Microsoft Graph.",
    fix: "Deploy again: a connection requests scopes of its one API. By hand: make the connection anew with the scopes of one API, and openid and offline_access beside them.",
    certainty: "documented",
    page: scopes,
  },
  "aadsts-700016": {
    sign: "AADSTS700016: Application with identifier was not found in the directory.",
    vendor: "Entra",
    sights: ["The sign-in page shows an error", "The consent link comes twice"],
    layer: "connection",
    cause: "The connection names a client id that the tenant does not have, or signs in at another tenant's URLs.",
    fix: "Compare azure.tenantId of the deployment file with the tenant of the client, then deploy. By hand: make the connection anew with Application (client) ID of App registrations > the client, and with URLs that hold its tenant.",
    certainty: "documented",
    page: errorCodes,
  },
} as const satisfies Readonly<Record<string, Symptom>>;
