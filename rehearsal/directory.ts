/**
 * The principals of each Entra tenant, as far as other systems must know them: Resource Manager asks whether the
 * principal of a role assignment exists, and managed identities appear here as service principals.
 */

/** A principal of a tenant. */
export interface Principal {
  /** Object id. */
  readonly id: string;
  readonly type: "User" | "Group" | "ServicePrincipal";
  readonly displayName: string;
  /**
   * Client id; service principals have one.
   * @default none: a user or a group
   */
  readonly clientId?: string;
}

/** The principals of all tenants. Ids and tenant ids are compared regardless of case. */
export interface Directory {
  /** The principal, or `undefined` where the tenant knows none of this id. */
  find(tenantId: string, id: string): Principal | undefined;
  /** Adds a principal, or replaces the one of the same id. */
  add(tenantId: string, principal: Principal): void;
  /** Removes a principal and its memberships; role assignments that name it stay, as they do in Azure. */
  remove(tenantId: string, id: string): void;
  /** Makes a principal a member of a group. */
  addMember(tenantId: string, groupId: string, memberId: string): void;
  /** Ends a membership. */
  removeMember(tenantId: string, groupId: string, memberId: string): void;
  /** Ids of the groups that the principal is in, through other groups too, as Azure's access control counts them. */
  groupsOf(tenantId: string, memberId: string): readonly string[];
}

/** An empty directory in memory. */
export function createDirectory(): Directory {
  const principals = new Map<string, Principal>();
  const groupsByMember = new Map<string, Set<string>>();
  const key = (tenantId: string, id: string): string => `${tenantId}/${id}`.toLowerCase();

  return {
    find: (tenantId, id) => principals.get(key(tenantId, id)),
    add(tenantId, principal) {
      principals.set(key(tenantId, principal.id), principal);
    },
    remove(tenantId, id) {
      principals.delete(key(tenantId, id));
      groupsByMember.delete(key(tenantId, id));
      for (const groups of groupsByMember.values()) groups.delete(id.toLowerCase());
    },
    addMember(tenantId, groupId, memberId) {
      const groups = groupsByMember.get(key(tenantId, memberId)) ?? new Set();
      groupsByMember.set(key(tenantId, memberId), groups.add(groupId.toLowerCase()));
    },
    removeMember(tenantId, groupId, memberId) {
      groupsByMember.get(key(tenantId, memberId))?.delete(groupId.toLowerCase());
    },
    groupsOf(tenantId, memberId) {
      const found = new Set<string>();
      const open = [memberId];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        for (const group of groupsByMember.get(key(tenantId, next)) ?? []) {
          if (!found.has(group)) open.push(group);
          found.add(group);
        }
      }
      return [...found];
    },
  };
}
