import { requirementsOf } from "./requirement";

const authentication = "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication";
const mcpTool = "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/tools/model-context-protocol";
const thread =
  "https://learn.microsoft.com/answers/questions/5818591/foundry-mcp-tool-with-oauth-identity-passthrough-f";
const roles = "https://learn.microsoft.com/azure/ai-foundry/concepts/rbac-azure-ai-foundry";
const responses = "https://platform.openai.com/docs/api-reference/responses";

/** What Microsoft Foundry does when an agent uses a connection. */
export const foundryRequirements = requirementsOf({
  "foundry.role-demanded": {
    source: roles,
    sentence: "Whoever asks an agent holds a role with data actions on the project, in the project's own tenant.",
  },
  "foundry.application-is-one-user": {
    source: authentication,
    sentence: "An application that asks with its own identity is one user for everybody behind it.",
  },
  "foundry.consent-before-tools": {
    source: authentication,
    sentence: "Before somebody has consented, the response holds a consent link instead of tools.",
  },
  "foundry.consent-asked-again": {
    source: authentication,
    sentence: "A request before the consent is answered with a link again.",
  },
  "foundry.consent-continues": {
    source: authentication,
    sentence: "After the consent the same input with the previous response's id lists the tools and calls one.",
  },
  "foundry.consent-lasts": {
    source: authentication,
    sentence: "Somebody who has consented is not asked again, in other conversations neither.",
  },
  "foundry.consent-per-person": {
    source: authentication,
    sentence: "A consent is one person's: the next person gets a link of their own.",
  },
  "foundry.consent-per-connection-name": {
    source: authentication,
    sentence: "A consent is to one name of a connection in one project: another name is consented to anew.",
  },
  "foundry.consent-after-recreation": {
    source: authentication,
    sentence: "A connection that is made anew under its old name is consented to anew, or keeps its old tokens.",
  },
  "foundry.link-expires": {
    source: authentication,
    sentence: "A consent link is valid for an hour.",
  },
  "foundry.link-is-a-bearer": {
    source: "https://www.rfc-editor.org/rfc/rfc6819#section-4.4.1.8",
    sentence: "The tokens of whoever signs in through a link belong to the person whom the link was given to.",
  },
  "foundry.authorization-request": {
    source: "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1",
    sentence:
      "The link sends the browser to the connection's authorization URL with its client, scopes and redirect URL, and with no PKCE, resource or audience.",
  },
  "foundry.no-scope-no-parameter": {
    source: thread,
    sentence: "A connection without scopes sends no scope parameter.",
  },
  "foundry.state-once": {
    source: "https://www.rfc-editor.org/rfc/rfc6749#section-10.12",
    sentence: "An answer whose state was never given, was used before, or belongs to another connection is refused.",
  },
  "foundry.no-open-redirect": {
    source: "https://www.rfc-editor.org/rfc/rfc6819#section-4.2.4",
    sentence: "The consent service sends a browser nowhere but to the connection's authorization URL.",
  },
  "foundry.sign-in-always-successful": {
    source: thread,
    sentence: "The page after a sign-in says that it was successful, whatever the identity provider answered.",
  },
  "foundry.refusal-gives-second-link": {
    source: thread,
    sentence: "After a sign-in that was refused the same question is answered with another link.",
  },
  "foundry.refused-twice-invents": {
    source: thread,
    sentence:
      "After two refused sign-ins the list of tools is empty without an error, and the model invents an answer.",
  },
  "foundry.client-authentication": {
    source: "https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1",
    sentence: "The connection's client authenticates at the token endpoint by header or by body.",
  },
  "foundry.secret-missing": {
    source: thread,
    sentence: "A connection without a secret fails at the exchange of the code, and nobody is told.",
  },
  "foundry.calls-as-person": {
    source: authentication,
    sentence: "The server gets the token of the person who asks.",
  },
  "foundry.identities-apart": {
    source: authentication,
    sentence: "A hundred persons who sign in and ask at once act as themselves.",
  },
  "foundry.target-wins": {
    source: mcpTool,
    sentence: "Where the connection's target differs from the tool's server URL, the target is asked.",
  },
  "foundry.allowed-tools": {
    source: mcpTool,
    sentence: "The list holds only the tools that the agent allows.",
  },
  "foundry.approval": {
    source: mcpTool,
    sentence: "Where the agent demands it, a call waits for the person's approval, and is made once.",
  },
  "foundry.listing-refused": {
    source: thread,
    sentence: "Where the server refuses to list, the list is empty, and whether it has an error is unknown.",
  },
  "foundry.call-refused": {
    source: mcpTool,
    sentence: "Where the server refuses a call, or the tool fails, the call's item has an error and no output.",
  },
  "foundry.requested-not-advertised": {
    source: authentication,
    sentence: "A connection that requests a scope which the server does not advertise gets no tools, and no error.",
  },
  "foundry.requested-fewer-than-advertised": {
    source: authentication,
    sentence: "A connection that requests fewer scopes than the server advertises gets its tools, or none.",
  },
  "foundry.refresh": {
    source: "https://www.rfc-editor.org/rfc/rfc6749#section-6",
    sentence: "An expired token is refreshed at the refresh URL without asking the person.",
  },
  "foundry.refresh-once": {
    source: "https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2",
    sentence: "Requests of one person at the same time refresh once, so that no refresh token is used twice.",
  },
  "foundry.no-refresh": {
    source: authentication,
    sentence:
      "Without offline_access, or where the refresh is refused, the expired token is sent, or consent asked again.",
  },
  "foundry.response-of-its-asker": {
    source: responses,
    sentence: "A response is read and continued by its asker alone.",
  },
  "foundry.request-refused": {
    source: responses,
    sentence: "A malformed request is refused in the form of the Responses API, which names the property at fault.",
  },
  "foundry.secrets-stay-inside": {
    source: "https://www.rfc-editor.org/rfc/rfc6819#section-5.1.6",
    sentence: "No answer, page or log holds a client secret, a code, a token or a state.",
  },
  "foundry.model-decides-by-words": {
    source: mcpTool,
    sentence: "The model calls the tool whose name and description fit the question, and quotes what it returns.",
  },
  "foundry.model-invents": {
    source: thread,
    sentence: "A model that has no tool, or whose call failed, invents an answer.",
  },
});
