/** The rules about the gate, who may sign in, the connection itself, and hygiene. */
import type { Rule } from "../rule";
import { assignedGroupNotAdmitted } from "./assigned-group-not-admitted";
import { assignmentNotDemanded } from "./assignment-not-demanded";
import { connectionChangedInPlace } from "./connection-changed-in-place";
import { connectionKindWrong } from "./connection-kind-wrong";
import { connectionNameInvalid } from "./connection-name-invalid";
import { connectionNotShared } from "./connection-not-shared";
import { connectionReadsResourceOutput } from "./connection-reads-resource-output";
import { connectionWithoutAgent } from "./connection-without-agent";
import { credentialsInBody } from "./credentials-in-body";
import { endpointOfOtherHosting } from "./endpoint-of-other-hosting";
import { exclusionWithoutEffect } from "./exclusion-without-effect";
import { gateComparisonNot401 } from "./gate-answer-not-401";
import { gateLetsAnonymousIn } from "./gate-lets-anonymous-in";
import { gateMetadataMissing } from "./gate-metadata-missing";
import { gateMissing } from "./gate-missing";
import { gatePathExcluded } from "./gate-path-excluded";
import { gateProviderDiffers } from "./gate-provider-differs";
import { gateProviderUnmentioned } from "./gate-provider-unmentioned";
import { gateSecondProvider } from "./gate-second-provider";
import { grantMissing } from "./grant-missing";
import { groupFoundByPrefix } from "./group-found-by-prefix";
import { groupNotAssigned } from "./group-not-assigned";
import { groupScopeByOwnConsent } from "./group-scope-by-own-consent";
import { groupScopeThroughOtherClient } from "./group-scope-through-other-client";
import { hostKeyOn } from "./host-key-on";
import { nobodyAssigned } from "./nobody-assigned";
import { policyInactive } from "./policy-inactive";
import { policyOrderByChance } from "./policy-order-by-chance";
import { policyRuleDefeated } from "./policy-rule-defeated";
import { policyRuleWithoutPeople } from "./policy-rule-without-people";
import { protocolScopesNotGranted } from "./protocol-scopes-not-granted";
import { sampleValuesNotRefused } from "./sample-values-not-refused";
import { secretLiteral } from "./secret-literal";
import { selfHostedFlagMissing } from "./self-hosted-flag-missing";
import { serverUrlDiffers } from "./server-url-differs";
import { targetNotHttps } from "./target-not-https";
import { targetOfOtherApp } from "./target-of-other-app";
import { toolOfMissingConnection } from "./tool-of-missing-connection";
import { toolTypeWrong } from "./tool-type-wrong";
import { toolWithoutConnection } from "./tool-without-connection";

/** In the order of the layers. */
export const accessRules: readonly Rule[] = [
  // Gate
  gateMissing,
  gateLetsAnonymousIn,
  gateComparisonNot401,
  gatePathExcluded,
  gateMetadataMissing,
  gateProviderDiffers,
  gateSecondProvider,
  gateProviderUnmentioned,
  hostKeyOn,
  endpointOfOtherHosting,
  selfHostedFlagMissing,
  // Access
  policyInactive,
  policyRuleWithoutPeople,
  policyRuleDefeated,
  exclusionWithoutEffect,
  policyOrderByChance,
  groupFoundByPrefix,
  groupNotAssigned,
  assignedGroupNotAdmitted,
  nobodyAssigned,
  assignmentNotDemanded,
  grantMissing,
  protocolScopesNotGranted,
  groupScopeByOwnConsent,
  groupScopeThroughOtherClient,
  // Connection
  connectionNameInvalid,
  connectionKindWrong,
  connectionNotShared,
  connectionChangedInPlace,
  connectionReadsResourceOutput,
  targetNotHttps,
  targetOfOtherApp,
  credentialsInBody,
  serverUrlDiffers,
  toolTypeWrong,
  toolWithoutConnection,
  toolOfMissingConnection,
  connectionWithoutAgent,
  // Hygiene
  sampleValuesNotRefused,
  secretLiteral,
];
