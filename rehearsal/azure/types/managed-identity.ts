import { randomUUID } from "node:crypto";
import type { Directory } from "../../directory";
import { textAt } from "../../json";
import { ownName } from "../resource-id";
import type { ResourceType } from "../resource-type";

/**
 * User-assigned identities. Each is a service principal of the subscription's tenant as long as it exists.
 * @see https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities
 */
export function userAssignedIdentity(directory: Directory): ResourceType {
  return {
    type: "Microsoft.ManagedIdentity/userAssignedIdentities",
    located: true,
    names: {
      pattern: /^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$/,
      allowed: "Use 3 to 128 letters, digits, hyphens and underscores; start with a letter or digit.",
    },
    write({ id, existing, world }) {
      if (existing !== undefined) return { properties: existing.properties };
      const tenantId = world.tenantOf(id.subscription);
      const principalId = randomUUID();
      const clientId = randomUUID();
      directory.add(tenantId, { id: principalId, type: "ServicePrincipal", displayName: ownName(id), clientId });
      return { properties: { tenantId, principalId, clientId } };
    },
    afterDelete({ properties }) {
      directory.remove(textAt(properties, "tenantId") ?? "", textAt(properties, "principalId") ?? "");
    },
  };
}
