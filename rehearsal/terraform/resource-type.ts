/**
 * What one Terraform resource type or data source of the local cloud's provider consists of.
 * A type holds no behaviour of its own: it translates attributes into requests of the vendor's management API and back.
 */
import type { ApiClients } from "./api-clients";

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
  /** Attributes, or blocks as a whole, whose change replaces the resource. */
  readonly replacedBy: readonly string[];
  /**
   * Attributes that only the provider computes and that a change of the given attributes makes unknown again.
   * @default every computed attribute keeps its value through an update
   */
  readonly unknownAfterChangeOf?: Readonly<Record<string, readonly string[]>>;
  /** Values of optional attributes that the real provider fills in when the configuration leaves them out. */
  readonly defaults?: Attributes;
  /** Creates it; returns all attributes, computed ones included. */
  create(api: ApiClients, planned: Attributes, secrets: WriteOnly): Promise<Attributes>;
  /** Reads it; `undefined` when it is gone. */
  read(api: ApiClients, state: Attributes): Promise<Attributes | undefined>;
  /** Updates it in place. Absent where the real resource has no update. */
  update?(api: ApiClients, planned: Attributes, prior: Attributes, secrets: WriteOnly): Promise<Attributes>;
  delete(api: ApiClients, state: Attributes): Promise<void>;
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
  /** Reads it; throws what the real provider reports when nothing, or too much, is found. */
  read(api: ApiClients, configuration: Attributes): Promise<Attributes>;
}
