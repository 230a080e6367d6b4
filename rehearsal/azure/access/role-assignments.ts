import { randomUUID } from "node:crypto";
import type { Caller } from "../../bearer";
import type { Directory, Principal } from "../../directory";
import { isObject, objectAt, textAt, type JsonObject } from "../../json";
import {
  invalidRequestContent,
  invalidRoleAssignmentId,
  principalNotFound,
  roleAssignmentExists,
  roleAssignmentNotFound,
  roleAssignmentNotUpdatable,
  roleDefinitionMissing,
  unmatchedPrincipalType,
} from "../errors";
import { isWithin } from "../resource-id";
import { sameText } from "../store";
import { findRoleDefinition, permits, type RoleDefinition } from "./role-definitions";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Who may do what, and where. */
export interface RoleAssignment {
  /** GUID. */
  readonly name: string;
  /** The subscription, resource group or resource below which it holds. */
  readonly scope: string;
  readonly tenantId: string;
  readonly definition: RoleDefinition;
  readonly principalId: string;
  readonly principalType: Principal["type"];
  readonly description: string | null;
  /** RFC 3339. */
  readonly createdOn: string;
  /** Object id of who made it. */
  readonly createdBy: string;
}

/**
 * Role assignments of all tenants.
 * @see https://learn.microsoft.com/rest/api/authorization/role-assignments
 */
export class RoleAssignments {
  readonly #assignments = new Map<string, RoleAssignment>();
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /**
   * Gives a principal a role that it holds from the start, without asking whether it exists.
   * @throws Error for a role definition that is none of the built-in ones
   */
  addSeeded(tenantId: string, scope: string, principalId: string, roleDefinitionId: string): void {
    const definition = findRoleDefinition(roleDefinitionId);
    if (definition === undefined) throw new Error(`There is no role definition ${JSON.stringify(roleDefinitionId)}.`);
    const assignment: RoleAssignment = {
      name: randomUUID(),
      scope,
      tenantId,
      definition,
      principalId,
      principalType: this.#directory.find(tenantId, principalId)?.type ?? "ServicePrincipal",
      description: null,
      createdOn: new Date().toISOString(),
      createdBy: principalId,
    };
    this.#assignments.set(key(assignment), assignment);
  }

  /**
   * Creates an assignment; the same request again changes nothing.
   * @throws ArmError for a name that is no GUID, a role or principal that does not exist, a principal of another type than
   * stated, another assignment of the same role, and any change of an existing one
   */
  create(tenantId: string, scope: string, name: string, body: unknown, caller: Caller): RoleAssignment {
    if (!guid.test(name)) throw invalidRoleAssignmentId(name);
    if (!isObject(body)) throw invalidRequestContent("The body must be a JSON object.");
    const properties = objectAt(body, "properties");
    const principalId = textAt(properties, "principalId");
    const roleId = textAt(properties, "roleDefinitionId");
    if (principalId === undefined) throw invalidRequestContent("properties.principalId is required.");
    if (roleId === undefined) throw invalidRequestContent("properties.roleDefinitionId is required.");
    const definition = findRoleDefinition(roleId);
    if (definition === undefined) throw roleDefinitionMissing(roleId.split("/").at(-1) ?? "");

    const principal = this.#directory.find(tenantId, principalId);
    if (principal === undefined) throw principalNotFound(principalId, tenantId);
    const stated = textAt(properties, "principalType");
    if (stated !== undefined && !sameText(stated, principal.type)) {
      throw unmatchedPrincipalType(principalId, principal.type, stated);
    }

    const existing = this.#assignments.get(key({ scope, name }));
    if (existing !== undefined) {
      const same = existing.definition === definition && sameText(existing.principalId, principalId);
      if (!same) throw roleAssignmentNotUpdatable();
      return existing;
    }
    const duplicate = this.all().find(
      (other) =>
        sameText(other.scope, scope) && other.definition === definition && sameText(other.principalId, principalId),
    );
    if (duplicate !== undefined) throw roleAssignmentExists(duplicate.name);
    const assignment: RoleAssignment = {
      name,
      scope,
      tenantId,
      definition,
      principalId: principal.id,
      principalType: principal.type,
      description: textAt(properties, "description") ?? null,
      createdOn: new Date().toISOString(),
      createdBy: caller.objectId,
    };
    this.#assignments.set(key(assignment), assignment);
    return assignment;
  }

  /** @throws ArmError RoleAssignmentNotFound */
  get(scope: string, name: string): RoleAssignment {
    const assignment = this.#assignments.get(key({ scope, name }));
    if (assignment === undefined) throw roleAssignmentNotFound(name);
    return assignment;
  }

  /** Removes an assignment; `undefined` where there was none. */
  delete(scope: string, name: string): RoleAssignment | undefined {
    const assignment = this.#assignments.get(key({ scope, name }));
    this.#assignments.delete(key({ scope, name }));
    return assignment;
  }

  /** Removes the assignments of a resource or resource group that is gone, and of all below it. */
  deleteWithin(scope: string): void {
    for (const [id, assignment] of this.#assignments) {
      if (isWithin(assignment.scope, scope)) this.#assignments.delete(id);
    }
  }

  all(): readonly RoleAssignment[] {
    return [...this.#assignments.values()];
  }

  /** The assignments, direct or through groups, that let a caller do something at a scope. */
  permitting(
    caller: Pick<Caller, "tenantId" | "objectId">,
    plane: "actions" | "dataActions",
    operation: string,
    scope: string,
  ): readonly RoleAssignment[] {
    const principals = [caller.objectId, ...this.#directory.groupsOf(caller.tenantId, caller.objectId)];
    return this.all().filter(
      (assignment) =>
        sameText(assignment.tenantId, caller.tenantId) &&
        isWithin(scope, assignment.scope) &&
        principals.some((id) => sameText(id, assignment.principalId)) &&
        permits(assignment.definition, plane, operation),
    );
  }
}

/** An assignment as an answer shows it. */
export function presentRoleAssignment(assignment: RoleAssignment): JsonObject {
  const { name, scope, definition, principalId, principalType, description, createdOn, createdBy } = assignment;
  const subscription = scope.split("/")[2] ?? "";
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    name,
    type: "Microsoft.Authorization/roleAssignments",
    properties: {
      roleDefinitionId: `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${definition.id}`,
      principalId,
      principalType,
      scope,
      condition: null,
      conditionVersion: null,
      createdOn,
      updatedOn: createdOn,
      createdBy,
      updatedBy: createdBy,
      delegatedManagedIdentityResourceId: null,
      description,
    },
  };
}

function key({ scope, name }: Pick<RoleAssignment, "scope" | "name">): string {
  return `${scope}/${name}`.toLowerCase();
}
