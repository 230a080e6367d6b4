import type { JsonObject } from "../json";
import type { Resource, ResourceBody } from "./resource";
import type { ResourceId } from "./resource-id";
import type { ResourceStore } from "./store";

/** What a resource provider may look at besides the request. */
export interface World {
  readonly store: ResourceStore;
  /** Tenant of a subscription that exists. */
  tenantOf(subscription: string): string;
}

/** A PUT of one resource; a PATCH arrives as the PUT that it amounts to. */
export interface Write {
  /** Canonical; keeps the casing in which the resource was created. */
  readonly id: ResourceId;
  readonly body: ResourceBody;
  /** What stood there before. */
  readonly existing: Resource | undefined;
  readonly world: World;
}

/** What a resource provider makes of a PUT. Location, tags and identity are kept for it. */
export interface Written {
  readonly kind?: string;
  readonly sku?: JsonObject;
  readonly properties: JsonObject;
}

/** An operation beside GET, PUT, PATCH and DELETE, for example POST `…/listKeys`. */
export interface Operation {
  readonly method: "GET" | "POST";
  /** Last segment of the path. */
  readonly name: string;
  /** What Azure's access control calls it, without the namespace and type, for example `listKeys/action`. */
  readonly action: string;
  run(resource: Resource, world: World, body: unknown): JsonObject;
}

/** One resource type: what its resource provider does beyond what Resource Manager does for all. */
export interface ResourceType {
  /** Full type in canonical casing, for example `Microsoft.Web/sites`. */
  readonly type: string;
  /** Whether a resource has a place, which a PUT must give and can never change. */
  readonly located: boolean;
  /**
   * Names that a resource may have, and the sentence that says so.
   * @default any
   */
  readonly names?: { readonly pattern: RegExp; readonly allowed: string };
  /**
   * API versions that take a PUT, PATCH or DELETE.
   * @default any
   */
  readonly writeApiVersions?: readonly string[];
  /**
   * Whether GET, PUT, PATCH and DELETE of the resource itself exist.
   * @default all of them
   */
  readonly methods?: readonly ("GET" | "PUT" | "PATCH" | "DELETE")[];
  /**
   * Whether a name is left out of every GET, because only an operation returns it.
   * @default none is
   */
  hidden?(name: string): boolean;
  /** Checks a PUT and fills in what the provider computes. @throws ArmError in the provider's words */
  write(write: Write): Written;
  /**
   * Nested resources that exist with this one, created unless they exist already.
   * @default none
   */
  companions?(written: Write): readonly Resource[];
  /**
   * Whether a write must wait until no other one is under way below the same top-level resource.
   * @default false
   */
  readonly oneWriteAtATime?: boolean;
  /** @default none */
  readonly operations?: readonly Operation[];
  /** Refuses a deletion. @throws ArmError @default never */
  beforeDelete?(resource: Resource, world: World): void;
  /** Learns that the resource is gone, for whatever reason. @default nothing */
  afterDelete?(resource: Resource): void;
  /**
   * Body with which a resource is seeded, where more than a location is needed.
   * @default none
   */
  seedBody?(id: ResourceId): Partial<ResourceBody>;
}
