/**
 * What nobody has documented. Each switch is a question to a vendor's system that has more than one plausible answer;
 * the local cloud can give any of them, a run says which it assumed, and a deployment must work under all.
 */
import type { StoryStep } from "./story/verdict";

/** One undocumented behaviour. */
export interface Switch<Answer extends string = string> {
  /** The question, in one sentence. */
  readonly question: string;
  /** What the local cloud does under each answer. */
  readonly answers: Readonly<Record<Answer, string>>;
  /** The answer that is assumed unless somebody chooses another. */
  readonly assumed: Answer;
  /** The vendor's page, or the report, that raises the question. */
  readonly page: string;
  /** Where the story of a right deployment cannot go well. @default it goes well under every answer */
  readonly storyFails?: StoryFailure<Answer>;
}

/** What decides whether an answer hurts a connection. */
export interface Circumstances {
  readonly provider: "okta" | "entra";
  readonly gate: "easy-auth" | "server";
  /** Whether the connection requests only some of the advertised scopes. */
  readonly requestsFewer: boolean;
}

/** A story that fails although nothing is wrong with the deployment. */
export interface StoryFailure<Answer extends string> {
  readonly answer: Answer;
  /** The first step that goes otherwise. */
  readonly step: StoryStep;
  /** To which connections it happens. */
  readonly when: (circumstances: Circumstances) => boolean;
}

const define = <Answer extends string>(definition: Switch<Answer>): Switch<Answer> => definition;

/** All switches by name. */
export const switches = {
  connectionUpdate: define<"refused" | "accepted">({
    question: "May an OAuth2 connection of a Foundry project be written a second time?",
    answers: {
      refused: "A second PUT of the same name answers 400; the connection stays as it was.",
      accepted: "A second PUT replaces the connection's facts and keeps its redirect URL.",
    },
    assumed: "refused",
    page: "https://learn.microsoft.com/azure/ai-foundry/how-to/connections-add",
  }),
  recreatedConnectionRedirectUrl: define<"new" | "kept">({
    question: "Does a connection that was deleted and made again under the same name get its old redirect URL back?",
    answers: {
      new: "It gets another one, so the one registered at the identity provider is stale.",
      kept: "It gets the one it had.",
    },
    assumed: "new",
    page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  }),
  roleAssignmentSpread: define<"two-refusals" | "at-once">({
    question: "How long does Foundry go on refusing a caller whose role assignment is new?",
    answers: {
      "two-refusals": "The first two requests that depend on it are refused; counted, so that nothing depends on time.",
      "at-once": "Not at all.",
    },
    assumed: "two-refusals",
    page: "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
  }),
  authSettingsNull: define<"removes" | "keeps">({
    question: "What does a null inside a written authsettingsV2 do to what stood there before?",
    answers: {
      removes: "It is as if the property had been left out, and a PUT replaces everything.",
      keeps: "The value from before the PUT stays.",
    },
    assumed: "removes",
    page: "https://learn.microsoft.com/rest/api/appservice/web-apps/update-auth-settings-v2",
  }),
  authSettingsOmittedProvider: define<"unconfigured-but-enabled" | "absent">({
    question: "What becomes of a built-in identity provider that a written authsettingsV2 leaves out?",
    answers: {
      "unconfigured-but-enabled": "It reads back as enabled, without a registration.",
      absent: "It reads back as absent.",
    },
    assumed: "unconfigured-but-enabled",
    page: "https://learn.microsoft.com/azure/app-service/configure-authentication-file-based",
  }),
  identifierUriPolicy: define<"default-uri-only" | "unique-tenant-identifier">({
    question: "Which identifier URIs does the tenant admit for an application whose tokens are not of version 2?",
    answers: {
      "default-uri-only":
        "Only api://<client id> and api://<tenant id>/<client id>: the restriction nonDefaultUriAddition is on.",
      "unique-tenant-identifier": "Any that holds the tenant id, the client id or a verified domain.",
    },
    assumed: "default-uri-only",
    page: "https://learn.microsoft.com/graph/api/resources/identifieruriconfiguration",
  }),
  authorizationServerNames: define<"unique" | "shared">({
    question: "May two authorization servers of an Okta organization have the same name?",
    answers: {
      unique: "The second one is refused with 400 E0000001.",
      shared: "They may.",
    },
    assumed: "unique",
    page: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServer/",
  }),
  oktaClientAuthentication: define<"any" | "registered">({
    question: "May a client send its secret to Okta in another way than its app is registered for?",
    answers: {
      any: "The secret counts in the Authorization header and in the body alike.",
      registered: "Another way than token_endpoint_auth_method is refused with invalid_client.",
    },
    assumed: "any",
    page: "https://developer.okta.com/docs/api/openapi/okta-oauth/guides/client-auth/",
  }),
  oktaRefreshedPolicy: define<"evaluated" | "kept">({
    question: "Does Okta evaluate the access policy again when a token is refreshed?",
    answers: {
      evaluated: "The first policy rule that admits the request now decides; where none does, the refresh is refused.",
      kept: "What was decided at sign-in holds as long as the refresh token does and the person is assigned to the app.",
    },
    assumed: "evaluated",
    page: "https://developer.okta.com/docs/guides/refresh-tokens/main/",
  }),
  oktaResourceParameter: define<"ignored" | "refused">({
    question: "What does Okta do with a resource parameter (RFC 8707) in an organization without the feature?",
    answers: {
      ignored: "Nothing.",
      refused: "It refuses the request with invalid_target.",
    },
    assumed: "ignored",
    page: "https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS/",
  }),
  oktaRefusedSecretEvent: define<"token-grant" | "invalid-client-credentials">({
    question: "Which event does a wrong or missing secret leave in Okta's System Log?",
    answers: {
      "token-grant": "The failed token request of the authorization server: app.oauth2.as.token.grant.",
      "invalid-client-credentials": "app.oauth2.invalid_client_credentials, which names no authorization server.",
    },
    assumed: "token-grant",
    page: "https://developer.okta.com/docs/reference/api/event-types/",
  }),
  oktaRedirectUriEvent: define<"authorize" | "none">({
    question: "Does a redirect URI that is not the app's leave an event in Okta's System Log?",
    answers: {
      authorize: "It leaves a failed authorization request: app.oauth2.as.authorize.",
      none: "It leaves nothing: only the person sees the page.",
    },
    assumed: "authorize",
    page: "https://developer.okta.com/docs/reference/api/event-types/",
  }),
  tokenEndpointAuthentication: define<"basic" | "post">({
    question: "How does Foundry authenticate a connection's client at the token endpoint?",
    answers: {
      basic:
        "By the Authorization header (client_secret_basic). An app that must send its secret in the body is refused: no tools.",
      post: "In the body (client_secret_post). An app that must send its secret in the header is refused: no tools.",
    },
    assumed: "basic",
    page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  }),
  refusedSignIns: define<"no-tools" | "another-link">({
    question: "What does a conversation show to somebody whose sign-ins to a connection were refused twice?",
    answers: {
      "no-tools": "An empty list of tools without an error, and an answer that the model invents.",
      "another-link": "A consent link, as often as the sign-in is refused.",
    },
    assumed: "no-tools",
    page: "https://learn.microsoft.com/answers/questions/5818591/foundry-mcp-tool-with-oauth-identity-passthrough-f",
  }),
  refusedListing: define<"silent" | "error">({
    question: "Does a response say so when the MCP server refuses to list its tools?",
    answers: {
      silent: "No: the list is empty and has no error; the model invents an answer.",
      error: "The list is empty, and its error names the HTTP status; the model invents an answer all the same.",
    },
    assumed: "silent",
    page: "https://learn.microsoft.com/answers/questions/5818591/foundry-mcp-tool-with-oauth-identity-passthrough-f",
  }),
  fewerScopesThanAdvertised: define<"tools-listed" | "no-tools">({
    question: "Does Foundry list tools when a connection requests only some of the scopes that the server advertises?",
    answers: {
      "tools-listed": "Yes; only a requested scope that is not advertised empties the list.",
      "no-tools": "No: the list is empty without an error, and the model invents an answer.",
    },
    assumed: "tools-listed",
    page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
    storyFails: { answer: "no-tools", step: "story.tools-listed", when: ({ requestsFewer }) => requestsFewer },
  }),
  expiredTokenWithoutRefresh: define<"sent" | "consent-again">({
    question: "What does Foundry do with an expired token that it cannot refresh?",
    answers: {
      sent: "It sends the token; the server answers 401 from then on.",
      "consent-again": "It forgets the token; the next request is answered with a consent link.",
    },
    assumed: "sent",
    page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  }),
  recreatedConnectionConsents: define<"forgotten" | "kept">({
    question: "Are the consents to a connection kept when it is deleted and made again under the same name?",
    answers: {
      forgotten: "No: everybody consents again.",
      kept: "Yes, with the old tokens: what the new connection requests is not in them, and nobody is asked.",
    },
    assumed: "forgotten",
    page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  }),
  userConsent: define<"people" | "administrators">({
    question: "Who of an Entra tenant may let an application act for a person?",
    answers: {
      people: "The person, for scopes of the type User of an application that demands no assignment.",
      administrators: "Only an administrator: a scope that nobody granted before ends at a page that says so.",
    },
    assumed: "people",
    page: "https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent",
  }),
  scopesOfTwoResources: define<"at-authorization" | "at-redemption">({
    question: "Where does Entra refuse a request for scopes of two APIs?",
    answers: {
      "at-authorization": "On a page before anybody signs in, with AADSTS700022.",
      "at-redemption":
        "The person consents to both; the code is refused with AADSTS28003 where the redemption names no scope, with AADSTS28000 " +
        "where it names both.",
    },
    assumed: "at-authorization",
    page: "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow",
  }),
  resourceParameter: define<"compared" | "ignored">({
    question: "What does Entra do with a resource parameter that is not the API whose scopes are requested?",
    answers: {
      compared: "It refuses the request with AADSTS9010010.",
      ignored: "Nothing.",
    },
    assumed: "compared",
    page: "https://github.com/microsoft/powerbi-modeling-mcp/issues/68",
  }),
  selfReferencingRefresh: define<"without-scope" | "always">({
    question: "When does Entra refuse to refresh the token of a client that is its own API (AADSTS90009)?",
    answers: {
      "without-scope": "When the request names no scope of the API; with its scopes the token is refreshed.",
      always: "Always, unless the scopes name the API by its client id.",
    },
    assumed: "without-scope",
    page: "https://github.com/modelcontextprotocol/typescript-sdk/issues/2718",
  }),
  entraScopesJudged: define<"after-sign-in" | "before-sign-in">({
    question: "When does Entra say that a requested API or scope does not exist?",
    answers: {
      "after-sign-in": "After the person has signed in; a request without one, by prompt=none, hears login_required.",
      "before-sign-in": "Before, so that a request by prompt=none hears of it as well.",
    },
    assumed: "after-sign-in",
    page: "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
  }),
  entraLoggedRedemptions: define<"shown" | "not-shown">({
    question: "Do the sign-ins of a tenant show that the code of a sign-in could not be redeemed?",
    answers: {
      shown: "They do, without a person where the client could not prove who it is (AADSTS7000215).",
      "not-shown": "They show what happened at the authorization endpoint alone.",
    },
    assumed: "shown",
    page: "https://learn.microsoft.com/entra/identity/monitoring-health/concept-sign-ins",
  }),
  entraLoggedStrangers: define<"shown" | "not-shown">({
    question: "Do the sign-ins of a tenant show a request that was refused before anybody had signed in?",
    answers: {
      shown: "They do, without a person.",
      "not-shown": "They do not: the person reads the page, and nobody else hears of it.",
    },
    assumed: "not-shown",
    page: "https://learn.microsoft.com/entra/identity/monitoring-health/concept-sign-ins",
  }),
  storageRoleSpread: define<"two-refusals" | "at-once">({
    question: "How long may the identity of a function app not write to its storage after it was given the role?",
    answers: {
      "two-refusals": "The first two deployments fail; counted, so that nothing depends on time.",
      "at-once": "Not at all.",
    },
    assumed: "two-refusals",
    page: "https://learn.microsoft.com/azure/role-based-access-control/troubleshooting",
  }),
  deploymentRecord: define<"kept" | "forgotten">({
    question: "Does the deployment endpoint still know a deployment that has gone well?",
    answers: {
      kept: "It tells status 4.",
      forgotten: "It answers 404 where it told that the deployment was under way.",
    },
    assumed: "kept",
    page: "https://learn.microsoft.com/azure/azure-functions/functions-deployment-technologies",
  }),
  easyAuthCustomAccessToken: define<"accepted" | "refused">({
    question: "Does Easy Auth take an access token of a custom OpenID Connect provider as a bearer token?",
    answers: {
      accepted: "It does where the audience is the registered client id.",
      refused: "Every bearer token is answered with 401.",
    },
    assumed: "accepted",
    page: "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-openid-connect",
    storyFails: {
      answer: "refused",
      step: "story.tools-listed",
      when: ({ provider, gate }) => provider === "okta" && gate === "easy-auth",
    },
  }),
  easyAuthCustomMetadata: define<"served" | "not-served">({
    question: "Does Easy Auth serve protected resource metadata where a custom OpenID Connect provider is enabled?",
    answers: {
      served: "It does, and its 401 names it.",
      "not-served": "Its 401 names none, and the metadata addresses need a token as any other path.",
    },
    assumed: "served",
    page: "https://learn.microsoft.com/azure/app-service/configure-authentication-mcp",
  }),
  extensionLevelSetting: define<"ignored" | "overrides">({
    question: "Does an app setting override the authorization level that host.json gives the MCP extension?",
    answers: {
      ignored: "host.json alone decides.",
      overrides: "AzureFunctionsJobHost__extensions__mcp__system__webhookAuthorizationLevel decides where it is set.",
    },
    assumed: "ignored",
    page: "https://learn.microsoft.com/azure/azure-functions/functions-host-json#override-hostjson-values",
  }),
  customHandlerHost: define<"own" | "public">({
    question: "Which Host header does the program of a custom handler see?",
    answers: {
      own: "The address on which it listens.",
      public: "The host name of the site.",
    },
    assumed: "own",
    page: "https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers",
  }),
} as const;

/** Name of a switch. */
export type SwitchName = keyof typeof switches;

/** The answer in force for every switch. */
export type SwitchSettings = {
  readonly [Name in SwitchName]: keyof (typeof switches)[Name]["answers"];
};

/**
 * The assumed answers, save those that are chosen otherwise.
 * @param chosen answers by name of the switch; the rest keeps what is assumed
 */
export function switchSettings(chosen: Partial<SwitchSettings> = {}): SwitchSettings {
  const assumed = Object.fromEntries(
    Object.entries(switches).map(([name, { assumed }]) => [name, assumed]),
  ) as unknown as SwitchSettings;
  return { ...assumed, ...chosen };
}

/** What a run assumes, as `name=answer`. */
export function assumedAnswers(settings: SwitchSettings = switchSettings()): readonly string[] {
  return Object.entries(settings).map(([name, answer]) => `${name}=${answer}`);
}
