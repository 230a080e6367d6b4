import { requirementsOf } from "./requirement";

const authorization = "https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization";
const transports = "https://modelcontextprotocol.io/specification/2025-11-25/basic/transports";
const tools = "https://modelcontextprotocol.io/specification/2025-11-25/server/tools";
const extension = "https://github.com/Azure/azure-functions-mcp-extension/blob/main/docs/HOST_EXTENSION_SPEC.md";
const readme = "examples/weather-server/README.md";

/** What an MCP server that is a protected resource does. */
export const serverRequirements = requirementsOf({
  "server.no-token-challenged": {
    source: "https://www.rfc-editor.org/rfc/rfc9728#section-5.1",
    sentence:
      "A request without a token is answered with 401 and a challenge that names the protected resource metadata.",
  },
  "server.no-token-no-error": {
    source: "https://www.rfc-editor.org/rfc/rfc6750#section-3.1",
    sentence: "The challenge for a request without a token has no error code.",
  },
  "server.challenge-names-scopes": {
    source: `${authorization}#protected-resource-metadata-discovery-requirements`,
    sentence: "A challenge with 401 names the scopes to request, as clients request them.",
  },
  "server.invalid-token-challenged": {
    source: "https://www.rfc-editor.org/rfc/rfc6750#section-3.1",
    sentence: "A token that does not hold is answered with 401 and invalid_token.",
  },
  "server.malformed-request-challenged": {
    source: "https://www.rfc-editor.org/rfc/rfc6750#section-3.1",
    sentence: "An Authorization header that is malformed or comes twice is answered with 400 and invalid_request.",
  },
  "server.token-in-query-refused": {
    source: `${authorization}#access-token-usage`,
    sentence: "A token in the query of the URL is refused, even a good one beside a good header.",
  },
  "server.token-in-body-ignored": {
    source: `${authorization}#access-token-usage`,
    sentence: "A token in the body is no token.",
  },
  "server.quoted-strings-escaped": {
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-5.6.4",
    sentence: "The values of a challenge are quoted strings, whatever stands in them.",
  },
  "server.algorithm-pinned": {
    source: "https://www.rfc-editor.org/rfc/rfc8725#section-3.1",
    sentence: "Tokens are signed with RS256; alg none, HMAC with the public key and all others are refused.",
  },
  "server.signature-verified": {
    source: "https://www.rfc-editor.org/rfc/rfc9068#section-4",
    sentence: "A token whose signature is not that of its issuer's key is refused.",
  },
  "server.issuer-exact": {
    source: "https://www.rfc-editor.org/rfc/rfc9068#section-4",
    sentence: "A token of another issuer is refused; issuers are compared exactly.",
  },
  "server.audience-checked": {
    source: "https://www.rfc-editor.org/rfc/rfc9068#section-4",
    sentence: "A token for another audience is refused.",
  },
  "server.validity-checked": {
    source: "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4",
    sentence:
      "A token is refused before its time, after its end and without one; clocks may be apart by thirty seconds.",
  },
  "server.subject-demanded": {
    source: "https://www.rfc-editor.org/rfc/rfc9068#section-2.2",
    sentence: "A token that does not say whose it is is refused.",
  },
  "server.client-allowed": {
    source: "https://learn.microsoft.com/entra/identity-platform/claims-validation#validate-the-actor",
    sentence: "A good token that another client asked for is answered with 403.",
  },
  "server.keys-by-metadata": {
    source: "https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation",
    sentence: "Keys are found through the issuer's metadata, which must be that of exactly this issuer.",
  },
  "server.unknown-key-refreshes": {
    source: "https://openid.net/specs/openid-connect-core-1_0.html#RotateSigningKeys",
    sentence: "A key that is not known makes the server fetch the keys anew, so that issuers may rotate them.",
  },
  "server.unknown-key-cooldown": {
    source: "https://github.com/panva/jose/blob/main/docs/jwks/remote/interfaces/RemoteJWKSetOptions.md",
    sentence: "Tokens with invented key ids do not make the server fetch the keys each time.",
  },
  "server.keys-unavailable": {
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4",
    sentence: "Where the issuer's keys cannot be had, a token is answered with 503, and judged as soon as they can.",
  },
  "server.claims-of-okta": {
    source: "https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/",
    sentence: "Okta's tokens are understood: cid is the client, scp an array, sub the login and uid the stable id.",
  },
  "server.claims-of-entra": {
    source: "https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference",
    sentence: "Entra's tokens are understood: azp or appid is the client, scp one text and oid the stable id.",
  },
  "server.no-tool-permitted": {
    source: "https://www.rfc-editor.org/rfc/rfc6750#section-3.1",
    sentence:
      "A token that permits no tool is answered with 403, insufficient_scope and the scopes that would help, at initialize and every other message.",
  },
  "server.list-shortened": {
    source: `${tools}#listing-tools`,
    sentence: "The list of tools holds those that the token permits; it is never empty.",
  },
  "server.tool-scope-enforced": {
    source: `${authorization}#runtime-insufficient-scope-errors`,
    sentence:
      "A call of a tool whose scope the token lacks is answered with 403, insufficient_scope and that tool's scope.",
  },
  "server.scopes-as-requested": {
    source: "https://learn.microsoft.com/entra/identity-platform/scopes-oidc",
    sentence:
      "Challenges and metadata name scopes as clients request them: with Entra qualified by the identifier URI.",
  },
  "server.tool-scopes-from-settings": {
    source: readme,
    sentence: "Which scopes a tool requires is said by an app setting, and a tool that it does not name is nobody's.",
  },
  "server.unknown-tool": {
    source: `${tools}#error-handling`,
    sentence: "A call of a tool that does not exist is answered with an error of MCP, not with a challenge.",
  },
  "server.runs-as-caller": {
    source: readme,
    sentence: "A tool runs in the name of the caller, and its result says in whose.",
  },
  "server.identities-not-mixed": {
    source: readme,
    sentence: "A hundred callers at once each get their own identity and their own tools.",
  },
  "server.metadata-at-both-places": {
    source: "https://www.rfc-editor.org/rfc/rfc9728#section-3.1",
    sentence: "The protected resource metadata lies at the address of the host and at that of the resource's path.",
  },
  "server.metadata-complete": {
    source: "https://www.rfc-editor.org/rfc/rfc9728#section-2",
    sentence: "The metadata names the resource, its issuer, its scopes and the header as the place of tokens.",
  },
  "server.metadata-open": {
    source: "https://www.rfc-editor.org/rfc/rfc9728#section-3.2",
    sentence: "The metadata is read with GET or HEAD, and without a token.",
  },
  "server.stateless": {
    source: "https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers",
    sentence: "The server keeps no session: any instance answers any message.",
  },
  "server.official-client": {
    source: `${transports}#streamable-http`,
    sentence: "The client of the official SDK lists the tools and calls one.",
  },
  "server.accept-demanded": {
    source: `${transports}#sending-messages-to-the-server`,
    sentence: "A client that does not accept both kinds of answers is told so with 406.",
  },
  "server.json-demanded": {
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16",
    sentence: "A body of another type than JSON is answered with 415.",
  },
  "server.post-alone": {
    source: `${transports}#listening-for-messages-from-the-server`,
    sentence: "Every method but POST is answered with 405.",
  },
  "server.one-message": {
    source: `${transports}#sending-messages-to-the-server`,
    sentence: "A request holds one message; several, none and broken ones are answered with 400.",
  },
  "server.protocol-version-checked": {
    source: `${transports}#protocol-version-header`,
    sentence: "A protocol version that nobody knows is answered with 400.",
  },
  "server.body-limited": {
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14",
    sentence: "A body of more than a mebibyte is answered with 413, whether its length is announced or not.",
  },
  "server.host-checked": {
    source: `${transports}#security-warning`,
    sentence: "Requests for another host and of web pages of other origins are refused, with a good token too.",
  },
  "server.nothing-elsewhere": {
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.5",
    sentence: "Every path but that of the resource and its metadata is answered with 404.",
  },
  "server.damage-survived": {
    source: readme,
    sentence: "No request, however damaged, is served without a good token, makes the server fail or ends it.",
  },
  "server.loopback-only": {
    source: "https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers",
    sentence: "The server listens on 127.0.0.1 alone, at the port that the Functions host names.",
  },
  "server.settings-demanded": {
    source: readme,
    sentence: "The server does not start without its settings, and names all that are missing or malformed at once.",
  },
  "server.issuer-secure": {
    source: "https://www.rfc-editor.org/rfc/rfc8414#section-2",
    sentence: "An issuer is an https URL; http is for loopback alone.",
  },
  "server.settings-warned": {
    source: readme,
    sentence: "The server says at its start which settings leave somebody without a tool.",
  },
  "server.refusals-logged": {
    source: readme,
    sentence: "Every refusal is one line of JSON that says who was refused, why, what was found and what was expected.",
  },
  "server.log-without-tokens": {
    source: "https://www.rfc-editor.org/rfc/rfc6750#section-5.3",
    sentence: "No token and no part of one that would serve as one stands in the log or in an answer.",
  },
  "extension.complete": {
    source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp-tool-trigger",
    sentence:
      "The bundle registers both tools with nothing beside it but the module that the Functions worker provides.",
  },
  "extension.host-key-off": {
    source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-mcp",
    sentence: "The extension demands no key of the host beside the token.",
  },
  "extension.runs-as-caller": {
    source: extension,
    sentence: "A tool on the extension runs in the name of the token that came with the call.",
  },
  "extension.scope-missing": {
    source: `${tools}#error-handling`,
    sentence: "A tool on the extension whose scope the token lacks answers with a tool error that names the scope.",
  },
  "extension.no-evidence": {
    source:
      "https://learn.microsoft.com/azure/app-service/overview-authentication-authorization#authorization-behavior",
    sentence:
      "A tool on the extension does nothing without a good token that permits it, whatever else comes with a call.",
  },
  "extension.current-headers": {
    source: extension,
    sentence:
      "Headers of another transport than streamable HTTP are no evidence, since they may be those of another call.",
  },
  "extension.arguments-checked": {
    source: `${tools}#error-handling`,
    sentence: "A tool on the extension judges its arguments itself.",
  },
  "extension.log": {
    source: "examples/weather-extension/README.md",
    sentence: "A refusal on the extension is one line of JSON as on the self-hosted server, without the token.",
  },
  "extension.settings-missing": {
    source: "examples/weather-extension/README.md",
    sentence:
      "Without its settings the extension lists its tools, runs none, says so in each answer and why in its log.",
  },
});
