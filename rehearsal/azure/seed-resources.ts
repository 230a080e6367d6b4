import type { Seed } from "../seed";
import type { JsonObject } from "../json";
import { parentOf, parsePath, parseResourceId, type ResourceId } from "./resource-id";
import { normalizeLocation } from "./resource";
import type { Registrations } from "./registrations";
import type { ResourceGroups } from "./resource-groups";
import type { Resources } from "./resources";

/** What a seed is planted into. */
export interface SeedBed {
  readonly groups: ResourceGroups;
  readonly resources: Resources;
  readonly registrations: Registrations;
}

/**
 * Creates the seeded resource groups and resources, with the groups and parents that their ids name, as new resources of
 * their types would be; the given properties are laid over those.
 * @throws Error for an id that is neither a resource group's nor a resource's
 */
export function plantSeed(seed: Seed, bed: SeedBed): void {
  for (const { id, location, properties } of seed.tenants.flatMap(({ resources }) => resources)) {
    const place = normalizeLocation(location);
    const resource = parseResourceId(id);
    const path = parsePath(id.split("/").slice(1));
    if (path?.resourceGroup === undefined || (resource === undefined && path.namespace !== undefined)) {
      throw new Error(`The seed has ${JSON.stringify(id)}; write the ARM id of a resource group or of a resource.`);
    }
    bed.groups.create(path.subscription, path.resourceGroup, groupPlace(bed, path, place), undefined);
    // The form of the properties is JSON by the seed's own definition.
    if (resource !== undefined) plant(bed, resource, place, (properties ?? {}) as JsonObject);
  }
}

function plant(bed: SeedBed, id: ResourceId, location: string, properties: JsonObject): void {
  const parent = parentOf(id);
  if (parent !== undefined) plant(bed, parent, location, {});
  bed.registrations.register(id.subscription, id.namespace);
  const target = bed.resources.target(id, "seed", "write");
  const exists = bed.resources.find(target) !== undefined;
  if (exists && Object.keys(properties).length === 0) return;
  const body = target.type.seedBody?.(target.id) ?? {};
  bed.resources.write(target, { ...body, location, properties: { ...body.properties, ...properties } });
}

/** A group that another seeded resource has brought along keeps its place. */
function groupPlace(
  bed: SeedBed,
  { subscription, resourceGroup = "" }: { readonly subscription: string; readonly resourceGroup?: string },
  location: string,
): string {
  return bed.groups.find(subscription, resourceGroup)?.location ?? location;
}
