/** Questions about policies, policy rules and groups of Okta that several rules ask. */
import { compareGroups, isEveryone } from "../../wiring/okta-groups";
import { policiesAdmitting } from "../../wiring/okta-evaluation";
import { authorizationServerOf } from "../../wiring/relations";
import { literalValue, textOf, type Comparison, type Value, type Values } from "../../wiring/value";
import { containsAny, containsValue } from "../../wiring/values";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { AccessPolicy, AuthorizationServer, OktaIdentity, PolicyRule } from "../../wiring/wiring-identity";
import { anyOf } from "./known";
import { isProtocolScope } from "./scopes";

/** A policy rule with the policy that holds it. */
export interface PlacedRule {
  readonly policy: AccessPolicy;
  readonly rule: PolicyRule;
}

/** The authorization server of a connection; every one that was read where nobody knows which it is. */
export function serversOf(wiring: Wiring, connection: Connection): readonly AuthorizationServer[] {
  const { identity } = wiring;
  if (identity?.provider !== "okta") return [];
  const server = authorizationServerOf(wiring, connection);
  return server.outcome === "found" ? [server.found] : identity.servers;
}

/** Policy rules in force that surely admit a connection's client with a person behind it. */
export function rulesFor(wiring: Wiring, connection: Connection): readonly PlacedRule[] {
  const { clientId } = connection;
  if (clientId === undefined) return [];
  return serversOf(wiring, connection)
    .flatMap((server) => policiesAdmitting(server, clientId))
    .filter(({ admits }) => admits === "yes")
    .flatMap(({ policy }) => activeRules(policy));
}

/** Whether more policy rules may admit a connection's client than surely do. */
export function mayHaveMoreRules(wiring: Wiring, connection: Connection): boolean {
  const { clientId } = connection;
  if (clientId === undefined) return false;
  return serversOf(wiring, connection).some(
    (server) => !server.managed || policiesAdmitting(server, clientId).some(({ admits }) => admits === "undecided"),
  );
}

/** Policy rules of a policy that are in force and for people. */
export function activeRules(policy: AccessPolicy): readonly PlacedRule[] {
  if (!isActive(policy)) return [];
  return policy.rules.filter((rule) => isActive(rule) && isForPeople(rule)).map((rule) => ({ policy, rule }));
}

/** Whether a policy or a policy rule is in force; they are, unless something else is written. */
export function isActive({ status }: { readonly status?: Value }): boolean {
  return textOf(status)?.toUpperCase() !== "INACTIVE";
}

/** Whether a policy rule is for the grant by which people sign in. */
export function isForPeople({ grantTypes, source }: PolicyRule): boolean {
  return containsValue(grantTypes, literalValue("authorization_code", source)).outcome === "equal";
}

/** Whether everybody is among these groups. */
export function holdsEveryone(groups: Values | undefined, { groupLookups }: OktaIdentity): boolean {
  return groups?.items.some((group) => isEveryone(groupLookups, group)) ?? false;
}

/** Whether a group is among others. */
export function holdsGroup(groups: Values | undefined, wanted: Value, { groupLookups }: OktaIdentity): Comparison {
  return containsAny(groups, [wanted], (item, group) => compareGroups(groupLookups, item, group));
}

/** Whether a policy rule allows every scope that exists. */
export function allowsEveryScope({ scopes, source }: PolicyRule): boolean {
  return containsValue(scopes, literalValue("*", source)).outcome === "equal";
}

/** Whether a policy rule allows a scope. */
export function allowsScope(rule: PolicyRule, scope: Value): Comparison {
  return allowsEveryScope(rule) ? { outcome: "equal" } : containsValue(rule.scopes, scope);
}

/** Whether one policy rule allows every API scope that another one lists. */
export function allowsAllOf(wide: PolicyRule, narrow: PolicyRule): Comparison {
  if (allowsEveryScope(wide)) return { outcome: "equal" };
  if (allowsEveryScope(narrow)) return { outcome: "different" };
  const compared = (narrow.scopes?.items ?? [])
    .filter((scope) => !isProtocolScope(scope))
    .map((scope) => allowsScope(wide, scope));
  return compared.find(({ outcome }) => outcome === "different") ?? allOpen(compared);
}

function allOpen(compared: readonly Comparison[]): Comparison {
  return compared.find(({ outcome }) => outcome === "undecided") ?? anyOf([{ outcome: "equal" }]);
}

/** Every policy that was read, whoever it is for. */
export function allPolicies({ identity }: Wiring): readonly AccessPolicy[] {
  return identity?.provider === "okta" ? identity.servers.flatMap(({ policies }) => policies) : [];
}

/** Every policy rule that was read, in force or not. */
export function allPolicyRules(wiring: Wiring): readonly PlacedRule[] {
  return allPolicies(wiring).flatMap((policy) => policy.rules.map((rule) => ({ policy, rule })));
}
