/** What metadata, gate and server say of a token, whichever vendor answers. */
import type { Symptom } from "./symptom";

const bearer = "https://www.rfc-editor.org/rfc/rfc6750#section-3.1";
const jwtAccessToken = "https://www.rfc-editor.org/rfc/rfc9068#section-4";
const resourceMetadata = "https://www.rfc-editor.org/rfc/rfc9728#section-2";

/** Refusals of a gate or a server, and documents that contradict the others. */
export const serverSymptoms = {
  "metadata-advertises-other": {
    sign: "scopes_supported of the protected resource metadata differs from the scopes of the deployment",
    vendor: "server",
    sights: ["The tools list is empty"],
    layer: "function app",
    cause:
      "The metadata advertises other scopes than the connection requests; Foundry may then list no tools, without an error.",
    fix: "Deploy again: metadata and connection follow from scopes of the deployment file. By hand: app setting WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES behind Easy Auth, the server's own setting otherwise (MCP_SCOPES_SUPPORTED of the samples).",
    certainty: "reported",
    page: resourceMetadata,
  },
  "metadata-names-other-issuer": {
    sign: "authorization_servers of the protected resource metadata names another issuer than the connection signs in at",
    vendor: "server",
    sights: ["The tools list is empty", "A tool call is refused"],
    layer: "function app",
    cause: "The server expects tokens of one issuer, and the connection brings those of another.",
    fix: "Deploy again: both follow from identity of the deployment file. By hand: app setting MCP_ISSUER of the samples, or the issuer of Easy Auth's provider, must be the issuer in the connection's URLs.",
    certainty: "documented",
    page: resourceMetadata,
  },
  "issuer-metadata-differs": {
    sign: "issuer in the metadata of the identity provider differs from the issuer that is expected",
    vendor: "server",
    sights: ["A tool call is refused", "The tools list is empty"],
    layer: "identity",
    cause: "The metadata at the issuer's address names another issuer, so no token of it can be trusted.",
    fix: "Compare identity.organization, identity.authorizationServer or azure.tenantId of the deployment file with the provider. By hand: on Okta, Security > API > Authorization Servers > the server > Issuer; on Entra, the issuer ends with /v2.0.",
    certainty: "documented",
    page: "https://www.rfc-editor.org/rfc/rfc8414#section-2",
  },
  "clocks-differ": {
    sign: "A fresh token is taken for expired, or for not valid yet",
    vendor: "server",
    sights: ["The tools list is empty", "A tool call is refused"],
    layer: "identity",
    cause: "The clocks of the identity provider and of the server are minutes apart or more.",
    fix: "Set the clock of the machine that is wrong; the Date headers of both tell which. No deployment file decides this; by hand, a server may tolerate some seconds, and never hours.",
    certainty: "documented",
    page: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4",
  },
  "client-not-allowed": {
    sign: "403 for a good token, without insufficient_scope",
    vendor: "server",
    sights: ["The tools list is empty", "A tool call is refused"],
    layer: "function app",
    cause: "Gate or server allow certain clients, and the client of the connection is not among them.",
    fix: "Deploy again: the clients of all connections are allowed, and clients.vscode adds Visual Studio Code. By hand: Authentication of the function app > the provider > Allowed client applications, or app setting MCP_CLIENTS of the samples.",
    certainty: "documented",
    page: "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad",
  },
  "audience-refused": {
    sign: "401 invalid_token: the token is for another audience",
    vendor: "server",
    sights: ["The tools list is empty", "A tool call is refused"],
    layer: "function app",
    cause: "Gate or server expect another audience than the identity provider puts into the token.",
    fix: "Deploy again: both follow from the deployment file. By hand: on Okta the audience of the authorization server, on Entra the client id of the API must be app setting MCP_AUDIENCE of the samples, or the client id of Easy Auth's provider.",
    certainty: "documented",
    page: jwtAccessToken,
  },
  "issuer-refused": {
    sign: "401 invalid_token: the token is of another issuer",
    vendor: "server",
    sights: ["The tools list is empty", "A tool call is refused"],
    layer: "function app",
    cause:
      "Gate or server expect another issuer than the one that gave the token; on Entra tokens of version 1 have another one.",
    fix: "Deploy again: both follow from identity of the deployment file. By hand: app setting MCP_ISSUER of the samples, or the issuer of Easy Auth's provider; on Entra, requestedAccessTokenVersion of the API must be 2.",
    certainty: "documented",
    page: jwtAccessToken,
  },
  "scope-refused": {
    sign: '403 with error="insufficient_scope"',
    vendor: "server",
    sights: ["A tool call is refused", "The tools list is empty"],
    layer: "connection",
    cause:
      "The token is good, and lacks a scope that the tool requires: the connection does not request it, or it was not granted.",
    fix: "Name the scope under connections.<key>.scopes of the deployment file, and the tool under scopes.<scope>.tools, then deploy. By hand: make the connection anew with the scope, and allow it in the policy rule (Okta) or grant it to the client (Entra).",
    certainty: "documented",
    page: bearer,
  },
  "token-expired": {
    sign: "401 invalid_token: the token has expired",
    vendor: "server",
    sights: ["It works, and stops after about an hour", "A tool call is refused"],
    layer: "connection",
    cause: "The token is used beyond its time: nothing refreshes it, or a clock is wrong.",
    fix: "Deploy again: connections request offline_access, and clients have the refresh grant. By hand: make the connection anew with offline_access; compare the clocks where the token is fresh.",
    certainty: "documented",
    page: bearer,
  },
} as const satisfies Readonly<Record<string, Symptom>>;
