import type { Caller } from "../../bearer";
import { isWithin } from "../resource-id";
import type { Reply } from "../../routes";
import { invalidFilter, methodNotAllowed, notAuthorized } from "../errors";
import { sameText } from "../store";
import { presentRoleAssignment, type RoleAssignment, type RoleAssignments } from "./role-assignments";
import { presentRoleDefinition, roleDefinition, roleDefinitions, type RoleDefinition } from "./role-definitions";

/** Refuses a caller who holds no role for an operation at a scope. @throws ArmError AuthorizationFailed */
export function authorize(assignments: RoleAssignments, caller: Caller, action: string, scope: string): void {
  if (assignments.permitting(caller, "actions", action, scope).length > 0) return;
  throw notAuthorized(caller.clientId, caller.objectId, action, scope);
}

/** A request below `{scope}/providers/Microsoft.Authorization`. */
export interface AccessRequest {
  readonly method: string;
  /** Canonical id; `undefined` for the tenant itself, which holds the built-in roles. */
  readonly scope: string | undefined;
  readonly tenantId: string;
  /** What follows the namespace, for example `["roleAssignments", "<GUID>"]`. */
  readonly segments: readonly string[];
  readonly filter: string | null;
  readonly body: unknown;
  readonly caller: Caller;
}

/**
 * Answers requests about role assignments and role definitions; `undefined` where the path is about something else.
 * @see https://learn.microsoft.com/rest/api/authorization
 */
export function accessReply(assignments: RoleAssignments, request: AccessRequest): Reply | undefined {
  const [collection = "", name, ...rest] = request.segments;
  if (rest.length > 0) return undefined;
  if (sameText(collection, "roleDefinitions")) return definitionsReply(request, name);
  if (sameText(collection, "roleAssignments") && request.scope !== undefined) {
    return assignmentsReply(assignments, request, request.scope, name);
  }
  return undefined;
}

function definitionsReply({ method, scope, filter }: AccessRequest, name: string | undefined): Reply {
  if (method !== "GET") throw methodNotAllowed(method);
  const subscription = scope?.split("/")[2];
  const shown = (definition: RoleDefinition) => presentRoleDefinition(definition, subscription);
  if (name !== undefined) return { status: 200, body: shown(roleDefinition(name)) };
  return { status: 200, body: { value: roleDefinitions.filter(definitionFilter(filter)).map(shown) } };
}

function definitionFilter(filter: string | null): (definition: RoleDefinition) => boolean {
  if (filter === null || filter === "" || /^atScopeAndBelow\(\)$/i.test(filter)) return () => true;
  const roleName = /^roleName eq '((?:[^']|'')*)'$/i.exec(filter)?.[1]?.replaceAll("''", "'");
  if (roleName !== undefined) return ({ name }) => sameText(name, roleName);
  if (/^type eq '?BuiltInRole'?$/i.test(filter)) return () => true;
  throw invalidFilter(filter);
}

function assignmentsReply(
  assignments: RoleAssignments,
  request: AccessRequest,
  scope: string,
  name: string | undefined,
): Reply {
  const { method, tenantId, caller, body } = request;
  const need = (verb: "read" | "write" | "delete"): void =>
    authorize(assignments, caller, `Microsoft.Authorization/roleAssignments/${verb}`, scope);
  if (name === undefined) {
    if (method !== "GET") throw methodNotAllowed(method);
    need("read");
    const matches = assignmentFilter(request.filter, scope);
    return { status: 200, body: { value: assignments.all().filter(matches).map(presentRoleAssignment) } };
  }
  if (method === "GET") {
    need("read");
    return { status: 200, body: presentRoleAssignment(assignments.get(scope, name)) };
  }
  if (method === "PUT") {
    need("write");
    return { status: 201, body: presentRoleAssignment(assignments.create(tenantId, scope, name, body, caller)) };
  }
  if (method === "DELETE") {
    need("delete");
    const deleted = assignments.delete(scope, name);
    return deleted === undefined ? { status: 204 } : { status: 200, body: presentRoleAssignment(deleted) };
  }
  throw methodNotAllowed(method);
}

/** Without a filter a list holds what is assigned at, above and below the scope; `atScope()` leaves out what is below. */
function assignmentFilter(filter: string | null, scope: string): (assignment: RoleAssignment) => boolean {
  const above = (assignment: RoleAssignment): boolean => isWithin(scope, assignment.scope);
  const related = (assignment: RoleAssignment): boolean => above(assignment) || isWithin(assignment.scope, scope);
  if (filter === null || filter === "") return related;
  if (/^atScope\(\)$/i.test(filter)) return above;
  const principalId = /^(?:principalId eq|assignedTo\() ?'([^']+)'\)?$/i.exec(filter)?.[1];
  if (principalId !== undefined)
    return (assignment) => related(assignment) && sameText(assignment.principalId, principalId);
  throw invalidFilter(filter);
}
