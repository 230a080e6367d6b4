import { randomUUID } from "node:crypto";
import { objectAt, textAt } from "../json";
import { formatId, isWithin, ownName, parentOf, type ResourceId } from "../azure/resource-id";
import type { ResourceType, World } from "../azure/resource-type";
import { accountType } from "./account";
import { projectsNotAllowed, propertyMissing } from "./errors";

/** Full type of a Foundry project. */
export const projectType = `${accountType}/projects`;

/** Full type of a model deployment. */
export const deploymentType = `${accountType}/deployments`;

/**
 * Projects; each has an identity of its own.
 * @see https://learn.microsoft.com/rest/api/aifoundry/accountmanagement/projects
 */
export const foundryProject: ResourceType = {
  type: projectType,
  located: true,
  oneWriteAtATime: true,
  names: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}$/,
    allowed: "Use 2 to 64 letters, digits, underscores, periods and hyphens; start with a letter or digit.",
  },
  write({ id, body, existing, world }) {
    const accountId = parentOf(id);
    const account = accountId === undefined ? undefined : world.store.get(accountId);
    if (account?.properties["allowProjectManagement"] !== true) {
      throw projectsNotAllowed(accountId === undefined ? "" : ownName(accountId));
    }
    if (body.identity === undefined) throw propertyMissing("A project", "identity");
    const before = existing?.properties ?? {};
    const api = textAt(objectAt(account.properties, "endpoints"), "AI Foundry API") ?? "";
    return {
      properties: {
        displayName: ownName(id),
        ...body.properties,
        endpoints: { "AI Foundry API": `${api}api/projects/${ownName(id)}` },
        isDefault: before["isDefault"] ?? projectsOf(account.id, world) === 0,
        internalId: textAt(before, "internalId") ?? randomUUID().replaceAll("-", ""),
        provisioningState: "Succeeded",
      },
    };
  },
  seedBody: () => ({ identity: { type: "SystemAssigned" } }),
};

/**
 * Model deployments.
 * @see https://learn.microsoft.com/rest/api/aifoundry/accountmanagement/deployments
 */
export const modelDeployment: ResourceType = {
  type: deploymentType,
  located: false,
  oneWriteAtATime: true,
  names: {
    pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,63}$/,
    allowed: "Use 2 to 64 letters, digits, underscores, periods and hyphens; start with a letter or digit.",
  },
  write({ body }) {
    const model = objectAt(body.properties, "model");
    for (const name of ["format", "name"]) {
      if (textAt(model, name) === undefined) throw propertyMissing("A deployment", `properties.model.${name}`);
    }
    const { sku } = body;
    if (sku === undefined || textAt(sku, "name") === undefined) throw propertyMissing("A deployment", "sku.name");
    return {
      sku: { ...sku, capacity: sku["capacity"] ?? 1 },
      properties: {
        versionUpgradeOption: "OnceNewDefaultVersionAvailable",
        ...body.properties,
        currentCapacity: sku["capacity"] ?? 1,
        capabilities: { chatCompletion: "true", responses: "true", agentsV2: "true" },
        provisioningState: "Succeeded",
      },
    };
  },
  seedBody: (id) => ({
    sku: { name: "GlobalStandard", capacity: 1 },
    properties: { model: { format: "OpenAI", name: ownName(id), version: "1" } },
  }),
};

function projectsOf(account: ResourceId, { store }: World): number {
  return store.ofType(projectType).filter(({ id }) => isWithin(formatId(id), formatId(account))).length;
}
