/** Access policies and their policy rules, as the API gives them. */
import type { AccessPolicy, PolicyRule } from "../../checks/wiring/wiring-identity";
import { literalValue } from "../../checks/wiring/value";
import { listOf, reasonOf, type Unread } from "../reading/answered";
import type { Gaps } from "../reading/gaps";
import { textAt, type JsonObject } from "../reading/json";
import { Place, unknown, unknownValues } from "../reading/place";
import { permission, type OktaAccess } from "./access";
import { readScopes } from "./credentials";

const pageSize = 200;

/** Every policy of the authorization server at a path, with its policy rules; a policy that admits perhaps, where they cannot be read. */
export async function readPolicies(access: OktaAccess, server: string, gaps: Gaps): Promise<readonly AccessPolicy[]> {
  const path = `${server}/policies`;
  const answer = await access.list(`${path}?limit=${pageSize}`, permission(readScopes.servers));
  const { items, unread } = listOf(answer);
  const policies = await Promise.all(items.map((item) => readPolicy(access, path, item, gaps)));
  if (unread === undefined) return policies;
  gaps.add(`the access policies of ${server}`, unread);
  return [...policies, hiddenPolicy(path, unread)];
}

async function readPolicy(access: OktaAccess, path: string, item: JsonObject, gaps: Gaps): Promise<AccessPolicy> {
  const address = `${path}/${encodeURIComponent(textAt(item, "id") ?? "")}`;
  const policy = new Place(address, item);
  const answer = await access.list(`${address}/rules?limit=${pageSize}`, permission(readScopes.servers));
  const { items, unread } = listOf(answer);
  const rules = items.map((rule) => ruleOf(`${address}/rules`, rule));
  if (unread !== undefined) gaps.add(`the policy rules of ${address}`, unread);
  const clients = policy.values("conditions.clients.include");
  return {
    address,
    name: policy.value("name"),
    priority: policy.value("priority"),
    priorityIgnored: false,
    writtenAfter: [],
    ...(clients && { clients }),
    status: policy.value("status"),
    rules: unread === undefined ? rules : [...rules, hiddenRule(`${address}/rules`, unread)],
    source: policy.source(),
  };
}

function ruleOf(path: string, item: JsonObject): PolicyRule {
  const rule = new Place(`${path}/${encodeURIComponent(textAt(item, "id") ?? "")}`, item);
  const conditions = {
    grantTypes: rule.values("conditions.grantTypes.include"),
    groups: rule.values("conditions.people.groups.include"),
    excludedGroups: rule.values("conditions.people.groups.exclude"),
    users: rule.values("conditions.people.users.include"),
    excludedUsers: rule.values("conditions.people.users.exclude"),
    scopes: rule.values("conditions.scopes.include"),
  };
  return {
    address: rule.address,
    name: rule.value("name"),
    priority: rule.value("priority"),
    status: rule.value("status"),
    ...conditions,
    source: rule.source(),
  };
}

/** Stands for policies that there may be: whatever depends on them is undecided, for the reason why they could not be read. */
function hiddenPolicy(path: string, unread: Unread): AccessPolicy {
  const source = { address: path, path: "" };
  return {
    address: path,
    priorityIgnored: false,
    writtenAfter: [],
    clients: unknownValues(reasonOf(unread), source),
    rules: [hiddenRule(path, unread)],
    source,
  };
}

function hiddenRule(path: string, unread: Unread): PolicyRule {
  const source = { address: path, path: "" };
  const list = unknownValues(reasonOf(unread), source);
  return {
    address: path,
    status: unknown(reasonOf(unread), source),
    priority: literalValue(Number.MAX_SAFE_INTEGER, source),
    grantTypes: list,
    groups: list,
    excludedGroups: list,
    users: list,
    excludedUsers: list,
    scopes: list,
    source,
  };
}
