/** What Entra demands of a request before anybody has signed in. */
import type { SignInRequest } from "../../sign-in/options";
import { parameterMissing } from "../sts-errors";
import { enabledPrincipal } from "./clients";
import { resourceParameterMismatch, scopesOfMoreResources } from "./errors";
import { findResource } from "./resources";
import { readScopes, resourcesOf } from "./scope-request";
import type { SignInContext } from "./sign-in-context";

/** Refuses what can be refused without knowing who signs in; whether that includes scopes that do not exist is a switch. */
export function checkRequest({ tenant, switches }: SignInContext, request: SignInRequest): void {
  const client = enabledPrincipal(tenant, request.client.id);
  if (request.scopes.length === 0) {
    throw parameterMissing("scope", { redirected: true });
  }
  const scope = request.scopes.join(" ");
  if (switches.entraScopesJudged === "before-sign-in") {
    readScopes(tenant, client, scope);
  }
  const requested = resourcesOf(tenant, scope);
  if (switches.scopesOfTwoResources === "at-authorization" && requested.size > 1) {
    throw scopesOfMoreResources(scope, 700022);
  }
  if (switches.resourceParameter === "ignored") {
    return;
  }
  if (request.resources.some((resource) => !requested.has(findResource(tenant, resource)?.principal.id ?? ""))) {
    throw resourceParameterMismatch();
  }
}
