/**
 * Who is assigned to an application: `appRoleAssignedTo` of the API, `appRoleAssignments` of the principal.
 * @see https://learn.microsoft.com/graph/api/resources/approleassignment
 */
import { z } from "zod";
import { param, type Reply, type Route } from "../routes";
import { directoryObject } from "./directory-objects";
import type { GraphCall, GraphContext } from "./graph-context";
import { assignmentExists, invalidValue, notFound, permissionNotFound } from "./graph-errors";
import type { AppRoleAssignment } from "./model";
import { type Entity, page, single } from "./odata";
import { parseProperties, readBody } from "./parse";
import { displayNameOf } from "./service-principals";
import { exposedRoles, opaqueId, timestamp } from "./state";

/** The role of an API that defines none: access as such. */
export const defaultAccessRoleId = "00000000-0000-0000-0000-000000000000";

const creation = z.strictObject({ appRoleId: z.guid(), principalId: z.guid(), resourceId: z.guid() });

const principalTypes: Readonly<Record<string, AppRoleAssignment["principalType"]>> = {
  "#microsoft.graph.user": "User",
  "#microsoft.graph.group": "Group",
  "#microsoft.graph.servicePrincipal": "ServicePrincipal",
};

const principalSets = ["users", "groups", "servicePrincipals"] as const;

/** The operations on assignments, from both ends. */
export const roleAssignmentRoutes: readonly Route<GraphContext>[] = [
  ...fromOneEnd("/servicePrincipals/:id/appRoleAssignedTo", ({ resourceId }) => resourceId),
  ...principalSets.flatMap((set) => fromOneEnd(`/${set}/:id/appRoleAssignments`, ({ principalId }) => principalId)),
];

function fromOneEnd(
  path: string,
  endOf: (assignment: Pick<AppRoleAssignment, "principalId" | "resourceId">) => string,
): readonly Route<GraphContext>[] {
  const ofPath = (call: GraphCall): readonly AppRoleAssignment[] => {
    const id = param(call, "id").toLowerCase();
    if (directoryObject(call.context, id) === undefined) {
      throw notFound(id);
    }
    return [...call.context.tenant.assignments.values()].filter((assignment) => endOf(assignment) === id);
  };
  const named = (call: GraphCall): AppRoleAssignment => {
    const id = param(call, "assignment");
    const assignment = ofPath(call).find((candidate) => candidate.id === id);
    if (assignment === undefined) {
      throw notFound(id);
    }
    return assignment;
  };
  return [
    {
      method: "get",
      path,
      handle: (call) => {
        const entities = ofPath(call).map((assignment) => entity(call.context, assignment));
        const list = { query: call.query, url: call.url, type: "appRoleAssignment", set: "appRoleAssignments" };
        return { status: 200, body: page(entities, { id: "", appRoleId: "", principalId: "", resourceId: "" }, list) };
      },
    },
    {
      method: "post",
      path,
      handle: (call) => {
        const asked = parseProperties(creation, readBody(call.body).properties, "AppRoleAssignment");
        if (endOf(asked).toLowerCase() !== param(call, "id").toLowerCase()) {
          throw invalidValue("principalId", "AppRoleAssignment");
        }
        return create(call, asked);
      },
    },
    {
      method: "get",
      path: `${path}/:assignment`,
      handle: (call) => {
        const body = single("appRoleAssignments", entity(call.context, named(call)), call.query);
        return { status: 200, body };
      },
    },
    {
      method: "delete",
      path: `${path}/:assignment`,
      handle: (call) => {
        call.context.tenant.assignments.delete(named(call).id);
        return { status: 204 };
      },
    },
  ];
}

function create(call: GraphCall, asked: z.output<typeof creation>): Reply {
  const { context } = call;
  const { tenant } = context;
  const resource = tenant.servicePrincipals.get(asked.resourceId.toLowerCase());
  if (resource === undefined) {
    throw notFound(asked.resourceId);
  }
  const principal = directoryObject(context, asked.principalId.toLowerCase());
  const principalType = principalTypes[String(principal?.["@odata.type"])];
  if (principal === undefined || principalType === undefined) {
    throw notFound(asked.principalId);
  }
  const appRoleId = asked.appRoleId.toLowerCase();
  const isExposed = exposedRoles(tenant, resource).some(({ id, isEnabled }) => isEnabled && id === appRoleId);
  if (appRoleId !== defaultAccessRoleId && !isExposed) {
    throw permissionNotFound(resource.appId);
  }
  const principalId = asked.principalId.toLowerCase();
  for (const other of tenant.assignments.values()) {
    if (other.resourceId === resource.id && other.principalId === principalId && other.appRoleId === appRoleId) {
      throw assignmentExists();
    }
  }
  const assignment: AppRoleAssignment = {
    id: opaqueId(),
    appRoleId,
    createdDateTime: timestamp(),
    principalId,
    principalType,
    principalDisplayName: String(principal["displayName"]),
    resourceId: resource.id,
  };
  tenant.assignments.set(assignment.id, assignment);
  return { status: 201, body: single("appRoleAssignments", entity(context, assignment), call.query) };
}

function entity({ tenant }: GraphContext, assignment: AppRoleAssignment): Entity {
  const resource = tenant.servicePrincipals.get(assignment.resourceId);
  return {
    ...assignment,
    deletedDateTime: null,
    resourceDisplayName: resource === undefined ? null : displayNameOf(tenant, resource),
  };
}
