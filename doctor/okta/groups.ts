/** What ids of groups mean: their names, and which of them is everybody. */
import { literalValue, textOf, type Value, type Values } from "../../checks/wiring/value";
import type { AuthorizationServer, OktaApp, PolicyRule } from "../../checks/wiring/wiring-identity";
import { listOf, reasonOf, type Unread } from "../reading/answered";
import type { Gaps } from "../reading/gaps";
import { textAt, type JsonObject } from "../reading/json";
import { permission, type OktaAccess } from "./access";
import { readScopes } from "./credentials";

const root = "/api/v1/groups";
const pageSize = 200;

/** More groups than this are listed in pages rather than asked for one by one. */
const mostSingly = 20;

/** The special value that stands for everybody, as policy rules may hold it too. */
const everyone = "EVERYONE";

/** The id of the built-in group of everybody. */
export type EveryoneId = { readonly id: string | undefined } | Unread;

/** Asks for the built-in group Everyone. @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Group/ */
export async function readEveryone(access: OktaAccess): Promise<EveryoneId> {
  const filter = encodeURIComponent('type eq "BUILT_IN"');
  const answer = await access.list(`${root}?filter=${filter}&limit=${pageSize}`, permission(readScopes.groups));
  if (answer.outcome === "unread") return answer;
  const groups = answer.outcome === "absent" ? [] : answer.found.items;
  return {
    id: textAt(
      groups.find((group) => nameOf(group) === "Everyone"),
      "id",
    ),
  };
}

/** What names groups. */
export interface GroupHolders {
  readonly servers: readonly AuthorizationServer[];
  readonly apps: readonly OktaApp[];
}

/** The same with the built-in group written as `EVERYONE`; where nobody knows which it is, any group may be everybody. */
export function withEveryone({ servers, apps }: GroupHolders, built: EveryoneId): GroupHolders {
  const named = (values: Values | undefined): Values | undefined =>
    values && "id" in built ? { ...values, items: values.items.map((value) => everyoneOr(value, built.id)) } : values;
  const open = (values: Values | undefined): Values | undefined => {
    if (!values || "id" in built || values.items.every((value) => textOf(value) === everyone)) return named(values);
    return { ...values, incomplete: values.incomplete ?? `which group is everybody is not known: ${reasonOf(built)}` };
  };
  const ofRule = (rule: PolicyRule): PolicyRule => ({
    ...rule,
    groups: open(rule.groups),
    excludedGroups: named(rule.excludedGroups),
  });
  return {
    servers: servers.map((server) => ({
      ...server,
      policies: server.policies.map((policy) => ({ ...policy, rules: policy.rules.map(ofRule) })),
    })),
    apps: apps.map((app) => ({ ...app, assignedGroups: open(app.assignedGroups) })),
  };
}

function everyoneOr(value: Value, id: string | undefined): Value {
  return id !== undefined && textOf(value) === id ? literalValue(everyone, value.source) : value;
}

/** Names of the groups that policy rules and assignments name, by id; a group that is gone has none. */
export async function readGroupNames(
  access: OktaAccess,
  holders: GroupHolders,
  gaps: Gaps,
): Promise<ReadonlyMap<string, string>> {
  const ids = idsIn(holders);
  const read = ids.size > mostSingly ? await readAll(access) : await readSingly(access, ids);
  if (read.unread !== undefined) gaps.add("the names of groups", read.unread);
  const named = read.groups.flatMap((group) => {
    const id = textAt(group, "id") ?? "";
    const name = nameOf(group);
    return name !== undefined && ids.has(id) ? [[id, name] as const] : [];
  });
  return new Map(named);
}

function idsIn({ servers, apps }: GroupHolders): ReadonlySet<string> {
  const rules = servers.flatMap(({ policies }) => policies.flatMap((policy) => policy.rules));
  const lists = [
    ...rules.flatMap(({ groups, excludedGroups }) => [groups, excludedGroups]),
    ...apps.map(({ assignedGroups }) => assignedGroups),
  ];
  const ids = lists.flatMap((list) => list?.items.map(textOf) ?? []);
  return new Set(ids.filter((id) => id !== undefined && id !== everyone) as string[]);
}

interface ReadGroups {
  readonly groups: readonly JsonObject[];
  readonly unread?: Unread;
}

async function readAll(access: OktaAccess): Promise<ReadGroups> {
  const answer = await access.list(`${root}?limit=${pageSize}`, permission(readScopes.groups));
  const { items, unread } = listOf(answer);
  return { groups: items, ...(unread && { unread }) };
}

async function readSingly(access: OktaAccess, ids: ReadonlySet<string>): Promise<ReadGroups> {
  const answers = await Promise.all(
    [...ids].map((id) => access.one(`${root}/${encodeURIComponent(id)}`, permission(readScopes.groups))),
  );
  const unread = answers.find((answer) => answer.outcome === "unread");
  return {
    groups: answers.flatMap((answer) => (answer.outcome === "found" ? [answer.found] : [])),
    ...(unread && { unread }),
  };
}

function nameOf(group: JsonObject | undefined): string | undefined {
  return textAt(group, "profile.name");
}
