import type { JsonObject } from "../../json";
import { roleDefinitionNotFound } from "../errors";
import { sameText } from "../store";

/** A built-in role, as far as this cloud's operations go. */
export interface RoleDefinition {
  /** GUID; names change, ids do not. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Operations of Resource Manager, `*` stands for any text. */
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  /** Operations of data planes. */
  readonly dataActions: readonly string[];
}

const role = (
  id: string,
  name: string,
  description: string,
  permissions: Partial<Pick<RoleDefinition, "actions" | "notActions" | "dataActions">>,
): RoleDefinition => ({ id, name, description, actions: [], notActions: [], dataActions: [], ...permissions });

/**
 * The built-in roles that a deployment of a Foundry agent and a function app meets.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const roleDefinitions: readonly RoleDefinition[] = [
  role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", "Full access, assigning roles included.", { actions: ["*"] }),
  role("b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", "Full access, assigning roles excluded.", {
    actions: ["*"],
    notActions: ["Microsoft.Authorization/*/Delete", "Microsoft.Authorization/*/Write"],
  }),
  role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", "Reads everything.", { actions: ["*/read"] }),
  role("18d7d88d-d35e-4fb5-a5c3-7773c20a72d9", "User Access Administrator", "Reads everything, assigns roles.", {
    actions: ["*/read", "Microsoft.Authorization/*"],
  }),
  role("b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner", "Full access to blobs.", {
    actions: ["Microsoft.Storage/storageAccounts/blobServices/containers/*"],
    dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"],
  }),
  role("ba92f5b4-2d11-453d-a403-e96b0029c9fe", "Storage Blob Data Contributor", "Reads and writes blobs.", {
    actions: ["Microsoft.Storage/storageAccounts/blobServices/containers/*"],
    dataActions: ["Microsoft.Storage/storageAccounts/blobServices/containers/blobs/*"],
  }),
  role("3913510d-42f4-4e42-8a64-420c390055eb", "Monitoring Metrics Publisher", "Publishes metrics.", {
    actions: ["Microsoft.Insights/Register/Action", "Microsoft.Resources/subscriptions/resourceGroups/read"],
    dataActions: ["Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write"],
  }),
  role("de139f84-1756-47ae-9be6-808fbbe84772", "Website Contributor", "Manages sites, not their plans' access.", {
    actions: ["Microsoft.Web/sites/*", "Microsoft.Web/serverFarms/read", "Microsoft.Insights/components/*"],
  }),
  role("53ca6127-db72-4b80-b1b0-d745d6d5456d", "Foundry User", "Builds and uses agents in a project.", {
    actions: ["Microsoft.CognitiveServices/*/read"],
    dataActions: ["Microsoft.CognitiveServices/*"],
  }),
  role("eadc314b-1a2d-4efa-be10-5d325db5065e", "Foundry Project Manager", "Manages projects and uses them.", {
    actions: ["Microsoft.CognitiveServices/*/read", "Microsoft.CognitiveServices/accounts/projects/*"],
    dataActions: ["Microsoft.CognitiveServices/*"],
  }),
  role("e47c6f54-e4a2-4754-9501-8e0985b135e1", "Foundry Account Owner", "Manages accounts and projects.", {
    actions: ["Microsoft.CognitiveServices/*"],
  }),
  role("c883944f-8b7b-4483-af10-35834be79c4a", "Foundry Owner", "Manages accounts and projects and uses them.", {
    actions: ["Microsoft.CognitiveServices/*"],
    dataActions: ["Microsoft.CognitiveServices/*"],
  }),
];

/** The built-in role of an id, or of a path that ends in one. */
export function findRoleDefinition(id: string): RoleDefinition | undefined {
  const guid = id.split("/").at(-1) ?? "";
  return roleDefinitions.find((definition) => sameText(definition.id, guid));
}

/** Whether a role holds an operation, of Resource Manager (`actions`) or of a data plane (`dataActions`). */
export function permits(definition: RoleDefinition, plane: "actions" | "dataActions", operation: string): boolean {
  if (plane === "actions" && matchesAny(definition.notActions, operation)) return false;
  return matchesAny(definition[plane], operation);
}

/**
 * A role as an answer shows it. Built-in roles belong to no subscription; the id names the one below which it was asked
 * for, if any.
 */
export function presentRoleDefinition(definition: RoleDefinition, subscription: string | undefined): JsonObject {
  const prefix = subscription === undefined ? "" : `/subscriptions/${subscription}`;
  const { id, name, description, actions, notActions, dataActions } = definition;
  return {
    id: `${prefix}/providers/Microsoft.Authorization/roleDefinitions/${id}`,
    name: id,
    type: "Microsoft.Authorization/roleDefinitions",
    properties: {
      roleName: name,
      type: "BuiltInRole",
      description,
      assignableScopes: ["/"],
      permissions: [{ actions, notActions, dataActions, notDataActions: [] }],
    },
  };
}

/** The role of an id. @throws ArmError RoleDefinitionNotFound */
export function roleDefinition(id: string): RoleDefinition {
  const found = findRoleDefinition(id);
  if (found === undefined) throw roleDefinitionNotFound(id);
  return found;
}

function matchesAny(patterns: readonly string[], operation: string): boolean {
  return patterns.some((pattern) => {
    const expression = pattern.split("*").map(escapeRegExp).join(".*");
    return new RegExp(`^${expression}$`, "i").test(operation);
  });
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
