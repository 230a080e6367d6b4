/**
 * What one Terraform resource type or data source of the local cloud's provider consists of.
 * A type holds no behaviour of its own: it translates attributes into requests of the vendor's management API and back.
 */
import type { ApiClients } from "./api-clients";
import type { BlockSchema } from "./protocol/schema";

/** A value as Terraform sends it: unknown values are `unknown`, the symbol below, objects and maps are plain objects, sets and lists are arrays. */
export type TerraformValue =
  | null
  | string
  | number
  | boolean
  | Unknown
  | readonly TerraformValue[]
  | { readonly [attribute: string]: TerraformValue };

/** Attributes of a resource, by Terraform's name of the attribute. */
export type Attributes = Readonly<Record<string, TerraformValue>>;

/** The marker of a value that is known after apply only. */
export const unknown: unique symbol = Symbol("known after apply");

/** Type of the marker `unknown`. */
export type Unknown = typeof unknown;

/** A resource that Terraform manages. */
export interface ManagedResourceType {
  readonly kind: "resource";
  /** Terraform's name of the type, for example `azurerm_resource_group`. */
  readonly type: string;
  /**
   * Written by hand, where no bindings describe the type.
   * @default derived from the installed bindings
   */
  readonly schema?: BlockSchema;
  /**
   * Attributes, blocks as a whole, or attributes of a block (`model.name`), whose change replaces the resource. Without
   * `update`, every change of what the configuration sets replaces it.
   */
  readonly replacedBy: readonly string[];
  /**
   * Computed attributes that an update makes unknown again: the attribute, and the attributes whose change does it.
   * @default every computed attribute keeps its value through an update
   */
  readonly unknownAfterChangeOf?: Readonly<Record<string, readonly string[]>>;
  /**
   * Values of optional attributes that the real provider fills in when the configuration leaves them out.
   * @default left to the API where the attribute is computed too, else null
   */
  readonly defaults?: Attributes;
  /**
   * Changes a plan after the general rules made it, for a creation and for an update; never called for a deletion.
   * @default the general rules alone
   */
  plan?(change: PlannedChange): Pick<PlannedChange, "planned" | "replacedBy">;
  /**
   * What the next plan needs to know and no attribute may hold, for example a digest of a write-only value.
   * @default nothing
   */
  remember?(secrets: WriteOnly): Remembered;
  /** Creates it; returns all attributes, computed ones included. */
  create(api: ApiClients, planned: Attributes, secrets: WriteOnly): Promise<Attributes>;
  /** Reads it; `undefined` when it is gone. */
  read(api: ApiClients, state: Attributes): Promise<Attributes | undefined>;
  /** Updates it in place. Absent where the real resource has no update. */
  update?(api: ApiClients, planned: Attributes, prior: Attributes, secrets: WriteOnly): Promise<Attributes>;
  delete(api: ApiClients, state: Attributes): Promise<void>;
}

/** Text that Terraform keeps beside a resource's state, hands back at the next plan, and shows nobody. */
export type Remembered = Readonly<Record<string, string>>;

/** What Terraform is about to do to one resource. */
export interface PlannedChange {
  /** State before; `undefined` for a creation. */
  readonly prior: Attributes | undefined;
  readonly planned: Attributes;
  readonly configuration: Attributes;
  /** Attributes whose change replaces the resource in this plan; empty for a creation. */
  readonly replacedBy: readonly string[];
  readonly remembered: Remembered;
}

/** Attributes that travel in the configuration and that no state ever holds (azapi's `sensitive_body`). */
export interface WriteOnly {
  /** The whole configuration of the resource, write-only attributes included. */
  readonly configuration: Attributes;
}

/** A data source. */
export interface DataSourceType {
  readonly kind: "data";
  /** Terraform's name of the type, for example `azuread_group`. */
  readonly type: string;
  /** @default derived from the bindings of its provider */
  readonly schema?: BlockSchema;
  /** Reads it; throws what the real provider reports when nothing, or too much, is found. */
  read(api: ApiClients, configuration: Attributes): Promise<Attributes>;
}
