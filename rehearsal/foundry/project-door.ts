import type { Request } from "express";
import { childOf, formatId, type ResourceId } from "../azure/resource-id";
import type { World } from "../azure/resource-type";
import type { Caller, VerifyBearer } from "../bearer";
import { accountBySubdomain } from "./account";
import { noSuchOperation, projectNotFound, tenantMismatch, unauthorized } from "./errors";
import type { ProjectAccess } from "./project-access";

/** Host names of the data planes of all accounts. */
export const dataPlaneHosts = "*.services.ai.azure.com";

const audience = "https://ai.azure.com";
const domain = dataPlaneHosts.slice(1);

/** Somebody who is known, and the project that the request is about. */
export interface Visit {
  readonly caller: Caller;
  readonly project: ResourceId;
  /** Host name of the account. */
  readonly host: string;
}

/** How requests to the projects of all accounts are let in. */
export interface ProjectDoor {
  /**
   * Who asks, and about which project.
   * @throws ArmError for a token that is none of this tenant's for Foundry, an account or a project that does not exist
   */
  identify(request: Request): Visit;
  /**
   * Demands a role on the project; `operation` is the path with its parameters in braces.
   * @throws ArmError PermissionDenied
   */
  admit(visit: Visit, verb: "read" | "write" | "delete", operation: string): void;
}

/** The door to the projects: tokens are for `https://ai.azure.com`, projects are named by the path's `project`. */
export function createProjectDoor(world: World, verifyBearer: VerifyBearer, access: ProjectAccess): ProjectDoor {
  return {
    identify(request) {
      const caller = verifyBearer(request.headers.authorization, audience);
      if (caller === undefined) throw unauthorized();
      const host = request.hostname.toLowerCase();
      const account = accountBySubdomain(host.slice(0, -domain.length), world);
      if (account === undefined) throw noSuchOperation();
      const tenantId = world.tenantOf(account.id.subscription);
      if (caller.tenantId.toLowerCase() !== tenantId.toLowerCase()) throw tenantMismatch();
      const name = String(request.params["project"]);
      const project = world.store.get(childOf(account.id, "projects", name));
      if (project === undefined) throw projectNotFound(name);
      return { caller, project: project.id, host };
    },
    admit({ caller, project }, verb, operation) {
      access.require(caller, verb, formatId(project), operation);
    },
  };
}
