/** What a person's sign-in gives a client, judged by what the tenant holds at the moment. */
import type { Decision, Person, ScopeText, SignInRequest } from "../../sign-in/options";
import type { PermissionScope, ServicePrincipal, User } from "../model";
import { displayNameOf } from "../service-principals";
import { applicationByClientId, type Tenant } from "../state";
import { checkAssigned } from "./assignment";
import { enabledPrincipal, refreshTokenIdleSeconds } from "./clients";
import {
  type ApiPermissions,
  checkMayConsent,
  type Delegation,
  grantedScopes,
  missingPermissions,
  requestedPermissions,
} from "./consent";
import { consentMissing, userNotFound } from "./errors";
import { graph, readScopes, type RequestedApi, type ScopeRequest } from "./scope-request";
import type { SignInContext } from "./sign-in-context";
import { personTokenLifetime } from "./token-claims";

/** What was decided, in a form that is judged anew whenever a token is formed from it. */
export interface EntraDecision extends Decision {
  /** The `scope` parameter that the person signed in for. */
  readonly requested: string;
}

/** Decides after a person has signed in. @throws StsError where nothing is given */
export function decide({ tenant, switches }: SignInContext, request: SignInRequest, person: Person): EntraDecision {
  const delegation = delegationOf(tenant, request.client.id, person);
  const requested = request.scopes.join(" ");
  const asked = readAsked(delegation, requested);
  const permissions = requestedPermissions(delegation, asked);
  const missing = request.prompts.includes("consent") ? permissions : missingPermissions(delegation, permissions);
  if (missing.length > 0) {
    checkMayConsent(delegation, missing, switches.userConsent);
  }
  return { ...given(delegation, asked, requested), consent: missing.flatMap((one) => scopeTexts(tenant, one)) };
}

/** Decides whether a code or a refresh token goes on working. @throws StsError where a permission or an assignment is gone */
export function renew(
  { tenant }: SignInContext,
  clientId: string,
  person: Person,
  earlier: EntraDecision,
): EntraDecision {
  const delegation = delegationOf(tenant, clientId, person);
  const asked = readAsked(delegation, earlier.requested);
  if (missingPermissions(delegation, requestedPermissions(delegation, asked)).length > 0) {
    throw consentMissing(clientId, displayNameOf(tenant, delegation.client));
  }
  return { ...given(delegation, asked, earlier.requested), consent: [] };
}

/** The client and the person as the tenant knows them now. */
export function delegationOf(tenant: Tenant, clientId: string, { id, login }: Person): Delegation {
  const person: User | undefined = tenant.users.get(id);
  if (person === undefined) {
    throw userNotFound(login, tenant.tenantId);
  }
  return { tenant, client: enabledPrincipal(tenant, clientId), person };
}

/** The APIs that a request is for; Microsoft Graph where it names none. */
export function targetsOf(tenant: Tenant, { apis }: ScopeRequest): readonly RequestedApi[] {
  return apis.length > 0 ? apis : [{ ...graph(tenant), scopes: [], isDefault: false }];
}

function readAsked(delegation: Delegation, requested: string): ScopeRequest {
  const { tenant, client, person } = delegation;
  const asked = readScopes(tenant, client, requested);
  checkAssigned(tenant, client, person);
  for (const { principal } of asked.apis) {
    checkAssigned(tenant, principal, person);
  }
  return asked;
}

/** All that the client may do at each API, whatever of it was asked, and what was asked in the words of the request. */
function given(delegation: Delegation, asked: ScopeRequest, requested: string): Omit<EntraDecision, "consent"> {
  const { tenant } = delegation;
  const granted = targetsOf(tenant, asked).flatMap(({ principal, identifier }) =>
    grantedScopes(delegation, principal).map((scope) => nameOf(tenant, principal, identifier, scope)),
  );
  return {
    requested,
    scopes: [...new Set([...requested.split(" "), ...granted])],
    accessTokenSeconds: personTokenLifetime,
    refreshTokenIdleSeconds,
  };
}

function scopeTexts(tenant: Tenant, { api, scopes }: ApiPermissions): readonly ScopeText[] {
  const [identifierUri = api.appId] = applicationByClientId(tenant, api.appId)?.properties.identifierUris ?? [];
  return scopes.map((scope) => ({ name: nameOf(tenant, api, identifierUri, scope), text: textOf(scope) }));
}

/** A name under which the scope is found again: qualified, save at Microsoft Graph. */
function nameOf(tenant: Tenant, api: ServicePrincipal, identifier: string, { value }: PermissionScope): string {
  return api === graph(tenant).principal ? (value ?? "") : `${identifier}/${value ?? ""}`;
}

function textOf(scope: PermissionScope): string {
  return scope.userConsentDisplayName ?? scope.adminConsentDisplayName ?? scope.value ?? scope.id;
}
