/** What Microsoft Foundry shows, and what it does not say. */
import type { Symptom } from "./symptom";

const passthrough = "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication";
const thread =
  "https://learn.microsoft.com/answers/questions/5818591/foundry-mcp-tool-with-oauth-identity-passthrough-f";
const resource =
  "https://learn.microsoft.com/azure/templates/microsoft.cognitiveservices/accounts/projects/connections";

/** Behaviour of connections and agents. */
export const foundrySymptoms = {
  "consent-link-twice": {
    sign: "oauth_consent_request comes again after the person has signed in",
    vendor: "Foundry",
    sights: ["The consent link comes twice"],
    layer: "connection",
    cause:
      "The identity provider refused the token, and Foundry did not say so: the connection requests no scopes, or none that the access policy admits, or its secret is missing.",
    fix: "Run the doctor: it names the refusal. In the deployment file the scopes stand under connections.<key>.scopes; by hand, make the connection anew in Foundry with openid, offline_access and the scopes of its tools, and with the secret of its client.",
    certainty: "documented",
    page: thread,
  },
  "tools-list-empty": {
    sign: "mcp_list_tools with an empty list, with or without an error",
    vendor: "Foundry",
    sights: ["The tools list is empty"],
    layer: "connection",
    cause:
      "Foundry has no token, or the server refused it: the scopes requested, allowed, advertised and required do not fit together, the gate refuses the client or the audience, or the secret is missing.",
    fix: "Run the doctor: it compares them. In the deployment file tools stand under scopes.<scope>.tools, and connections.<key>.scopes names the scopes; by hand, compare the scopes of the connection, of the policy rule or grant, of the metadata and of the server.",
    certainty: "reported",
    page: thread,
  },
  "invented-answer": {
    sign: "A message answers the question, and no mcp_call stands before it",
    vendor: "Foundry",
    sights: ["The tools list is empty"],
    layer: "agent",
    cause: "The model had no tool to call, and answered all the same.",
    fix: "Mend the empty tools list first; foundry.agent.instructions of the deployment file may tell the model to say so when it has no tool. By hand: the instructions of the agent in Foundry.",
    certainty: "documented",
    page: thread,
  },
  "somebody-else-acts": {
    sign: "A tool names another person than the one who asks",
    vendor: "Foundry",
    sights: ["Somebody acts as somebody else"],
    layer: "agent",
    cause:
      "The application calls Foundry with an identity of its own, a service principal or a managed identity: for Foundry that is one user, and everybody behind it shares one consent and one token.",
    fix: "Let the application hand on each person's own token for https://ai.azure.com, and give those people the role Foundry User: foundry.users of the deployment file, by hand Access control (IAM) of the project.",
    certainty: "documented",
    page: passthrough,
  },
  "channel-unsupported": {
    sign: "The agent asks for no consent in Teams or in Microsoft 365 Copilot",
    vendor: "Foundry",
    sights: ["The tools list is empty"],
    layer: "agent",
    cause: "These channels do not pass the identity of the person through.",
    fix: "Use the agent through the Responses API or the playground of Foundry; no deployment file and no setting of a console changes it.",
    certainty: "reported",
    page: passthrough,
  },
  "connection-absent": {
    sign: "There is no such connection, or none that calls as the signed-in user",
    vendor: "Foundry",
    sights: ["The tools list is empty"],
    layer: "connection",
    cause: "The connection was deleted, has another name, or authenticates in another way than OAuth 2.",
    fix: "Deploy again. By hand: make a custom OAuth connection in the Foundry project, and let the agent's tool name it.",
    certainty: "documented",
    page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  },
  "connection-scopes-not-a-list": {
    sign: "400: the scopes of a connection are a text instead of a list",
    vendor: "Foundry",
    sights: ["Deploying, publishing or the endpoint fails"],
    layer: "connection",
    cause: "Resource Manager takes properties.scopes of a connection as a JSON array of texts alone.",
    fix: 'Deploy again: a deployment writes connections.<key>.scopes as an array. By hand: write "scopes": ["openid", "offline_access", …] into the body of the request.',
    certainty: "documented",
    page: resource,
  },
  "connection-credentials-missing": {
    sign: "400: Credentials Property can't be empty for auth type OAuth2",
    vendor: "Foundry",
    sights: ["Deploying, publishing or the endpoint fails"],
    layer: "connection",
    cause:
      "The connection was written without credentials; azapi leaves a sensitive body out where its version did not change.",
    fix: "Deploy again: a deployment sends clientId and clientSecret with every write, and secrets.rotation gives them anew. By hand: put both under properties.credentials of the request, and do not set sensitive_body_version in Terraform.",
    certainty: "documented",
    page: resource,
  },
  "stopped-after-an-hour": {
    sign: "401 about an hour after the sign-in, or the consent link comes again",
    vendor: "Foundry",
    sights: ["It works, and stops after about an hour"],
    layer: "connection",
    cause:
      "The access token has expired and nothing refreshes it: the connection does not request offline_access, the client lacks the refresh grant, or the refresh URL is wrong.",
    fix: "Deploy again: every connection requests offline_access and has its provider's refresh URL. By hand: make the connection anew with offline_access among its scopes and the token URL as refresh URL; on Okta, give the app the grant Refresh Token.",
    certainty: "documented",
    page: passthrough,
  },
  "consent-page-lies": {
    sign: '"Sign in successful", and nothing works',
    vendor: "Foundry",
    sights: ["The consent link comes twice", "The tools list is empty"],
    layer: "connection",
    cause: "The page says so whenever the browser comes back, also where the identity provider refused the token.",
    fix: "Do not believe the page: `passthrough doctor <deployment> --since <time>` explains the failed grants. By hand, they stand in Reports > System Log of Okta or in Sign-in logs of Entra.",
    certainty: "documented",
    page: thread,
  },
} as const satisfies Readonly<Record<string, Symptom>>;
