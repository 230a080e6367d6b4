/** Finds the error of a vendor in a text that somebody was shown, or that a log holds. */
import { symptoms, type SymptomId } from "./index";

/** What stands in the vendors' texts, the more exact first: the first that is found counts. */
const signs: readonly (readonly [sign: RegExp, symptom: SymptomId])[] = [
  [/no_matching_policy|policy evaluation failed for this request/i, "okta-no-matching-policy"],
  [/user_not_assigned|user is not assigned to the client application/i, "okta-user-not-assigned"],
  [/scope_denied/i, "okta-scope-denied"],
  [/no_scope_allowed|does not have any configured default scopes/i, "okta-no-scopes"],
  [
    /scopes are not configured for the authorization server|custom scopes are not allowed/i,
    "okta-scopes-not-configured",
  ],
  [/illegal_redirect_uri|'redirect_uri' parameter must be a login redirect uri/i, "okta-redirect-uri-mismatch"],
  [/invalid_client_id|invalid value for 'client_id' parameter/i, "okta-client-unknown"],
  [
    /invalid_client_secret|client secret supplied for a confidential client|client credentials are invalid/i,
    "okta-invalid-client",
  ],
  [/pkce_required|pkce code challenge is required/i, "okta-pkce-required"],
  [/\bE0000015\b/, "okta-access-management-missing"],
  [/invalid_refresh_token|the refresh token is invalid or expired/i, "okta-refresh-refused"],
  [/credentials property can't be empty/i, "connection-credentials-missing"],
  [/-32006\b|CONSENT_REQUIRED/, "consent-link-twice"],
  [/insufficient_scope/, "scope-refused"],
  [/unauthorized_client/, "client-not-allowed"],
];

/** Longer texts are no error messages. */
const longestText = 20_000;

/**
 * The symptom whose sign stands in a text: a code of Entra (`AADSTS50011`), a reason or a text of Okta, an error of Foundry.
 * @returns `undefined` where the text holds none that the table knows
 */
export function symptomOfText(text: string): SymptomId | undefined {
  const read = text.slice(0, longestText);
  for (const [, code = ""] of read.matchAll(/\bAADSTS(\d{5,7})\b/gi)) {
    const id = `aadsts-${code}`;
    if (isSymptom(id)) return id;
  }
  return signs.find(([sign]) => sign.test(read))?.[1];
}

function isSymptom(id: string): id is SymptomId {
  return Object.hasOwn(symptoms, id);
}
