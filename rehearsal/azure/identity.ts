import { randomUUID } from "node:crypto";
import type { Directory } from "../directory";
import { isObject, textAt, type JsonObject } from "../json";
import { identityNotFound, invalidRequestContent } from "./errors";
import type { Resource } from "./resource";
import { formatId, parseResourceId, type ResourceId } from "./resource-id";
import type { World } from "./resource-type";

/**
 * What Resource Manager makes of the `identity` of a request: a system-assigned identity gets a service principal in the
 * subscription's tenant and keeps it, a user-assigned one is completed with its ids and must exist.
 * @see https://learn.microsoft.com/rest/api/resources/resources/create-or-update-by-id#identity
 */
export function assignIdentity(
  id: ResourceId,
  wanted: JsonObject | undefined,
  before: JsonObject | undefined,
  world: World,
  directory: Directory,
): JsonObject | undefined {
  const types = (textAt(wanted ?? {}, "type") ?? "None").split(",").map((type) => type.trim().toLowerCase());
  const unknown = types.find((type) => !["none", "systemassigned", "userassigned"].includes(type));
  if (unknown !== undefined) throw invalidRequestContent(`Identity type ${JSON.stringify(unknown)} is unknown.`);
  const system = types.includes("systemassigned");
  const user = types.includes("userassigned");
  // Looked up first: a request that fails must not have changed the directory.
  const userAssignedIdentities = user ? completeUserAssigned(id, wanted ?? {}, world) : undefined;
  if (!system) releaseIdentity(before, directory);
  if (!system && !user) return wanted === undefined ? undefined : { type: "None" };
  const tenantId = world.tenantOf(id.subscription);
  const principalId = system ? (systemPrincipal(before) ?? createPrincipal(tenantId, id, directory)) : undefined;
  return {
    ...(principalId === undefined ? {} : { principalId, tenantId }),
    type: [...(system ? ["SystemAssigned"] : []), ...(user ? ["UserAssigned"] : [])].join(", "),
    userAssignedIdentities,
  };
}

/** Removes the service principal of a system-assigned identity, as its resource goes or gives it up. */
export function releaseIdentity(identity: Resource["identity"], directory: Directory): void {
  const principalId = systemPrincipal(identity);
  if (principalId !== undefined) directory.remove(textAt(identity ?? {}, "tenantId") ?? "", principalId);
}

function systemPrincipal(identity: JsonObject | undefined): string | undefined {
  return textAt(identity ?? {}, "principalId");
}

function createPrincipal(tenantId: string, id: ResourceId, directory: Directory): string {
  const principalId = randomUUID();
  directory.add(tenantId, {
    id: principalId,
    type: "ServicePrincipal",
    displayName: id.names.join("/"),
    clientId: randomUUID(),
  });
  return principalId;
}

function completeUserAssigned(id: ResourceId, wanted: JsonObject, world: World): JsonObject {
  const identities = wanted["userAssignedIdentities"];
  if (!isObject(identities)) throw invalidRequestContent("userAssignedIdentities is required for this identity type.");
  return Object.fromEntries(
    Object.keys(identities).map((identityId) => {
      const parsed = parseResourceId(identityId);
      const resource = parsed === undefined ? undefined : world.store.get(parsed);
      const principalId = textAt(resource?.properties ?? {}, "principalId");
      const clientId = textAt(resource?.properties ?? {}, "clientId");
      if (principalId === undefined || clientId === undefined) throw identityNotFound(formatId(id), identityId);
      return [identityId, { principalId, clientId }];
    }),
  );
}
