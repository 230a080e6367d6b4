/**
 * Resource ids: `/subscriptions/{s}/resourceGroups/{g}/providers/{namespace}/{type}/{name}[/{type}/{name}…]`.
 * They are compared regardless of case and written in canonical form.
 */

/** What a path below a subscription names. */
export interface ResourcePath {
  readonly subscription: string;
  /** @default none: something of the subscription itself */
  readonly resourceGroup?: string;
  /** @default none: the subscription or the resource group itself */
  readonly namespace?: string;
  /** Type and name alternate; an odd number ends in a type, or in an operation of what stands before it. */
  readonly segments: readonly string[];
}

/** A resource, by all its coordinates. */
export interface ResourceId {
  readonly subscription: string;
  readonly resourceGroup: string;
  /** For example `Microsoft.Web`. */
  readonly namespace: string;
  /** Without the namespace, for example `["sites", "config"]`. */
  readonly types: readonly string[];
  /** One name for each type. */
  readonly names: readonly string[];
}

/**
 * Reads a path below `/subscriptions/{s}`; `undefined` where it has another form.
 * @param path decoded segments, without the empty one before the first slash
 */
export function parsePath(path: readonly string[]): ResourcePath | undefined {
  const [subscriptions, subscription, ...afterSubscription] = path;
  if (subscriptions?.toLowerCase() !== "subscriptions" || subscription === undefined) return undefined;
  const inGroup = afterSubscription[0]?.toLowerCase() === "resourcegroups" && afterSubscription[1] !== undefined;
  const group = inGroup ? { resourceGroup: afterSubscription[1] } : {};
  const [providers, namespace, ...segments] = inGroup ? afterSubscription.slice(2) : afterSubscription;
  if (providers === undefined) return { subscription, ...group, segments: [] };
  if (providers.toLowerCase() !== "providers" || namespace === undefined) return undefined;
  return { subscription, ...group, namespace, segments };
}

/** Reads a resource id; `undefined` where it is none of a resource in a resource group. */
export function parseResourceId(id: string): ResourceId | undefined {
  const path = parsePath(id.split("/").slice(1));
  return path === undefined ? undefined : resourceIdOf(path);
}

/** The resource that a path names; `undefined` where it names a collection, an operation or no resource at all. */
export function resourceIdOf({
  subscription,
  resourceGroup,
  namespace,
  segments,
}: ResourcePath): ResourceId | undefined {
  if (resourceGroup === undefined || namespace === undefined || segments.length === 0 || segments.length % 2 === 1) {
    return undefined;
  }
  const types = segments.filter((_, index) => index % 2 === 0);
  const names = segments.filter((_, index) => index % 2 === 1);
  return { subscription, resourceGroup, namespace, types, names };
}

/** The id in writing. */
export function formatId({ subscription, resourceGroup, namespace, types, names }: ResourceId): string {
  const path = types.map((type, index) => `/${type}/${names[index] ?? ""}`).join("");
  return `${resourceGroupId(subscription, resourceGroup)}/providers/${namespace}${path}`;
}

/** Id of a resource group. */
export function resourceGroupId(subscription: string, resourceGroup: string): string {
  return `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
}

/** Full type, for example `Microsoft.Web/sites/config`. */
export function fullType({ namespace, types }: ResourceId): string {
  return [namespace, ...types].join("/");
}

/** The resource's own name, the last one of the id. */
export function ownName({ names }: ResourceId): string {
  return names.at(-1) ?? "";
}

/** The resource that this one is nested in; `undefined` for one that is not nested. */
export function parentOf(id: ResourceId): ResourceId | undefined {
  if (id.types.length < 2) return undefined;
  return { ...id, types: id.types.slice(0, -1), names: id.names.slice(0, -1) };
}

/** A resource nested in another one. */
export function childOf(parent: ResourceId, type: string, name: string): ResourceId {
  return { ...parent, types: [...parent.types, type], names: [...parent.names, name] };
}

/** Whether an id is a scope or lies below it. */
export function isWithin(id: string, scope: string): boolean {
  const [inner, outer] = [id.toLowerCase(), scope.toLowerCase().replace(/\/$/, "")];
  return inner === outer || inner.startsWith(`${outer}/`);
}
