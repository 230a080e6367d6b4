/** The procedures of the plugin protocol for one provider. */
import { diagnosticOf, importNotOffered, moveNotOffered } from "./errors";
import { completeState } from "./plan/complete";
import { requiredReplacements } from "./plan/paths";
import { planChange } from "./plan/plan-change";
import type { ApplyRequest, PlanRequest, WireValue } from "./protocol/messages";
import { typeOfBlock, type BlockSchema } from "./protocol/schema";
import type { Handler, Handlers } from "./protocol/server";
import { decodeBlock, encodeValue, parseStateValue } from "./protocol/values";
import { wireSchema } from "./protocol/wire-schema";
import { Instances, type Provider, type ProviderOptions } from "./provider";
import type { Attributes, Remembered } from "./resource-type";

/** Terraform may use a cached schema; without a deletion plan nothing is lost, because deletions replace nothing. */
const capabilities = { get_provider_schema_optional: true, plan_destroy: false, move_resource_state: false };

/** Makes the handlers of a provider; the configuration of each provider instance is kept by its connection. */
export function handlersOf(provider: Provider, options: ProviderOptions): Handlers {
  const instances = new Instances();
  return {
    GetMetadata: () => Promise.resolve({ server_capabilities: capabilities, ...typeNames(provider) }),
    GetProviderSchema: () => Promise.resolve({ server_capabilities: capabilities, ...schemas(provider) }),
    GetFunctions: () => Promise.resolve({}),
    StopProvider: () => Promise.resolve({}),
    ValidateProviderConfig: () => Promise.resolve({}),
    ValidateResourceConfig: () => Promise.resolve({}),
    ValidateDataResourceConfig: () => Promise.resolve({}),
    MoveResourceState: () => Promise.resolve({ diagnostics: [diagnosticOf(moveNotOffered())] }),
    ConfigureProvider: diagnosed(async (request, connection) => {
      const configuration = decode(provider.schema, request.config) ?? {};
      instances.configure(connection, await provider.connect({ ...options, configuration }));
      return {};
    }),
    UpgradeResourceState: diagnosed((request) => {
      const { schema } = resourceOf(provider, request.type_name);
      const json: unknown = JSON.parse(Buffer.from(request.raw_state?.json ?? []).toString());
      // A file of another version may lack attributes, which are then null, and hold some that are no more.
      const state = parseStateValue(typeOfBlock(schema), json);
      return Promise.resolve({ upgraded_state: { msgpack: encodeValue(typeOfBlock(schema), state) } });
    }),
    ImportResourceState: diagnosed(({ type_name, id }) => {
      return Promise.reject(importNotOffered(type_name, id));
    }),
    ReadResource: diagnosed(async (request, connection) => {
      const { type, schema } = resourceOf(provider, request.type_name);
      const state = decode(schema, request.current_state);
      const found = state && (await type.read(instances.of(connection), state));
      const complete = state && found && completeState(schema, found, state);
      return { new_state: encode(schema, complete), private: request.private };
    }),
    PlanResourceChange: diagnosed((request) => Promise.resolve(plan(provider, request))),
    ApplyResourceChange: (request, connection) => apply(provider, instances, request, connection),
    ReadDataSource: diagnosed(async (request, connection) => {
      const { type, schema } = dataSourceOf(provider, request.type_name);
      const configuration = decode(schema, request.config) ?? {};
      const found = await type.read(instances.of(connection), configuration);
      return { state: encode(schema, completeState(schema, found, configuration)) };
    }),
  };
}

function plan(provider: Provider, request: PlanRequest): object {
  const { type, schema } = resourceOf(provider, request.type_name);
  const proposed = decode(schema, request.proposed_new_state);
  if (proposed === undefined) return { planned_state: request.proposed_new_state, legacy_type_system: true };
  const prior = decode(schema, request.prior_state);
  const { planned, replacedBy } = planChange({
    resource: type,
    schema,
    prior,
    proposed,
    configuration: decode(schema, request.config) ?? {},
    remembered: decodeRemembered(request.prior_private),
  });
  return {
    planned_state: encode(schema, planned),
    requires_replace: requiredReplacements(schema, replacedBy, planned, prior),
    planned_private: request.prior_private,
    // The values may differ from the configuration in ways that Terraform forgives the providers of this older kind alone.
    legacy_type_system: true,
  };
}

async function apply(
  provider: Provider,
  instances: Instances,
  request: ApplyRequest,
  connection: string,
): Promise<object> {
  const { type, schema } = resourceOf(provider, request.type_name);
  const prior = decode(schema, request.prior_state);
  const planned = decode(schema, request.planned_state);
  try {
    const api = instances.of(connection);
    if (planned === undefined) {
      if (prior !== undefined) await type.delete(api, prior);
      return { new_state: encode(schema, undefined), legacy_type_system: true };
    }
    const secrets = { configuration: decode(schema, request.config) ?? {} };
    const applied = await (prior === undefined
      ? type.create(api, planned, secrets)
      : (type.update?.(api, planned, prior, secrets) ?? planned));
    return {
      new_state: encode(schema, completeState(schema, applied, planned)),
      private: encodeRemembered(type.remember?.(secrets)) ?? request.planned_private,
      legacy_type_system: true,
    };
  } catch (error) {
    // Nothing of a failed change is kept: what was there before is what Terraform has to go on.
    return {
      new_state: request.prior_state,
      private: request.planned_private,
      diagnostics: [diagnosticOf(error)],
      legacy_type_system: true,
    };
  }
}

/** A handler whose errors Terraform shows beside the resource, instead of as a broken provider. */
function diagnosed<Request>(handle: Handler<Request>): Handler<Request> {
  return async (request, connection) => {
    try {
      return await handle(request, connection);
    } catch (error) {
      return { diagnostics: [diagnosticOf(error)] };
    }
  };
}

function typeNames({ resources, dataSources }: Provider): object {
  const names = (types: ReadonlyMap<string, unknown>) => [...types.keys()].map((type_name) => ({ type_name }));
  return { resources: names(resources), data_sources: names(dataSources) };
}

function schemas({ schema, resources, dataSources }: Provider): object {
  const wire = (types: ReadonlyMap<string, { readonly schema: BlockSchema }>) =>
    Object.fromEntries([...types].map(([name, type]) => [name, wireSchema(type.schema)]));
  return { provider: wireSchema(schema), resource_schemas: wire(resources), data_source_schemas: wire(dataSources) };
}

function resourceOf(provider: Provider, name: string) {
  const found = provider.resources.get(name);
  if (found === undefined) throw unknownType(provider, name);
  return found;
}

function dataSourceOf(provider: Provider, name: string) {
  const found = provider.dataSources.get(name);
  if (found === undefined) throw unknownType(provider, name);
  return found;
}

function unknownType(provider: Provider, name: string): Error {
  return new Error(`${provider.address} has no ${JSON.stringify(name)} on the local cloud.`);
}

function decode(schema: BlockSchema, value: WireValue | null): Attributes | undefined {
  return decodeBlock(typeOfBlock(schema), value?.msgpack);
}

function encode(schema: BlockSchema, value: Attributes | undefined): WireValue {
  return { msgpack: encodeValue(typeOfBlock(schema), value ?? null) };
}

function decodeRemembered(bytes: Uint8Array): Remembered {
  return bytes.length === 0 ? {} : (JSON.parse(Buffer.from(bytes).toString()) as Remembered);
}

function encodeRemembered(remembered: Remembered | undefined): Uint8Array | undefined {
  return remembered && Buffer.from(JSON.stringify(remembered));
}
