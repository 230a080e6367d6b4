import { requirementsOf } from "./requirement";

/** What a custom authorization server of Okta does at sign-in. */
export const oktaRequirements = requirementsOf({
  "okta.no-policy-rule-matches": {
    source: "https://developer.okta.com/docs/concepts/policies/",
    sentence: "A request that no policy rule admits is refused with access_denied.",
  },
});
