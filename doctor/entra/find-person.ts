/** A person at Entra: account, direct groups, and clients that were given by name. */
import type { Reading } from "../evidence";
import { listOf, reasonOf, type Unread } from "../reading/answered";
import { Gaps } from "../reading/gaps";
import { at, textAt } from "../reading/json";
import type { FoundPerson, PersonQuery } from "../reading/person";
import { graphPermissions, quoted, type GraphAccess } from "./access";
import { paths, TenantApps } from "./tenant-apps";

/** A person, with what a look at Okta does not tell. */
export interface EntraPerson extends FoundPerson {
  /** Names of groups that the person is in through another group alone, by id. These do not count for assignment. */
  readonly nestedGroups: ReadonlyMap<string, string>;
  /** Short names of scopes that the person consented to, by client id. */
  readonly consented: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds a person by user principal name; undefined without a gap where the tenant has none of this name. Groups are those of which the
 * person is a direct member. @see https://learn.microsoft.com/graph/api/user-get
 */
export async function findPerson(query: PersonQuery, access: GraphAccess): Promise<Reading<EntraPerson | undefined>> {
  const gaps = new Gaps("Entra");
  const { login, clientIds } = query;
  const shown = JSON.stringify(login);
  const fields = "id,displayName,userPrincipalName,accountEnabled,userType";
  const answer = await access.one(
    `${paths.users}/${encodeURIComponent(login)}?$select=${fields}`,
    graphPermissions.people,
  );
  if (answer.outcome === "unread") gaps.add(`the person ${shown}`, answer);
  const id = answer.outcome === "found" ? textAt(answer.found, "id") : undefined;
  if (answer.outcome !== "found" || id === undefined) return { found: undefined, gaps: gaps.all };
  const apps = new TenantApps(access);
  const [direct, all, assignments, ...clients] = await Promise.all([
    readGroups(access, id, "memberOf"),
    readGroups(access, id, "transitiveMemberOf"),
    access.list(`${paths.users}/${encodeURIComponent(id)}/appRoleAssignments?$top=999`, graphPermissions.grants),
    ...clientIds.map((clientId) => readConsent(access, apps, id, clientId)),
  ]);
  const assigned = listOf(assignments);
  const unreadGroups = direct.unread ?? all.unread;
  if (unreadGroups) gaps.add(`the groups of ${shown}`, unreadGroups);
  if (assigned.unread) gaps.add(`what is assigned to ${shown}`, assigned.unread);
  for (const { unread } of clients) if (unread) gaps.add(`what ${shown} consented to`, unread);
  const byName = new Set(
    assigned.items.filter((item) => textAt(item, "principalId") === id).map((item) => textAt(item, "resourceId")),
  );
  const unread = direct.unread ?? assigned.unread;
  const isEnabled = at(answer.found, "accountEnabled") !== false;
  return {
    found: {
      login,
      id,
      status: isEnabled ? "enabled" : "disabled",
      active: isEnabled,
      groups: [...direct.names.keys()],
      groupNames: direct.names,
      nestedGroups: new Map([...all.names].filter(([groupId]) => !direct.names.has(groupId))),
      assignedTo: clients.flatMap(({ clientId, principalId }) =>
        principalId !== undefined && byName.has(principalId) ? [clientId] : [],
      ),
      consented: new Map(clients.map(({ clientId, scopes }) => [clientId, scopes])),
      ...(unread && { incomplete: reasonOf(unread) }),
    },
    gaps: gaps.all,
  };
}

interface ReadGroups {
  readonly names: ReadonlyMap<string, string>;
  readonly unread?: Unread;
}

async function readGroups(
  access: GraphAccess,
  id: string,
  relation: "memberOf" | "transitiveMemberOf",
): Promise<ReadGroups> {
  const path = `${paths.users}/${encodeURIComponent(id)}/${relation}?$top=999`;
  const { items, unread } = listOf(await access.list(path, graphPermissions.people));
  const groups = items.filter((item) => item["@odata.type"] === "#microsoft.graph.group");
  return {
    names: new Map(groups.map((group) => [textAt(group, "id") ?? "", textAt(group, "displayName") ?? ""])),
    ...(unread && { unread }),
  };
}

interface ReadConsent {
  readonly clientId: string;
  /** @default the tenant has no such client, or does not tell */
  readonly principalId?: string;
  readonly scopes: readonly string[];
  readonly unread?: Unread;
}

async function readConsent(access: GraphAccess, apps: TenantApps, id: string, clientId: string): Promise<ReadConsent> {
  const { principal } = await apps.app(clientId);
  if (principal.outcome !== "found") {
    return { clientId, scopes: [], ...(principal.outcome === "unread" && { unread: principal }) };
  }
  const principalId = textAt(principal.found, "id") ?? "";
  const filter = `clientId eq ${quoted(principalId)} and principalId eq ${quoted(id)}`;
  const answer = await access.list(`${paths.grants}?$filter=${encodeURIComponent(filter)}`, graphPermissions.grants);
  const { items, unread } = listOf(answer);
  const scopes = items.flatMap((grant) => (textAt(grant, "scope") ?? "").split(" ").filter((name) => name !== ""));
  return { clientId, principalId, scopes, ...(unread && { unread }) };
}
