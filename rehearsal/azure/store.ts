import type { JsonObject } from "../json";
import type { Resource } from "./resource";
import { formatId, fullType, isWithin, resourceGroupId, type ResourceId } from "./resource-id";

/** A resource group. */
export interface ResourceGroup {
  readonly subscription: string;
  readonly name: string;
  /** Normalised. */
  readonly location: string;
  readonly tags?: JsonObject;
}

/** All resource groups and resources of all subscriptions, looked up regardless of case. */
export class ResourceStore {
  readonly #groups = new Map<string, ResourceGroup>();
  readonly #resources = new Map<string, Resource>();

  group(subscription: string, name: string): ResourceGroup | undefined {
    return this.#groups.get(resourceGroupId(subscription, name).toLowerCase());
  }

  groups(subscription: string): readonly ResourceGroup[] {
    return [...this.#groups.values()].filter((group) => sameText(group.subscription, subscription));
  }

  allGroups(): readonly ResourceGroup[] {
    return [...this.#groups.values()];
  }

  putGroup(group: ResourceGroup): void {
    this.#groups.set(resourceGroupId(group.subscription, group.name).toLowerCase(), group);
  }

  /** Removes the group alone; its resources are removed with `removeWithin`. */
  removeGroup(group: ResourceGroup): void {
    this.#groups.delete(resourceGroupId(group.subscription, group.name).toLowerCase());
  }

  get(id: ResourceId): Resource | undefined {
    return this.#resources.get(formatId(id).toLowerCase());
  }

  put(resource: Resource): void {
    this.#resources.set(formatId(resource.id).toLowerCase(), resource);
  }

  /** The resources of a full type, in every subscription and resource group. */
  ofType(type: string): readonly Resource[] {
    return [...this.#resources.values()].filter(({ id }) => sameText(fullType(id), type));
  }

  /** The resources whose id is a scope or lies below it, in the order of their creation. */
  within(scope: string): readonly Resource[] {
    return [...this.#resources.values()].filter(({ id }) => isWithin(formatId(id), scope));
  }

  /** Removes what lies at and below a scope, nested resources first; returns it in that order. */
  removeWithin(scope: string): readonly Resource[] {
    const removed = this.within(scope).toSorted((a, b) => b.id.types.length - a.id.types.length);
    for (const { id } of removed) this.#resources.delete(formatId(id).toLowerCase());
    return removed;
  }
}

/** Whether two names are the same for Azure, which ignores their case. */
export function sameText(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
