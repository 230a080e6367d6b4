import type { RoleAssignment, RoleAssignments } from "../azure/access/role-assignments";
import type { Caller } from "../bearer";
import type { SwitchSettings } from "../switches";
import { permissionDenied } from "./errors";

const refusalsOfNewAssignment = { "two-refusals": 2, "at-once": 0 } as const;

/**
 * Who may use the data plane of a project. A role assignment that is new is not known everywhere at once: as many requests
 * as the switch `roleAssignmentSpread` says are refused although they would be permitted: whoever asks, deployer or person.
 * The refusals are those of the assignment, so a group's are shared by its members.
 */
export class ProjectAccess {
  readonly #refusalsLeft = new WeakMap<RoleAssignment, number>();
  readonly #assignments: RoleAssignments;
  readonly #refusals: number;

  constructor(assignments: RoleAssignments, switches: SwitchSettings) {
    this.#assignments = assignments;
    this.#refusals = refusalsOfNewAssignment[switches.roleAssignmentSpread];
  }

  /**
   * Refuses a caller without a role for it; the error names the operation, for example
   * `POST /api/projects/{projectName}/agents`.
   * @throws ArmError PermissionDenied
   */
  require(caller: Caller, verb: "read" | "write" | "delete", projectId: string, operation: string): void {
    const action = `Microsoft.CognitiveServices/accounts/AIServices/agents/${verb}`;
    const permitting = this.#assignments.permitting(caller, "dataActions", action, projectId);
    const known = permitting.filter((assignment) => (this.#refusalsLeft.get(assignment) ?? this.#refusals) === 0);
    if (known.length > 0) return;
    for (const assignment of permitting) {
      this.#refusalsLeft.set(assignment, (this.#refusalsLeft.get(assignment) ?? this.#refusals) - 1);
    }
    throw permissionDenied(caller.objectId, action, operation);
  }
}
