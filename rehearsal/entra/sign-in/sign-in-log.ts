/**
 * What a tenant remembers of a request at its sign-in. It tells of people who sign in; refreshes happen without them. What else is
 * left out nobody documents: switches say so.
 * @see https://learn.microsoft.com/entra/identity/monitoring-health/concept-sign-ins
 */
import { randomUUID } from "node:crypto";
import type { SignInEvent } from "../../sign-in/options";
import type { SignIn } from "../model";
import { displayNameOf } from "../service-principals";
import { applicationByClientId, servicePrincipalByClientId, timestamp, type Tenant } from "../state";
import { requestMalformed } from "./errors";
import { findResourceOfScope } from "./resources";
import { graph, protocolScopes } from "./scope-request";
import type { SignInContext } from "./sign-in-context";
import { StsRefusal } from "./sts-refusal";

/** Adds to the tenant's sign-ins what it remembers of a request. */
export function logSignIn({ tenant, clock, switches }: SignInContext, event: SignInEvent): void {
  if (!isShown(switches, event)) return;
  const { request, refusal, userAgent } = event;
  const { clientId = "" } = request;
  const person = event.person === undefined ? undefined : tenant.users.get(event.person.id);
  const resource = resourceOf(tenant, event.requestedScopes);
  const sts =
    refusal === undefined || refusal instanceof StsRefusal ? refusal : new StsRefusal(requestMalformed(), clock);
  tenant.signIns.push({
    id: randomUUID(),
    createdDateTime: timestamp(new Date(clock.now())),
    correlationId: sts?.incident.correlationId ?? randomUUID(),
    app: { id: clientId, displayName: nameOf(tenant, clientId) },
    errorCode: sts?.sts.code ?? 0,
    ...(resource === undefined ? {} : { resource }),
    ...(person === undefined ? {} : { person }),
    ...(sts === undefined ? {} : { failureReason: sts.sts.message }),
    ...(userAgent === undefined ? {} : { userAgent }),
  });
}

function isShown(switches: SignInContext["switches"], { endpoint, request, refusal, person }: SignInEvent): boolean {
  if (endpoint === "authorize") {
    return person !== undefined || switches.entraLoggedStrangers === "shown";
  }
  const isRedemption = request.grantType === "authorization_code";
  return isRedemption && refusal !== undefined && switches.entraLoggedRedemptions === "shown";
}

/** Microsoft Graph where only scopes of the protocol are asked. */
function resourceOf(tenant: Tenant, scopes: readonly string[]): SignIn["resource"] {
  const scope = scopes.find((name) => !protocolScopes.some((protocol) => protocol === name));
  const named = scope?.includes("/") === true ? findResourceOfScope(tenant, scope)?.resource : graph(tenant);
  return named === undefined
    ? undefined
    : { id: named.principal.appId, displayName: displayNameOf(tenant, named.principal) };
}

function nameOf(tenant: Tenant, clientId: string): string {
  const principal = servicePrincipalByClientId(tenant, clientId);
  if (principal !== undefined) return displayNameOf(tenant, principal);
  return applicationByClientId(tenant, clientId)?.properties.displayName ?? "";
}
