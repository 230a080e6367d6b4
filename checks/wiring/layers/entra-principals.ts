/** Service principals: who is assigned to them, and what they are granted. */
import type { Block } from "../configuration";
import { textOf, type Value } from "../value";
import type { EntraGrant, EntraServicePrincipal } from "../wiring-identity";
import * as read from "./arguments";
import { inDoubt, type Blocks } from "./blocks";
import { appOfPrincipal } from "./entra-parts";
import { entraPrincipalTypes } from "./types";

/** Client id of Microsoft Graph in every tenant. */
const graphClientId = "00000003-0000-0000-c000-000000000000";

/** Service principals by the address of their app, or by their own where the app is described elsewhere. */
export function readPrincipals(blocks: Blocks): ReadonlyMap<string, EntraServicePrincipal> {
  const assigned = gather(blocks, "azuread_app_role_assignment", "resource_object_id", (block) => {
    const principalId = blocks.value(block, "principal_object_id");
    return principalId ? [{ principalId, source: block.source }] : [];
  });
  const grants = gather(
    blocks,
    "azuread_service_principal_delegated_permission_grant",
    "service_principal_object_id",
    (block) => [readGrant(blocks, block)],
  );
  const principals = new Map<string, EntraServicePrincipal>();
  for (const block of blocks.ofType(...entraPrincipalTypes)) {
    const { address, source } = block;
    const owner = appOfPrincipal(blocks, block)?.address ?? address;
    const first = principals.get(owner);
    const demanded =
      blocks.value(block, "app_role_assignment_required") ??
      (block.mode === "data" ? read.unknown(`${address} is looked up, and described elsewhere`, source) : undefined);
    principals.set(owner, {
      address: first?.address ?? address,
      objectId: first?.objectId ?? blocks.computed(block, "object_id"),
      ...((first?.assignmentRequired ?? demanded) && { assignmentRequired: first?.assignmentRequired ?? demanded }),
      assigned: [...(first?.assigned ?? []), ...(assigned.get(address) ?? [])],
      grants: [...(first?.grants ?? []), ...(grants.get(address) ?? [])],
      source: first?.source ?? source,
    });
  }
  return principals;
}

function readGrant(blocks: Blocks, block: Block): EntraGrant {
  const { address, source } = block;
  const resourceId = blocks.value(block, "resource_service_principal_object_id");
  const resource = blocks.named(resourceId, ...entraPrincipalTypes);
  const userId = blocks.value(block, "user_object_id");
  return {
    address,
    resourceId: resourceId ?? read.unknown("the grant names no API", source),
    ofGraph: resource !== undefined && isGraph(blocks, resource),
    scopes: blocks.values(block, "claim_values") ?? { items: [], source },
    ...(userId && { userId }),
    source,
  };
}

/** Whether a service principal is Microsoft Graph: by its client id, by the data source of well-known ids, or by its name. */
export function isGraph(blocks: Blocks, principal: Block): boolean {
  const id = blocks.value(principal, "client_id") ?? blocks.value(principal, "application_id");
  if (textOf(id)?.toLowerCase() === graphClientId) return true;
  if (textOf(blocks.value(principal, "display_name")) === "Microsoft Graph") return true;
  return isWellKnownGraph(id);
}

function isWellKnownGraph(id: Value | undefined): boolean {
  if (id?.kind !== "symbolic") return false;
  return id.parts.some(
    (part) =>
      typeof part === "object" &&
      part.address.startsWith("data.azuread_application_published_app_ids.") &&
      /^result(\.MicrosoftGraph|\["MicrosoftGraph"\])$/.test(part.path),
  );
}

function gather<Item>(
  blocks: Blocks,
  type: string,
  attribute: string,
  itemsOf: (block: Block) => readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const gathered = new Map<string, Item[]>();
  for (const block of blocks.ofType(type)) {
    const id = blocks.value(block, attribute);
    const principal = blocks.named(id, ...entraPrincipalTypes);
    const isOpen = !principal && id?.kind === "unknown";
    for (const { address } of principal ? [principal] : isOpen ? blocks.ofType(...entraPrincipalTypes) : []) {
      const items = gathered.get(address) ?? [];
      gathered.set(address, items);
      items.push(...itemsOf(isOpen ? inDoubt(block) : block));
    }
  }
  return gathered;
}
