/**
 * What applications may do at Microsoft Graph: the permissions that its reference names for each operation, any of which is enough.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
import type { GraphContext } from "./graph-context";
import { permissionMissing, privilegesInsufficient, roleMissing } from "./graph-errors";

interface Area {
  readonly path: RegExp;
  readonly read: readonly string[];
  readonly write: readonly string[];
}

const directoryRead = ["Directory.Read.All", "Directory.ReadWrite.All"];
const applicationWrite = ["Application.ReadWrite.All", "Directory.ReadWrite.All"];
const applicationRead = ["Application.Read.All", ...applicationWrite, "Directory.Read.All"];
const groupWrite = ["Group.ReadWrite.All", "Directory.ReadWrite.All"];
const memberRead = ["GroupMember.Read.All", "Group.Read.All", ...groupWrite, "Directory.Read.All"];
const userRead = ["User.Read.All", "User.ReadWrite.All", ...directoryRead];
const assignmentWrite = ["AppRoleAssignment.ReadWrite.All"];

/** The first whose path fits counts. */
const areas: readonly Area[] = [
  {
    path: /^\/(servicePrincipals|users|groups)(\(.*\)|\/[^/]+)\/appRole(AssignedTo|Assignments)/,
    read: [...applicationRead, ...assignmentWrite],
    write: assignmentWrite,
  },
  {
    path: /\/?oauth2PermissionGrants/,
    read: [...directoryRead, "DelegatedPermissionGrant.Read.All", "DelegatedPermissionGrant.ReadWrite.All"],
    write: ["DelegatedPermissionGrant.ReadWrite.All", "Directory.ReadWrite.All"],
  },
  { path: /^\/(applications|servicePrincipals)/, read: applicationRead, write: applicationWrite },
  {
    path: /^\/users\/[^/]+\/(memberOf|transitiveMemberOf)/,
    read: [...directoryRead, "GroupMember.Read.All"],
    write: groupWrite,
  },
  { path: /^\/users/, read: ["User.ReadBasic.All", ...userRead], write: ["User.ReadWrite.All"] },
  { path: /^\/groups/, read: memberRead, write: groupWrite },
  { path: /^\/organization/, read: ["Organization.Read.All", ...directoryRead], write: ["Organization.ReadWrite.All"] },
  { path: /^\/policies/, read: ["Policy.Read.All"], write: ["Policy.ReadWrite.Authorization"] },
  { path: /^\/directoryObjects/, read: directoryRead, write: ["Directory.ReadWrite.All"] },
];

const logs = "/auditLogs/";
const logPermission = "AuditLog.Read.All";

/**
 * Refuses what the caller may not do: the deployer may do everything, a person what the directory lets everybody do.
 * @throws GraphError 403
 */
export function checkPermissions(
  { tenant, caller }: Pick<GraphContext, "tenant" | "caller">,
  deployerObjectId: string,
  method: string,
  path: string,
): void {
  if (caller.objectId.toLowerCase() === deployerObjectId.toLowerCase()) return;
  const operation = path.replace(/^\/v1\.0/, "");
  if (caller.kind === "user") {
    if (operation.startsWith(logs)) throw roleMissing();
    return;
  }
  const held = tenant.readers.get(caller.objectId.toLowerCase())?.permissions ?? new Set<string>();
  if (operation.startsWith(logs)) {
    if (!held.has(logPermission)) throw permissionMissing([logPermission]);
    return;
  }
  const area = areas.find((candidate) => candidate.path.test(operation));
  const enough = method === "GET" ? area?.read : area?.write;
  if (enough?.some((permission) => held.has(permission)) === false) throw privilegesInsufficient();
}
