/** The messages of the plugin protocol as the handlers see them; the names are those of `provider.proto`. */

/** A value on the wire. */
export interface WireValue {
  readonly msgpack: Uint8Array;
}

/** A resource, data source or provider configuration to check or to read by. */
export interface ConfigurationRequest {
  readonly type_name: string;
  readonly config: WireValue | null;
}

/** A state to bring to the current schema. */
export interface UpgradeRequest {
  readonly type_name: string;
  readonly raw_state: { readonly json: Uint8Array } | null;
}

/** A state to refresh. */
export interface ReadRequest {
  readonly type_name: string;
  readonly current_state: WireValue | null;
  readonly private: Uint8Array;
}

/** A change to plan. */
export interface PlanRequest {
  readonly type_name: string;
  readonly prior_state: WireValue | null;
  readonly proposed_new_state: WireValue | null;
  readonly config: WireValue | null;
  readonly prior_private: Uint8Array;
}

/** A planned change to make. */
export interface ApplyRequest {
  readonly type_name: string;
  readonly prior_state: WireValue | null;
  readonly planned_state: WireValue | null;
  readonly config: WireValue | null;
  readonly planned_private: Uint8Array;
}

/** A resource to import. */
export interface ImportRequest {
  readonly type_name: string;
  readonly id: string;
}

/** A step of an attribute path. */
export type PathStep = { readonly attribute_name: string } | { readonly element_key_int: number };

/** The procedures of the protocol and what each is asked with; those asked with nothing that matters here stand under `unknown`. */
export interface Requests {
  readonly GetMetadata: unknown;
  readonly GetProviderSchema: unknown;
  readonly GetFunctions: unknown;
  readonly StopProvider: unknown;
  readonly ValidateProviderConfig: unknown;
  readonly ValidateResourceConfig: unknown;
  readonly ValidateDataResourceConfig: unknown;
  readonly MoveResourceState: unknown;
  readonly ConfigureProvider: Pick<ConfigurationRequest, "config">;
  readonly UpgradeResourceState: UpgradeRequest;
  readonly ImportResourceState: ImportRequest;
  readonly ReadResource: ReadRequest;
  readonly PlanResourceChange: PlanRequest;
  readonly ApplyResourceChange: ApplyRequest;
  readonly ReadDataSource: ConfigurationRequest;
}
