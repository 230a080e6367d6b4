/**
 * Evaluates a token request as an Okta authorization server does: policies by priority, policy rules by priority in each; the first
 * policy rule that matches decides, one that does not match is passed over, nothing denies. Every requested scope must stand in that
 * one policy rule, protocol scopes included.
 * @see https://help.okta.com/oie/en-us/Content/Topics/Security/api-config-access-policies.htm
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerRules/
 */
import { compareGroups, isEveryone } from "./okta-groups";
import { booleanOf, literalValue, textOf, type Comparison, type Value, type Values } from "./value";
import { containsAny, containsValue } from "./values";
import type { AccessPolicy, AuthorizationServer, OktaGroupLookup, PolicyRule } from "./wiring-identity";

/** A request for tokens, as far as access policies look at it. */
export interface TokenRequest {
  readonly clientId: Value;
  /** `authorization_code` for a connection. */
  readonly grantType: string;
  /** Groups that the person is in, besides Everyone. */
  readonly groupIds: readonly Value[];
  /** Id of the person. @default nobody in particular: what a policy rule says of users by name is undecided */
  readonly userId?: Value;
  readonly scopes: Values;
  /** Lookups of the wiring, which tell what the ids of groups mean. */
  readonly groupLookups: readonly OktaGroupLookup[];
}

/** A condition that a request has to meet. */
export type Condition = "status" | "client" | "grant" | "people" | "scopes";

/** What one policy rule says to a request. */
export interface RuleEvaluation {
  readonly policy: AccessPolicy;
  readonly rule: PolicyRule;
  readonly outcome: "matches" | "fails" | "undecided";
  /** Conditions that are surely not met, the policy's client condition included. */
  readonly failed: readonly Condition[];
  /** Requested scopes that the policy rule surely lacks. */
  readonly lacking: readonly Value[];
  /** What would have to be known; present exactly where the outcome is undecided. */
  readonly missing?: string;
}

/** What an authorization server says to a request. */
export interface Evaluation {
  readonly outcome: "admitted" | "refused" | "undecided";
  /** Every policy rule in the order of evaluation. */
  readonly rules: readonly RuleEvaluation[];
  /** The first policy rule that matches. */
  readonly admittedBy?: RuleEvaluation;
  /** The policy rule that fails by the least: fewest conditions, then fewest scopes lacking. @default there is no policy rule */
  readonly nearest?: RuleEvaluation;
  /** What would have to be known; present exactly where the outcome is undecided. */
  readonly missing?: string;
}

/** Evaluates a request against every policy rule of an authorization server. */
export function evaluate(server: AuthorizationServer, request: TokenRequest): Evaluation {
  const rules = inOrder(server.policies).flatMap((policy) =>
    inOrder(policy.rules).map((rule) => evaluateRule(server, policy, rule, request)),
  );
  const admittedBy = rules.find(({ outcome }) => outcome === "matches");
  const undecided = rules.find(({ outcome }) => outcome === "undecided")?.missing ?? unknownPolicies(server);
  const nearest = nearestOf(rules);
  return {
    rules,
    ...(nearest && { nearest }),
    ...(admittedBy
      ? { outcome: "admitted", admittedBy }
      : undecided === undefined
        ? { outcome: "refused" }
        : { outcome: "undecided", missing: undecided }),
  };
}

/** Policies that admit a client, by priority; `undecided` where the list may hold it. */
export function policiesAdmitting(
  server: AuthorizationServer,
  clientId: Value,
): readonly { readonly policy: AccessPolicy; readonly admits: "yes" | "undecided" }[] {
  return inOrder(server.policies).flatMap((policy) => {
    const { outcome } = all(isActive(policy.status), admitsClient(policy, clientId));
    return outcome === "different" ? [] : [{ policy, admits: outcome === "equal" ? "yes" : "undecided" } as const];
  });
}

/** Whether a policy's client list names every client. */
export function admitsAllClients({ clients }: AccessPolicy): boolean {
  return clients?.items.some((client) => textOf(client) === "ALL_CLIENTS") === true;
}

/** Policies or policy rules by priority; those of one priority, or of an unknown one, keep their order and come last. */
export function inOrder<Item extends { readonly priority?: Value }>(items: readonly Item[]): readonly Item[] {
  const rank = ({ priority }: Item): number => {
    const number = priority?.kind === "literal" && priority.value !== null ? Number(priority.value) : Number.NaN;
    return Number.isNaN(number) ? Number.MAX_SAFE_INTEGER : number;
  };
  return items.toSorted((left, right) => rank(left) - rank(right));
}

function evaluateRule(
  server: AuthorizationServer,
  policy: AccessPolicy,
  rule: PolicyRule,
  request: TokenRequest,
): RuleEvaluation {
  const scopes = scopesAllowed(server, rule, request.scopes);
  const conditions: readonly (readonly [Condition, Comparison])[] = [
    ["status", all(isActive(policy.status), isActive(rule.status))],
    ["client", admitsClient(policy, request.clientId)],
    ["grant", containsValue(rule.grantTypes, literalValue(request.grantType, rule.source))],
    ["people", admitsPeople(rule, request)],
    ["scopes", scopes.verdict],
  ];
  const failed = conditions.filter(([, { outcome }]) => outcome === "different").map(([condition]) => condition);
  const together = all(...conditions.map(([, comparison]) => comparison));
  return {
    policy,
    rule,
    failed,
    lacking: scopes.lacking,
    ...(together.outcome === "equal"
      ? { outcome: "matches" }
      : together.outcome === "different"
        ? { outcome: "fails" }
        : { outcome: "undecided", missing: together.missing }),
  };
}

function isActive(status: Value | undefined): Comparison {
  if (status === undefined) return { outcome: "equal" };
  return containsValue({ items: [status], source: status.source }, literalValue("ACTIVE", status.source));
}

function admitsClient(policy: AccessPolicy, clientId: Value): Comparison {
  if (admitsAllClients(policy)) return { outcome: "equal" };
  return containsValue(policy.clients, clientId, { unique: true });
}

function admitsPeople(rule: PolicyRule, { grantType, groupIds, userId, groupLookups }: TokenRequest): Comparison {
  // No person takes part in it.
  if (grantType === "client_credentials") return { outcome: "equal" };
  const compare = (left: Value, right: Value): Comparison => compareGroups(groupLookups, left, right);
  // Listing Everyone voids the exclusions.
  if (rule.groups?.items.some((group) => isEveryone(groupLookups, group))) return { outcome: "equal" };
  const excluded = containsAny(rule.excludedGroups, groupIds, compare);
  if (excluded.outcome === "equal" || rule.excludedGroups?.items.some((group) => isEveryone(groupLookups, group))) {
    return { outcome: "different" };
  }
  const included = containsAny(rule.groups, groupIds, compare);
  if (userId !== undefined) {
    const byName = containsValue(rule.excludedUsers, userId);
    if (byName.outcome !== "different") return byName.outcome === "equal" ? { outcome: "different" } : byName;
    const chosen = containsValue(rule.users, userId);
    if (included.outcome === "different") return chosen;
    return excluded.outcome === "undecided" ? excluded : included;
  }
  const named = [...(rule.users?.items ?? []), ...(rule.excludedUsers?.items ?? [])];
  if (included.outcome === "different" && (rule.users?.items ?? []).length > 0) {
    return { outcome: "undecided", missing: `${rule.address} names users, and who is in a group is not known` };
  }
  if (included.outcome === "equal" && named.length > (rule.users?.items.length ?? 0)) {
    return { outcome: "undecided", missing: `${rule.address} excludes users, and who is in a group is not known` };
  }
  return excluded.outcome === "undecided" && included.outcome !== "different" ? excluded : included;
}

/** Whether every requested scope stands in the policy rule, and which surely do not. */
function scopesAllowed(
  server: AuthorizationServer,
  rule: PolicyRule,
  requested: Values,
): { readonly verdict: Comparison; readonly lacking: readonly Value[] } {
  const every = rule.scopes?.items.some((scope) => textOf(scope) === "*") === true;
  if (requested.items.length === 0) {
    if (requested.incomplete !== undefined) return { verdict: undecided(requested.incomplete), lacking: [] };
    return { verdict: defaultsAllowed(server, rule, every), lacking: [] };
  }
  if (every) return { verdict: { outcome: "equal" }, lacking: [] };
  const compared = requested.items.map((scope) => [scope, containsValue(rule.scopes, scope)] as const);
  const lacking = compared.filter(([, { outcome }]) => outcome === "different").map(([scope]) => scope);
  const more: readonly Comparison[] = requested.incomplete === undefined ? [] : [undecided(requested.incomplete)];
  return { verdict: all(...compared.map(([, comparison]) => comparison), ...more), lacking };
}

/** A request without scopes is given the default scopes that the policy rule allows, and refused where there are none. */
function defaultsAllowed(server: AuthorizationServer, rule: PolicyRule, every: boolean): Comparison {
  let missing = server.managed ? undefined : `which scopes of ${server.address} are default scopes is not known here`;
  for (const { name, isDefault, address } of server.scopes) {
    if (isDefault === undefined || booleanOf(isDefault) === false) continue;
    if (booleanOf(isDefault) === undefined) {
      missing ??= `whether ${address} is a default scope is not known`;
      continue;
    }
    const allowed = every ? ({ outcome: "equal" } as const) : name ? containsValue(rule.scopes, name) : undefined;
    if (allowed?.outcome === "equal") return allowed;
    if (allowed?.outcome === "undecided") missing ??= allowed.missing;
  }
  return missing === undefined ? { outcome: "different" } : undecided(missing);
}

function unknownPolicies({ managed, address }: AuthorizationServer): string | undefined {
  return managed ? undefined : `${address} may have policies that are not written here`;
}

function nearestOf(rules: readonly RuleEvaluation[]): RuleEvaluation | undefined {
  // A policy rule for another client is further away than any of the client's own.
  const distance = ({ failed, lacking }: RuleEvaluation): number =>
    (failed.includes("client") ? 1_000_000 : 0) + failed.length * 1_000 + lacking.length;
  let nearest: RuleEvaluation | undefined;
  for (const rule of rules) if (!nearest || distance(rule) < distance(nearest)) nearest = rule;
  return nearest;
}

/** All of several: different as soon as one is, equal only where all are. */
function all(...comparisons: readonly Comparison[]): Comparison {
  return (
    comparisons.find(({ outcome }) => outcome === "different") ??
    comparisons.find(({ outcome }) => outcome === "undecided") ?? { outcome: "equal" }
  );
}

function undecided(missing: string): Comparison {
  return { outcome: "undecided", missing };
}
