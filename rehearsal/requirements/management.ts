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
  "management.okta-rate-limit": {
    source: "https://developer.okta.com/docs/reference/rl-best-practices/",
    sentence: "Beyond its limit Okta answers 429, and says by its own clock when requests are answered again.",
  },
});
