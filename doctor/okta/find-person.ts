/** A person at Okta: account, groups, and apps that were given by name. */
import type { Reading } from "../evidence";
import { listOf, reasonOf, type Unread } from "../reading/answered";
import { Gaps } from "../reading/gaps";
import { textAt } from "../reading/json";
import type { FoundPerson, PersonQuery } from "../reading/person";
import { permission, type OktaAccess } from "./access";
import { findApps } from "./apps";
import { readScopes } from "./credentials";

const root = "/api/v1/users";
const pageSize = 200;

/** Accounts that can sign in; the others wait for something, or are closed. @see https://developer.okta.com/docs/reference/user-status/ */
const activeStatuses: ReadonlySet<string> = new Set(["ACTIVE", "RECOVERY", "PASSWORD_EXPIRED"]);

/**
 * Finds a person; undefined without a gap where the organization has none of this name. The built-in group Everyone, which holds
 * everybody, is left out. @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/
 */
export async function findPerson(query: PersonQuery, access: OktaAccess): Promise<Reading<FoundPerson | undefined>> {
  const gaps = new Gaps("Okta");
  const { login, clientIds } = query;
  const answer = await access.one(`${root}/${encodeURIComponent(login)}`, permission(readScopes.users));
  if (answer.outcome === "unread") gaps.add(`the person ${JSON.stringify(login)}`, answer);
  const id = answer.outcome === "found" ? textAt(answer.found, "id") : undefined;
  if (answer.outcome !== "found" || id === undefined) return { found: undefined, gaps: gaps.all };
  const [groups, assigned] = await Promise.all([readGroups(access, id), readAssigned(access, id, clientIds)]);
  if (groups.unread) gaps.add(`the groups of ${JSON.stringify(login)}`, groups.unread);
  if (assigned.unread) gaps.add(`the apps that are assigned to ${JSON.stringify(login)}`, assigned.unread);
  const status = textAt(answer.found, "status");
  const unread = groups.unread ?? assigned.unread;
  return {
    found: {
      login,
      id,
      ...(status !== undefined && { status }),
      active: activeStatuses.has(status ?? ""),
      groups: [...groups.names.keys()],
      groupNames: groups.names,
      assignedTo: assigned.clientIds,
      ...(unread && { incomplete: reasonOf(unread) }),
    },
    gaps: gaps.all,
  };
}

async function readGroups(
  access: OktaAccess,
  id: string,
): Promise<{ readonly names: ReadonlyMap<string, string>; readonly unread?: Unread }> {
  const path = `${root}/${encodeURIComponent(id)}/groups?limit=${pageSize}`;
  const { items, unread } = listOf(await access.list(path, permission(readScopes.users)));
  const names = items.flatMap((group) => {
    const groupId = textAt(group, "id");
    const name = textAt(group, "profile.name") ?? "";
    const isEveryone = textAt(group, "type") === "BUILT_IN" && name === "Everyone";
    return groupId === undefined || isEveryone ? [] : [[groupId, name] as const];
  });
  return { names: new Map(names), ...(unread && { unread }) };
}

/** Clients whose app says that the person was assigned by name, and not through a group. */
async function readAssigned(
  access: OktaAccess,
  id: string,
  clientIds: readonly string[],
): Promise<{ readonly clientIds: readonly string[]; readonly unread?: Unread }> {
  const { apps, unread } = await findApps(
    access,
    clientIds.map((clientId) => ({ id: clientId })),
  );
  const answers = await Promise.all(
    [...apps].map(async ([clientId, { address }]) => ({
      clientId,
      answer: await access.one(`${address}/users/${encodeURIComponent(id)}`, permission(readScopes.apps)),
    })),
  );
  const refused = answers.map(({ answer }) => answer).find((answer) => answer.outcome === "unread") ?? unread;
  return {
    clientIds: answers.flatMap(({ clientId, answer }) =>
      answer.outcome === "found" && textAt(answer.found, "scope") === "USER" ? [clientId] : [],
    ),
    ...(refused && { unread: refused }),
  };
}
