/** Entra's words for what the protocol refuses. */
import type { RefusedRequest } from "../../sign-in/options";
import type { ProtocolReason } from "../../sign-in/refusal";
import type { Tenant } from "../state";
import {
  applicationNotFound,
  grantTypeUnsupported,
  parameterMissing,
  secretInvalid,
  type StsError,
} from "../sts-errors";
import {
  codeRedeemed,
  codeVerifierMismatch,
  consentDeclined,
  consentMissing,
  grantExpired,
  grantOfAnotherClient,
  grantUnknown,
  proofKeyMalformed,
  redirectUriMismatch,
  redirectUriOfAnotherRequest,
  responseModeUnsupported,
  responseTypeUnsupported,
  scopeMalformed,
  secretMissing,
  sessionMissing,
  signInExpired,
} from "./errors";

type Words = (request: RefusedRequest, tenant: Tenant) => StsError;

const responseType: Words = ({ responseType }) =>
  responseType === undefined
    ? parameterMissing("response_type", { redirected: true })
    : responseTypeUnsupported(responseType);

const grantType: Words = ({ grantType }) =>
  grantType === undefined ? parameterMissing("grant_type") : grantTypeUnsupported(grantType);

const words: Readonly<Record<ProtocolReason, Words>> = {
  "client-unknown": ({ clientId }, { tenantId }) =>
    clientId === undefined ? parameterMissing("client_id") : applicationNotFound(clientId, tenantId),
  "redirect-uri-mismatch": ({ redirectUri = "", clientId = "" }) => redirectUriMismatch(redirectUri, clientId),
  "response-type-unsupported": responseType,
  "response-type-not-enabled": responseType,
  "response-mode-unsupported": responseModeUnsupported,
  "pkce-required": proofKeyMalformed,
  "pkce-method-unsupported": proofKeyMalformed,
  "scope-malformed": scopeMalformed,
  "login-required": sessionMissing,
  "consent-required": ({ clientId = "" }) => consentMissing(clientId),
  declined: consentDeclined,
  "sign-in-expired": signInExpired,
  "client-authentication-missing": secretMissing,
  "client-authentication-unexpected": secretMissing,
  "secret-wrong": ({ clientId = "" }) => secretInvalid(clientId),
  "grant-type-unsupported": grantType,
  "grant-type-not-enabled": grantType,
  "code-unknown": grantUnknown,
  "code-expired": grantExpired,
  "code-replayed": codeRedeemed,
  "code-of-other-client": grantOfAnotherClient,
  "code-redirect-uri-mismatch": ({ redirectUri = "" }) => redirectUriOfAnotherRequest(redirectUri),
  "code-verifier-wrong": codeVerifierMismatch,
  "refresh-token-unknown": grantUnknown,
  "refresh-token-expired": grantExpired,
  "refresh-token-replayed": grantOfAnotherClient,
  "refresh-token-of-other-client": grantOfAnotherClient,
  "scope-exceeds-grant": ({ clientId = "" }) => consentMissing(clientId),
  "person-unknown": grantExpired,
};

/** The error for a reason; what was asked is repeated where Entra repeats it. */
export function errorOf(tenant: Tenant, reason: ProtocolReason, request: RefusedRequest): StsError {
  return words[reason](request, tenant);
}
