/** What is wrong with a token that somebody holds in hand. */
import type { Symptom } from "./symptom";

const accessTokens = "https://www.rfc-editor.org/rfc/rfc9068#section-2.2";
const claims = "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference";

/** What the claims of a token say against it. */
export const tokenSymptoms = {
  "token-for-other-audience": {
    sign: "aud of the token is another audience than the deployment's",
    vendor: "server",
    sights: ["A tool call is refused", "The tools list is empty"],
    layer: "identity",
    cause:
      "The token was given out for another API: for Microsoft Graph where scopes have no identifier URI before them, for another authorization server on Okta.",
    fix: "Deploy again: the audience follows from the deployment file. By hand: on Entra request <identifier URI>/<scope>; on Okta sign in at the authorization server whose audience the server expects.",
    certainty: "documented",
    page: "https://www.rfc-editor.org/rfc/rfc9068#section-4",
  },
  "token-of-other-issuer": {
    sign: "iss of the token is another issuer than the deployment's",
    vendor: "server",
    sights: ["A tool call is refused", "The tools list is empty"],
    layer: "identity",
    cause: "The token comes from another tenant, another authorization server, or is one of Entra's version 1.",
    fix: "Deploy again: the connection's URLs follow from identity of the deployment file. By hand: compare the connection's URLs with the issuer; on Entra set requestedAccessTokenVersion of the API to 2.",
    certainty: "documented",
    page: "https://www.rfc-editor.org/rfc/rfc9068#section-4",
  },
  "token-of-other-client": {
    sign: "azp or cid of the token is no client of the deployment",
    vendor: "server",
    sights: ["A tool call is refused", "The tools list is empty"],
    layer: "connection",
    cause: "Another client asked for the token than those that gate and server allow.",
    fix: "Sign in through a connection of the deployment; clients.vscode of the deployment file adds Visual Studio Code. By hand: allow the client at gate and server.",
    certainty: "documented",
    page: claims,
  },
  "token-lacks-scopes": {
    sign: "scp of the token lacks scopes that the tools require",
    vendor: "server",
    sights: ["A tool call is refused", "The tools list is empty"],
    layer: "access policy",
    cause: "The client did not request them, or the identity provider did not give them.",
    fix: "Name them under connections.<key>.scopes of the deployment file, then deploy, and sign in anew. By hand: request them in the connection, and allow them in the policy rule (Okta) or grant them to the client (Entra).",
    certainty: "documented",
    page: accessTokens,
  },
  "token-has-expired": {
    sign: "exp of the token is past",
    vendor: "server",
    sights: ["It works, and stops after about an hour", "A tool call is refused"],
    layer: "connection",
    cause: "The token is over; a client that holds no refresh token keeps it too long.",
    fix: "Get a fresh one. Where that comes back expired from Foundry, deploy again: connections request offline_access; by hand, make the connection anew with it.",
    certainty: "documented",
    page: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4",
  },
  "token-without-person": {
    sign: "The token names an application and no person",
    vendor: "server",
    sights: ["Somebody acts as somebody else", "A tool call is refused"],
    layer: "agent",
    cause: "The token was had by client credentials or a managed identity: nobody has signed in.",
    fix: "Sign a person in through the connection, with the person's own token for Foundry; no deployment file makes a person of an application. By hand: the connection's kind must be OAuth identity passthrough.",
    certainty: "documented",
    page: claims,
  },
  "token-is-no-access-token": {
    sign: "The text is no access token: an ID token, an opaque token, or no token at all",
    vendor: "server",
    sights: ["A tool call is refused"],
    layer: "connection",
    cause:
      "An ID token tells a client who signed in and opens no API; Okta's organization authorization server gives access tokens that only Okta may read.",
    fix: "Take access_token of the token endpoint's answer, and not id_token; on Okta sign in at a custom authorization server, which identity.authorizationServer of the deployment file may name.",
    certainty: "documented",
    page: accessTokens,
  },
} as const satisfies Readonly<Record<string, Symptom>>;
