/**
 * Access policies of an authorization server and their policy rules.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerPolicies/
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServerRules/
 */
import type { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import { findServer } from "./authorization-servers";
import { type Policy, policyRequest, type PolicyRule, policyRuleRequest, type Status } from "./model";
import { type OktaCall, type OktaContext, parseBody } from "./okta-context";
import { notFound, peopleMissing, valueTaken } from "./okta-errors";
import { place, priorityOf, remove } from "./priorities";
import { identified, type Organization, touch } from "./state";

const policies = "/authorizationServers/:server/policies";
const rules = `${policies}/:policy/rules`;

/** Grants by which a person signs in: the rule must say who. */
const grantsOfPeople: ReadonlySet<string> = new Set(["authorization_code", "implicit", "password"]);
const everyoneAlias = "EVERYONE";

const defaultAccessTokenMinutes = 60;
const defaultRefreshWindowMinutes = 10_080;

/** The operations on policies and policy rules. */
export const policyRoutes: readonly Route<OktaContext>[] = [
  {
    method: "get",
    path: policies,
    handle: (call) => ({ status: 200, body: findServer(call).policies.map((policy) => policyEntity(call, policy)) }),
  },
  { method: "post", path: policies, handle: createPolicy },
  { method: "get", path: `${policies}/:policy`, handle: (call) => ok(policyEntity(call, findPolicy(call))) },
  { method: "put", path: `${policies}/:policy`, handle: replacePolicy },
  { method: "delete", path: `${policies}/:policy`, handle: removePolicy },
  {
    method: "post",
    path: `${policies}/:policy/lifecycle/activate`,
    handle: (call) => setStatus(findPolicy(call), "ACTIVE"),
  },
  {
    method: "post",
    path: `${policies}/:policy/lifecycle/deactivate`,
    handle: (call) => setStatus(findPolicy(call), "INACTIVE"),
  },
  {
    method: "get",
    path: rules,
    handle: (call) => ({ status: 200, body: findPolicy(call).rules.map((rule) => ruleEntity(call, rule)) }),
  },
  { method: "post", path: rules, handle: createRule },
  { method: "get", path: `${rules}/:rule`, handle: (call) => ok(ruleEntity(call, findRule(call))) },
  { method: "put", path: `${rules}/:rule`, handle: replaceRule },
  { method: "delete", path: `${rules}/:rule`, handle: removeRule },
  { method: "post", path: `${rules}/:rule/lifecycle/activate`, handle: (call) => setStatus(findRule(call), "ACTIVE") },
  {
    method: "post",
    path: `${rules}/:rule/lifecycle/deactivate`,
    handle: (call) => setStatus(findRule(call), "INACTIVE"),
  },
];

function createPolicy(call: OktaCall): Reply {
  const { policies: list } = findServer(call);
  const request = parseBody(policyRequest, call.body);
  refuseTakenName(list, request.name);
  const policy: Policy = { ...identified("00p"), status: "ACTIVE", settings: policySettings(request), rules: [] };
  place(list, policy, request.priority);
  return { status: 201, body: policyEntity(call, policy) };
}

function replacePolicy(call: OktaCall): Reply {
  const { policies: list } = findServer(call);
  const policy = findPolicy(call);
  const request = parseBody(policyRequest, call.body);
  refuseTakenName(
    list.filter((other) => other !== policy),
    request.name,
  );
  policy.settings = policySettings(request);
  place(list, policy, request.priority ?? priorityOf(list, policy));
  touch(policy);
  return ok(policyEntity(call, policy));
}

function removePolicy(call: OktaCall): Reply {
  remove(findServer(call).policies, findPolicy(call));
  return { status: 204 };
}

function createRule(call: OktaCall): Reply {
  const { rules: list } = findPolicy(call);
  const request = parseBody(policyRuleRequest, call.body);
  const settings = ruleSettings(call.context.organization, request);
  refuseTakenName(list, request.name);
  const rule: PolicyRule = { ...identified("0pr"), status: "ACTIVE", settings };
  place(list, rule, request.priority);
  return { status: 201, body: ruleEntity(call, rule) };
}

function replaceRule(call: OktaCall): Reply {
  const { rules: list } = findPolicy(call);
  const rule = findRule(call);
  const request = parseBody(policyRuleRequest, call.body);
  const settings = ruleSettings(call.context.organization, request);
  refuseTakenName(
    list.filter((other) => other !== rule),
    request.name,
  );
  rule.settings = settings;
  place(list, rule, request.priority ?? priorityOf(list, rule));
  touch(rule);
  return ok(ruleEntity(call, rule));
}

function removeRule(call: OktaCall): Reply {
  remove(findPolicy(call).rules, findRule(call));
  return { status: 204 };
}

function setStatus(object: Policy | PolicyRule, status: Status): Reply {
  object.status = status;
  touch(object);
  return { status: 204 };
}

function findPolicy(call: OktaCall): Policy {
  const id = param(call, "policy");
  const policy = findServer(call).policies.find((candidate) => candidate.id === id);
  if (policy === undefined) {
    throw notFound(id, "Policy");
  }
  return policy;
}

function findRule(call: OktaCall): PolicyRule {
  const id = param(call, "rule");
  const rule = findPolicy(call).rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    throw notFound(id, "PolicyRule");
  }
  return rule;
}

function refuseTakenName(others: readonly (Policy | PolicyRule)[], name: string): void {
  if (others.some(({ settings }) => settings.name === name)) {
    throw valueTaken("name");
  }
}

function policySettings({ name, description, conditions }: z.output<typeof policyRequest>): Policy["settings"] {
  return { name, description, clients: conditions.clients.include };
}

/** Scopes that do not exist are taken as they are: nothing says that Okta looks. */
function ruleSettings(organization: Organization, request: z.output<typeof policyRuleRequest>): PolicyRule["settings"] {
  const { people, grantTypes, scopes } = request.conditions;
  const token = request.actions?.token;
  const groups = people?.groups?.include ?? [];
  const users = people?.users?.include ?? [];
  const isSomebody =
    groups.some((id) => id === everyoneAlias || organization.groups.has(id)) ||
    users.some((id) => organization.users.has(id));
  if (grantTypes.include.some((grant) => grantsOfPeople.has(grant)) && !isSomebody) {
    throw peopleMissing();
  }
  return {
    name: request.name,
    groups: { include: groups, exclude: people?.groups?.exclude ?? [] },
    users: { include: users, exclude: people?.users?.exclude ?? [] },
    grantTypes: grantTypes.include,
    scopes: scopes.include,
    accessTokenLifetimeMinutes: token?.accessTokenLifetimeMinutes ?? defaultAccessTokenMinutes,
    refreshTokenLifetimeMinutes: token?.refreshTokenLifetimeMinutes ?? 0,
    refreshTokenWindowMinutes: token?.refreshTokenWindowMinutes ?? defaultRefreshWindowMinutes,
    inlineHookId: token?.inlineHook?.id ?? null,
  };
}

function policyEntity(call: OktaCall, policy: Policy): Readonly<Record<string, unknown>> {
  const { id, status, settings, created, lastUpdated } = policy;
  return {
    id,
    type: "OAUTH_AUTHORIZATION_POLICY",
    status,
    name: settings.name,
    description: settings.description,
    priority: priorityOf(findServer(call).policies, policy),
    system: false,
    conditions: { clients: { include: settings.clients } },
    created,
    lastUpdated,
  };
}

function ruleEntity(call: OktaCall, rule: PolicyRule): Readonly<Record<string, unknown>> {
  const { id, status, settings, created, lastUpdated } = rule;
  return {
    id,
    type: "RESOURCE_ACCESS",
    status,
    name: settings.name,
    priority: priorityOf(findPolicy(call).rules, rule),
    system: false,
    conditions: {
      people: { users: settings.users, groups: settings.groups },
      grantTypes: { include: settings.grantTypes },
      scopes: { include: settings.scopes },
    },
    actions: {
      token: {
        accessTokenLifetimeMinutes: settings.accessTokenLifetimeMinutes,
        refreshTokenLifetimeMinutes: settings.refreshTokenLifetimeMinutes,
        refreshTokenWindowMinutes: settings.refreshTokenWindowMinutes,
        ...(settings.inlineHookId === null ? {} : { inlineHook: { id: settings.inlineHookId } }),
      },
    },
    created,
    lastUpdated,
  };
}

function ok(body: Readonly<Record<string, unknown>>): Reply {
  return { status: 200, body };
}
