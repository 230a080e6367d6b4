/** The rules about scopes, audience and issuer, client and redirect URL: what a sign-in and its token depend on. */
import type { Rule } from "../rule";
import { advertisedDiffersFromExposed } from "./advertised-differs-from-exposed";
import { allowedToolWithoutScopes } from "./allowed-tool-without-scopes";
import { appInactive } from "./app-inactive";
import { appSecretOmitted } from "./app-secret-omitted";
import { audienceNotAcceptedByGate } from "./audience-not-accepted-by-gate";
import { audienceNotAcceptedByServer } from "./audience-not-accepted-by-server";
import { clientIsItsOwnApi } from "./client-is-its-own-api";
import { clientNotAllowedAtGate } from "./client-not-allowed-at-gate";
import { clientNotAllowedByServer } from "./client-not-allowed-by-server";
import { clientSecretMissing } from "./client-secret-missing";
import { clientUnknown } from "./client-unknown";
import { codeFlowImpossible } from "./code-flow-impossible";
import { connectionRequestsNoScopes } from "./connection-requests-no-scopes";
import { easyAuthClientDiffersFromAudience } from "./easy-auth-client-differs-from-audience";
import { endpointsOfDifferentIssuers } from "./endpoints-of-different-issuers";
import { exposedScopeUnused } from "./exposed-scope-unused";
import { fewerRequestedThanAdvertised } from "./fewer-requested-than-advertised";
import { grantedButNotRequested } from "./granted-but-not-requested";
import { groupNeverAdmitted } from "./group-never-admitted";
import { issuerNotExpectedByServer } from "./issuer-not-expected-by-server";
import { noPolicyRuleAdmitsRequest } from "./no-policy-rule-admits-request";
import { offlineAccessNotRequested } from "./offline-access-not-requested";
import { organizationAuthorizationServer } from "./organization-authorization-server";
import { pkceDemanded } from "./pkce-demanded";
import { redirectAtOtherClient } from "./redirect-at-other-client";
import { redirectForOtherPlatform } from "./redirect-for-other-platform";
import { redirectLiteral } from "./redirect-literal";
import { redirectNotRegistered } from "./redirect-not-registered";
import { redirectWildcard } from "./redirect-wildcard";
import { refreshGrantMissing } from "./refresh-grant-missing";
import { refreshUrlWrong } from "./refresh-url-wrong";
import { requestedScopeOpensNoTool } from "./requested-scope-opens-no-tool";
import { requiredScopeNotRequested } from "./required-scope-not-requested";
import { resourceDiffersFromTarget } from "./resource-differs-from-target";
import { scopeFormWrong } from "./scope-form-wrong";
import { scopeNotAdvertised } from "./scope-not-advertised";
import { scopeNotExposed } from "./scope-not-exposed";
import { scopeNotGranted } from "./scope-not-granted";
import { scopeNotInRequiredAccess } from "./scope-not-in-required-access";
import { scopesNotAList } from "./scopes-not-a-list";
import { scopesOfTwoResources } from "./scopes-of-two-resources";
import { secretOfOtherApp } from "./secret-of-other-app";
import { signInUrlWrong } from "./sign-in-url-wrong";
import { toolScopesMissing } from "./tool-scopes-missing";
import { tokenAuthenticationUnusable } from "./token-authentication-unusable";
import { tokenVersion1 } from "./token-version-1";
import { version1Endpoints } from "./version-1-endpoints";

/** In the order in which a sign-in meets them. */
export const signInRules: readonly Rule[] = [
  connectionRequestsNoScopes,
  scopesNotAList,
  scopeFormWrong,
  scopesOfTwoResources,
  scopeNotExposed,
  exposedScopeUnused,
  noPolicyRuleAdmitsRequest,
  groupNeverAdmitted,
  scopeNotGranted,
  grantedButNotRequested,
  scopeNotInRequiredAccess,
  scopeNotAdvertised,
  fewerRequestedThanAdvertised,
  advertisedDiffersFromExposed,
  toolScopesMissing,
  requiredScopeNotRequested,
  requestedScopeOpensNoTool,
  allowedToolWithoutScopes,
  offlineAccessNotRequested,
  refreshGrantMissing,
  refreshUrlWrong,
  signInUrlWrong,
  endpointsOfDifferentIssuers,
  organizationAuthorizationServer,
  version1Endpoints,
  tokenVersion1,
  issuerNotExpectedByServer,
  audienceNotAcceptedByServer,
  audienceNotAcceptedByGate,
  easyAuthClientDiffersFromAudience,
  resourceDiffersFromTarget,
  clientUnknown,
  clientIsItsOwnApi,
  clientNotAllowedAtGate,
  clientNotAllowedByServer,
  clientSecretMissing,
  secretOfOtherApp,
  appSecretOmitted,
  tokenAuthenticationUnusable,
  pkceDemanded,
  codeFlowImpossible,
  appInactive,
  redirectNotRegistered,
  redirectForOtherPlatform,
  redirectAtOtherClient,
  redirectLiteral,
  redirectWildcard,
];
