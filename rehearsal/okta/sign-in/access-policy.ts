/**
 * The access policies of a custom authorization server: who gets which scopes through which client.
 * @see https://developer.okta.com/docs/guides/configure-access-policy/main/
 */
import type { AuthorizationServer, Policy, PolicyRule } from "../model";
import { isMember, type Organization } from "../state";

/** What access is asked for. */
export interface AccessRequest {
  readonly organization: Organization;
  readonly server: AuthorizationServer;
  readonly clientId: string;
  readonly userId: string;
  /** Never `refresh_token`: a refresh goes by the grant of the sign-in. */
  readonly grantType: "authorization_code";
  /** Requested scopes, those of the protocol included. Empty for the server's default scopes. */
  readonly scopes: readonly string[];
}

/** What a policy rule gives. */
export interface Access {
  readonly rule: PolicyRule;
  /** The requested scopes, or the default scopes that the rule allows. */
  readonly scopes: readonly string[];
}

const allClients = "ALL_CLIENTS";
const everyoneAlias = "EVERYONE";
const allScopes = "*";

/**
 * The first rule that admits the request: policies by priority, in each its rules by priority. A rule that does not fit is passed
 * over, and so is a policy without one that does; nothing denies.
 * @returns the reason where none admits it: `no_scope_allowed` where a rule is for the person, and no scope is requested or a default
 */
export function findAccess(request: AccessRequest): Access | "no_matching_policy" | "no_scope_allowed" {
  let refusal: "no_matching_policy" | "no_scope_allowed" = "no_matching_policy";
  for (const policy of request.server.policies) {
    if (!isForClient(policy, request.clientId)) continue;
    for (const rule of policy.rules) {
      if (!isForPerson(rule, request)) continue;
      const scopes = allowedScopes(rule, request);
      if (scopes !== undefined) return { rule, scopes };
      if (request.scopes.length === 0) refusal = "no_scope_allowed";
    }
  }
  return refusal;
}

/** Names of the scopes that a request without any asks for. */
export function defaultScopes({ scopes }: AuthorizationServer): readonly string[] {
  return [...scopes.values()].filter(({ settings }) => settings.default).map(({ settings }) => settings.name);
}

function isForClient({ status, settings }: Policy, clientId: string): boolean {
  return status === "ACTIVE" && settings.clients.some((client) => client === allClients || client === clientId);
}

function isForPerson({ status, settings }: PolicyRule, { organization, userId, grantType }: AccessRequest): boolean {
  if (status !== "ACTIVE" || !settings.grantTypes.includes(grantType)) return false;
  const { groups, users } = settings;
  const isIn = (id: string): boolean => {
    const group = organization.groups.get(id);
    return group !== undefined && isMember(organization, group, userId);
  };
  const isForEveryone = groups.include.some((id) => id === everyoneAlias || id === organization.everyoneId);
  // Okta leaves exclusions aside as soon as everyone is included.
  if (isForEveryone) return true;
  const isIncluded = users.include.includes(userId) || groups.include.some(isIn);
  return isIncluded && !users.exclude.includes(userId) && !groups.exclude.some(isIn);
}

/** One rule must allow all that is requested: what two rules allow together does not count. */
function allowedScopes({ settings }: PolicyRule, { server, scopes }: AccessRequest): readonly string[] | undefined {
  const isAllowed = (scope: string): boolean => settings.scopes.includes(allScopes) || settings.scopes.includes(scope);
  const asked = scopes.length > 0 ? scopes : defaultScopes(server).filter(isAllowed);
  return asked.length > 0 && asked.every(isAllowed) ? asked : undefined;
}
