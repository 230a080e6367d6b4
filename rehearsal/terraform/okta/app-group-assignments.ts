import { isObject as isJsonObject, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { numberAttribute, requiredText, textAttribute } from "../attributes";
import { isObject, isSequence } from "../protocol/values";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { requestFailed } from "./errors";
import { isFailure, listAll, okta, succeeded } from "./requests";

const noProfile = "{}";

/**
 * All groups that an app is for.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_group_assignments
 */
export const appGroupAssignments: ManagedResourceType = {
  kind: "resource",
  type: "okta_app_group_assignments",
  replacedBy: ["app_id"],
  plan: ({ planned, replacedBy }) => ({ planned: withProfiles(planned), replacedBy }),
  async create(api, planned) {
    const app = requiredText(planned, "app_id");
    for (const group of groupsOf(planned)) {
      await assign(api, app, group, "failed to create application group assignment");
    }
    return { ...(await find(api, planned)), id: app };
  },
  read: find,
  async update(api, planned, prior) {
    const app = requiredText(planned, "app_id");
    const wanted = groupsOf(planned);
    for (const { id } of groupsOf(prior).filter((group) => !wanted.some((one) => one.id === group.id))) {
      const response = await okta(api, "DELETE", `/apps/${app}/groups/${id}`);
      if (!succeeded(response)) {
        const which = `could not delete assignment for group ${id}, to application ${app}`;
        throw requestFailed(`failed to delete group assignment: ${which}`, response);
      }
    }
    for (const group of wanted) {
      await assign(api, app, group, "failed to add/update group assignment");
    }
    return (await find(api, planned)) ?? {};
  },
  async delete(api, state) {
    const app = requiredText(state, "app_id");
    for (const { id } of groupsOf(state)) {
      const response = await okta(api, "DELETE", `/apps/${app}/groups/${id}`);
      if (!succeeded(response) && response.status !== 404) {
        throw requestFailed("failed to delete application group assignment", response);
      }
    }
  },
};

interface AssignedGroup {
  readonly id: string;
  readonly priority: number | undefined;
  /** JSON. */
  readonly profile: string;
}

/**
 * Groups that the state knows come first, in its order; assignments made by somebody else follow. A priority that the
 * configuration leaves to Okta stays out of the state, so that no plan wants to remove it.
 */
async function find(api: ApiClients, state: Attributes): Promise<Attributes | undefined> {
  const app = requiredText(state, "app_id");
  const assigned = await listAll(api, `/apps/${app}/groups?limit=200`);
  if (isFailure(assigned)) {
    if (assigned.status === 404) return undefined;
    throw requestFailed("failed to fetch group assignments", assigned);
  }
  const known = groupsOf(state);
  const byId = new Map(assigned.map((assignment) => [textAt(assignment, "id") ?? "", assignment]));
  const kept = known.flatMap((group) => {
    const assignment = byId.get(group.id);
    return assignment === undefined ? [] : [attributesOf(assignment, group)];
  });
  const others = assigned.filter((assignment) => !known.some(({ id }) => id === assignment["id"]));
  return { group: [...kept, ...others.map((assignment) => attributesOf(assignment, undefined))] };
}

function attributesOf(assignment: JsonObject, known: AssignedGroup | undefined): Attributes {
  const priority = assignment["priority"];
  const isShown = typeof priority === "number" && (known === undefined || known.priority !== undefined);
  const profile = isJsonObject(assignment["profile"]) ? JSON.stringify(assignment["profile"]) : noProfile;
  return {
    id: textAt(assignment, "id") ?? "",
    priority: isShown ? priority : null,
    // The configuration's own way to write the same JSON is kept.
    profile: known !== undefined && sameJson(profile, known.profile) ? known.profile : profile,
  };
}

async function assign(api: ApiClients, app: string, group: AssignedGroup, doing: string): Promise<void> {
  const profile: unknown = JSON.parse(group.profile);
  const response = await okta(api, "PUT", `/apps/${app}/groups/${group.id}`, {
    ...(group.priority === undefined ? {} : { priority: group.priority }),
    profile: isJsonObject(profile) ? profile : {},
  });
  if (!succeeded(response)) throw requestFailed(doing, response);
}

function groupsOf(state: Attributes): readonly AssignedGroup[] {
  const blocks = state["group"];
  return (isSequence(blocks) ? blocks : []).filter(isObject).map((block) => ({
    id: requiredText(block, "id"),
    priority: numberAttribute(block, "priority"),
    profile: textAttribute(block, "profile") ?? noProfile,
  }));
}

/** A group without a profile has an empty one, in the plan already. */
function withProfiles(planned: Attributes): Attributes {
  const blocks = planned["group"];
  if (!isSequence(blocks)) return planned;
  const group = blocks.map((block) =>
    isObject(block) && (block["profile"] ?? null) === null ? { ...block, profile: noProfile } : block,
  );
  return { ...planned, group };
}

function sameJson(left: string, right: string): boolean {
  return JSON.stringify(JSON.parse(left)) === JSON.stringify(JSON.parse(right));
}
