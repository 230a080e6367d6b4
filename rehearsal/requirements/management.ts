import { requirementsOf } from "./requirement";

const systemLog = "https://developer.okta.com/docs/reference/api/system-log/";
const eventTypes = "https://developer.okta.com/docs/reference/api/event-types/";

/** What the vendors' management APIs show to somebody who only reads. */
export const managementRequirements = requirementsOf({
  "management.okta-log-refusals": {
    source: eventTypes,
    sentence: "The System Log has an event for each refused sign-in and token request, with Okta's reason.",
  },
  "management.okta-log-grants": {
    source: eventTypes,
    sentence: "The System Log has an event for each code and each kind of token that is given.",
  },
  "management.okta-log-secrets": {
    source: systemLog,
    sentence: "No code, token or secret is in the System Log.",
  },
  "management.okta-log-switches": {
    source: eventTypes,
    sentence: "What a wrong secret and a foreign redirect URI leave in the System Log is a switch.",
  },
  "management.okta-log-bounded": {
    source: `${systemLog}#bounded-requests`,
    sentence: "Between since and until the System Log has a last page, in the order that is asked for.",
  },
  "management.okta-log-polling": {
    source: `${systemLog}#polling-requests`,
    sentence: "Without until every page of the System Log names a next one.",
  },
  "management.okta-log-filter": {
    source: `${systemLog}#expression-filter`,
    sentence:
      "A filter compares fields, joins comparisons by and, or, not and parentheses, and is refused where it is none.",
  },
  "management.okta-log-parameters": {
    source: `${systemLog}#errors`,
    sentence: "Dates, limits, orders and keywords that are none are refused in Okta's words.",
  },
  "management.okta-log-clock": {
    source: systemLog,
    sentence: "Events are dated, and asked for, by Okta's clock.",
  },
  "management.okta-sdk": {
    source: "https://github.com/okta/okta-sdk-nodejs",
    sentence:
      "Okta's own client reads servers, scopes, policies, policy rules, apps, assignments, people, groups and the log.",
  },
  "management.okta-paging": {
    source: "https://developer.okta.com/docs/api/#pagination",
    sentence: "Lists come in pages that name the next one, whose size the caller may choose.",
  },
  "management.okta-permissions": {
    source: "https://developer.okta.com/docs/api/oauth2/",
    sentence: "Whoever may not do something is answered with 403 E0000006, and who may manage may read.",
  },
  "management.okta-access-management": {
    source: "https://developer.okta.com/docs/concepts/auth-servers/",
    sentence:
      "Without API Access Management everything about custom authorization servers is answered with 401 E0000015.",
  },
  "management.okta-silent-request": {
    source: "https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS/",
    sentence:
      "With prompt=none and nobody signed in, Okta says what is wrong with client, redirect URI and scopes first.",
  },
  "management.entra-silent-request": {
    source: "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow",
    sentence:
      "With prompt=none and nobody signed in, Entra says what is wrong with client and redirect URI first; whether of scopes, is a switch.",
  },
  "management.entra-sign-ins": {
    source: "https://learn.microsoft.com/graph/api/signin-list",
    sentence: "The sign-ins of a tenant tell who signed in to which application, and with which AADSTS code it ended.",
  },
  "management.entra-sign-ins-filter": {
    source: "https://learn.microsoft.com/graph/api/signin-list",
    sentence: "Sign-ins come newest first, by application, person, time and code, in pages.",
  },
  "management.entra-sign-ins-switches": {
    source: "https://learn.microsoft.com/entra/identity/monitoring-health/concept-sign-ins",
    sentence: "Whether sign-ins show refused redemptions, and requests without a person, are switches.",
  },
  "management.entra-license": {
    source: "https://learn.microsoft.com/graph/api/signin-list",
    sentence: "A tenant without Entra ID P1 refuses to show its sign-ins.",
  },
  "management.entra-permissions": {
    source: "https://learn.microsoft.com/graph/permissions-reference",
    sentence: "An application does what its permissions name, and is answered with 403 for anything else.",
  },
  "management.entra-user-consent": {
    source: "https://learn.microsoft.com/graph/api/resources/authorizationpolicy",
    sentence: "The authorization policy tells whether people consent for themselves.",
  },
  "management.entra-members": {
    source: "https://learn.microsoft.com/graph/api/user-list-transitivememberof",
    sentence: "A person is found by id or sign-in name, with the groups, and an application with who is assigned.",
  },
  "management.azure-reader": {
    source: "https://learn.microsoft.com/rest/api/appservice/web-apps/list-application-settings",
    sentence: "Whoever only reads sees resources and authentication settings, and no application settings.",
  },
  "management.azure-paging": {
    source: "https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling",
    sentence: "Long lists of Resource Manager come in pages, each with a link to the next.",
  },
  "management.own-clocks": {
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-6.6.1",
    sentence: "Every system dates its answers by its own clock, a wrong one included.",
  },
  "management.okta-rate-limit": {
    source: "https://developer.okta.com/docs/reference/rl-best-practices/",
    sentence: "Beyond its limit Okta answers 429, and says by its own clock when requests are answered again.",
  },
});
