/** Vendors' errors are found in free text. */
import { describe, expect, it } from "@jest/globals";
import { symptoms, type SymptomId } from "../../../doctor/symptoms";
import { symptomOfText } from "../../../doctor/symptoms/explain";
import * as entra from "../../../rehearsal/entra/sign-in/errors";
import * as sts from "../../../rehearsal/entra/sts-errors";
import * as okta from "../../../rehearsal/okta/sign-in/refusals";
import { wordsFor } from "../../../rehearsal/okta/sign-in/words";
import type { Refusal } from "../../../rehearsal/sign-in/refusal";

describe("symptomOfText", () => {
  it.each<readonly [SymptomId, Refusal]>([
    ["okta-no-matching-policy", okta.noMatchingPolicy()],
    ["okta-user-not-assigned", okta.userNotAssigned()],
    ["okta-scopes-not-configured", okta.scopeNotConfigured()],
    ["okta-scopes-not-configured", okta.customScope()],
    ["okta-no-scopes", okta.noDefaultScope()],
    ["okta-client-unknown", okta.clientInvalid()],
    ["okta-invalid-client", okta.secretInvalid()],
    ["okta-invalid-client", okta.clientNotAuthenticated()],
    ["okta-refresh-refused", okta.refreshTokenInvalid()],
    ["okta-redirect-uri-mismatch", wordsFor("redirect-uri-mismatch", undefined)],
    ["okta-pkce-required", wordsFor("pkce-required", undefined)],
  ])("finds %s in what Okta answers and in what it logs", (symptom, { error, description, reason }) => {
    expect(symptomOfText(`the identity provider answered ${error}: ${description}`)).toBe(symptom);
    if (!/^invalid_scope$|client_auth/.test(reason)) expect(symptomOfText(reason)).toBe(symptom);
  });

  it.each<readonly [SymptomId, sts.StsError]>([
    ["aadsts-65001", entra.consentMissing("client")],
    ["aadsts-65004", entra.consentDeclined()],
    ["aadsts-50011", entra.redirectUriMismatch("https://example.com", "client")],
    ["aadsts-50105", entra.notAssigned("ada@example.com", "client", "weather")],
    ["aadsts-650053", entra.scopeNotExposed("weather", "weather.read", "00000003-0000-0000-c000-000000000000")],
    ["aadsts-500011", entra.resourceNotFound("api://other", "tenant")],
    ["aadsts-700022", entra.scopesOfMoreResources("a/b c/d", 700022)],
    ["aadsts-90094", entra.administratorMustConsent("weather")],
    ["aadsts-90009", entra.tokenForItself("client", "weather")],
    ["aadsts-9010010", entra.resourceParameterMismatch()],
    ["aadsts-7000215", sts.secretInvalid("client")],
    ["aadsts-7000222", sts.secretExpired("client")],
    ["aadsts-700016", sts.applicationNotFound("client", "tenant")],
  ])("finds %s in what Entra answers", (symptom, error) => {
    const incident = { traceId: "t", correlationId: "c", timestamp: "2026-03-01 12:00:00Z" };
    expect(symptomOfText(sts.stsErrorDescription(error, incident))).toBe(symptom);
  });

  it("knows each of its codes by the sign that the table shows", () => {
    for (const [id, { sign }] of Object.entries(symptoms)) {
      if (id.startsWith("aadsts-")) expect(symptomOfText(sign)).toBe(id);
    }
  });

  it.each<readonly [string, SymptomId | undefined]>([
    ['{"jsonrpc":"2.0","id":1,"error":{"code":-32006,"message":"CONSENT_REQUIRED"}}', "consent-link-twice"],
    ["Credentials Property can't be empty for auth type OAuth2", "connection-credentials-missing"],
    ['Bearer error="insufficient_scope", scope="weather.read"', "scope-refused"],
    ["AADSTS50058 and AADSTS65001 later", "aadsts-65001"],
    ["AADSTS1234567: something that nobody has explained", undefined],
    ["AADSTS50011xyz", undefined],
    ["", undefined],
    ["All is well with 65001 things", undefined],
    [`${"x".repeat(200_000)} AADSTS65001`, undefined],
  ])("%.60s", (text, symptom) => {
    expect(symptomOfText(text)).toBe(symptom);
  });
});
