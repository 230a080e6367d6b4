/** What Entra demands of a token request of a person's client beyond the protocol. */
import type { TokenRequest } from "../../sign-in/options";
import { displayNameOf } from "../service-principals";
import { applicationByClientId, sameId } from "../state";
import { enabledPrincipal, isOfSinglePage } from "./clients";
import { type EntraDecision, renew, targetsOf } from "./decision";
import { redeemedOutsideBrowser, scopeMissingAtRedemption, scopesOfMoreResources, tokenForItself } from "./errors";
import { protocolScopes, readScopes, resourcesOf } from "./scope-request";
import type { SignInContext } from "./sign-in-context";

/** Judges a request and chooses the API that the token is for. @throws StsError where Entra gives none */
export function judgeTokenRequest(context: SignInContext, request: TokenRequest<EntraDecision>): EntraDecision {
  const { grantType, client, person } = request;
  return grantType === "authorization_code"
    ? renew(context, client.id, person, redeem(context, request))
    : refresh(context, request);
}

/** A code for a page is not for a server, and nobody else redeems codes here; a code for two APIs needs the choice of one. */
function redeem({ tenant }: SignInContext, request: TokenRequest<EntraDecision>): EntraDecision {
  const { client, decision, redirectUri = "", scopes } = request;
  if (isOfSinglePage(applicationByClientId(tenant, client.id), redirectUri)) {
    throw redeemedOutsideBrowser();
  }
  if (resourcesOf(tenant, decision.requested).size < 2) {
    return decision;
  }
  const scope = scopes.join(" ");
  if (!namesAnApi(scopes)) {
    throw scopeMissingAtRedemption();
  }
  if (resourcesOf(tenant, scope).size > 1) {
    throw scopesOfMoreResources(scope, 28000);
  }
  return { ...decision, requested: scope };
}

/** A client that is its own API must say whose token it wants, and, for some, in which form. */
function refresh({ tenant, switches }: SignInContext, request: TokenRequest<EntraDecision>): EntraDecision {
  const { client, decision, scopes } = request;
  const principal = enabledPrincipal(tenant, client.id);
  const targets = targetsOf(tenant, readScopes(tenant, principal, decision.requested));
  const isForItself = targets.some((target) => target.principal === principal);
  const isRefused =
    switches.selfReferencingRefresh === "always" ? !isNamedByClientId(client.id, scopes) : !namesAnApi(scopes);
  if (isForItself && isRefused) {
    throw tokenForItself(client.id, displayNameOf(tenant, principal));
  }
  return decision;
}

function namesAnApi(scopes: readonly string[]): boolean {
  return scopes.some((scope) => !protocolScopes.some((name) => name === scope));
}

function isNamedByClientId(clientId: string, scopes: readonly string[]): boolean {
  return scopes.some((scope) => sameId(scope.slice(0, scope.lastIndexOf("/")), clientId));
}
