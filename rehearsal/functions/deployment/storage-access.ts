import type { RoleAssignment, RoleAssignments } from "../../azure/access/role-assignments";
import { childOf, formatId, parseResourceId, type ResourceId } from "../../azure/resource-id";
import type { World } from "../../azure/resource-type";
import type { SiteState } from "../../azure/state";
import { sameText } from "../../azure/store";
import { objectAt, textAt, type JsonObject } from "../../json";
import type { SwitchSettings } from "../../switches";
import { containerMissing, identityMissing, uploadForbidden } from "./errors";

const refusalsOfNewAssignment = { "two-refusals": 2, "at-once": 0 } as const;
const writeBlob = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write";

/**
 * Whether the identity of an app may write its package into the container that its `functionAppConfig` names. The platform uploads with
 * that identity, and a role that is new is not known everywhere at once.
 * @see https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to#configure-deployment-settings
 */
export class StorageAccess {
  readonly #world: World;
  readonly #assignments: RoleAssignments;
  readonly #refusals: number;
  readonly #refusalsLeft = new WeakMap<RoleAssignment, number>();

  constructor(world: World, assignments: RoleAssignments, switches: Pick<SwitchSettings, "storageRoleSpread">) {
    this.#world = world;
    this.#assignments = assignments;
    this.#refusals = refusalsOfNewAssignment[switches.storageRoleSpread];
  }

  /** Writes nothing, and fails where writing would. @throws StorageRefused */
  upload(site: SiteState): void {
    const config = objectAt(site.properties, "functionAppConfig");
    const storage = objectAt(objectAt(config, "deployment"), "storage");
    const account = this.#account(textAt(storage, "value") ?? "");
    const objectId = principalOf(site, objectAt(storage, "authentication"));
    if (objectId === undefined) throw identityMissing();
    const caller = { tenantId: site.tenantId, objectId };
    const permitting = this.#assignments.permitting(caller, "dataActions", writeBlob, formatId(account));
    if (permitting.some((assignment) => this.#left(assignment) === 0)) return;
    for (const assignment of permitting) this.#refusalsLeft.set(assignment, this.#left(assignment) - 1);
    throw uploadForbidden();
  }

  #left(assignment: RoleAssignment): number {
    return this.#refusalsLeft.get(assignment) ?? this.#refusals;
  }

  /** The account of a container, which is named by its address. */
  #account(address: string): ResourceId {
    const [, name = "", container = ""] =
      /^https:\/\/([^./]+)\.blob\.core\.windows\.net\/([^/]+)\/?$/.exec(address) ?? [];
    const account = this.#world.store
      .ofType("Microsoft.Storage/storageAccounts")
      .find(({ id }) => sameText(id.names[0] ?? "", name));
    if (account === undefined) throw containerMissing(address);
    const blobs = childOf(account.id, "blobServices", "default");
    if (this.#world.store.get(childOf(blobs, "containers", container)) === undefined) throw containerMissing(address);
    return account.id;
  }
}

function principalOf({ identity = {} }: SiteState, authentication: JsonObject): string | undefined {
  if (textAt(authentication, "type") !== "UserAssignedIdentity") return textAt(identity, "principalId");
  const wanted = idOf(textAt(authentication, "userAssignedIdentityResourceId") ?? "");
  const assigned = objectAt(identity, "userAssignedIdentities");
  const found = Object.keys(assigned).find((id) => idOf(id) === wanted);
  return found === undefined ? undefined : textAt(objectAt(assigned, found), "principalId");
}

function idOf(text: string): string {
  const id = parseResourceId(text);
  return id === undefined ? text : formatId(id).toLowerCase();
}
