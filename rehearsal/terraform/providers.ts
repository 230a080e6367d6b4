/** The five providers that a deployment uses, and the servers that Terraform attaches to. */
import * as azapi from "./azapi";
import { azapiProviderSchema } from "./azapi/schema";
import * as azuread from "./azuread";
import * as azurerm from "./azurerm";
import { connectAzurerm } from "./azurerm/registrations";
import { dataSourceSchema, providerSchema, resourceSchema } from "./bindings/schema";
import type { BindingsPackage } from "./bindings/source";
import { connectGraph, connectNothing, connectOkta, connectResourceManager, type Connect } from "./connect";
import { handlersOf } from "./handlers";
import * as okta from "./okta";
import type { BlockSchema } from "./protocol/schema";
import { serve } from "./protocol/server";
import type { Provider, ProviderOptions } from "./provider";
import * as random from "./random";
import type { DataSourceType, ManagedResourceType } from "./resource-type";
import { sensitiveAttributes, sensitiveProviderAttributes } from "./sensitive";

/** Running providers. */
export interface RunningProviders {
  /** Value of `TF_REATTACH_PROVIDERS`: terraform uses these providers instead of installing any. */
  readonly reattach: string;
  /** Stops the servers and the transport. Calls that are under way fail. */
  close(): Promise<void>;
}

/**
 * Starts the providers, each on a loopback port of its own. Any number of terraform processes may use them at the same
 * time, each with its own provider configuration.
 *
 * @see https://developer.hashicorp.com/terraform/plugin/debugging
 */
export async function startProviders(options: ProviderOptions): Promise<RunningProviders> {
  const entries = providers().map(async (provider) => {
    return [provider.address, await serve(handlersOf(provider, options))] as const;
  });
  const servers = await Promise.all(entries);
  const reattach = servers.map(([address, server]) => [
    address,
    {
      Protocol: "grpc",
      ProtocolVersion: 6,
      Pid: process.pid,
      // Else terraform would end this process when it is done.
      Test: true,
      Addr: { Network: "tcp", String: server.address },
    },
  ]);
  return {
    reattach: JSON.stringify(Object.fromEntries(reattach)),
    async close() {
      for (const [, server] of servers) server.close();
      await options.transport.close();
    },
  };
}

/** The providers with the types that the local cloud offers. */
export function providers(): readonly Provider[] {
  return [
    derived("hashicorp/azurerm", "azurerm", azurerm, connectAzurerm),
    derived("hashicorp/azuread", "azuread", azuread, connectGraph),
    derived("okta/okta", "okta", okta, connectOkta),
    derived("hashicorp/random", "random", random, connectNothing),
    // Terraform writes the namespace of a source in lower case, whatever the configuration says.
    provider("azure/azapi", azapiProviderSchema, azapi, connectResourceManager, byHand, byHand),
  ];
}

interface Types {
  readonly resources: readonly ManagedResourceType[];
  readonly dataSources: readonly DataSourceType[];
}

function derived(source: string, bindings: BindingsPackage, types: Types, connect: Connect): Provider {
  const own = withSensitive(providerSchema(bindings), sensitiveProviderAttributes[bindings]);
  return provider(
    source,
    own,
    types,
    connect,
    ({ type }) => resourceSchema(bindings, type),
    ({ type }) => dataSourceSchema(bindings, type),
  );
}

function provider(
  source: string,
  schema: BlockSchema,
  { resources, dataSources }: Types,
  connect: Connect,
  schemaOfResource: (type: ManagedResourceType) => BlockSchema,
  schemaOfDataSource: (type: DataSourceType) => BlockSchema,
): Provider {
  const table = <Type extends ManagedResourceType | DataSourceType>(
    types: readonly Type[],
    schemaOf: (type: Type) => BlockSchema,
  ) =>
    new Map(
      types.map((type) => [type.type, { type, schema: withSensitive(schemaOf(type), sensitiveAttributes[type.type]) }]),
    );
  return {
    address: `registry.terraform.io/${source}`,
    schema,
    resources: table(resources, (type) => type.schema ?? schemaOfResource(type)),
    dataSources: table(dataSources, (type) => type.schema ?? schemaOfDataSource(type)),
    connect,
  };
}

function byHand({ type }: ManagedResourceType | DataSourceType): BlockSchema {
  throw new Error(`${JSON.stringify(type)} has no bindings and gives no schema of its own.`);
}

function withSensitive(schema: BlockSchema, names: readonly string[] = []): BlockSchema {
  const known = names.filter((name) => name in schema.attributes);
  const attributes = { ...schema.attributes };
  for (const name of known) attributes[name] = { ...(schema.attributes[name] ?? { type: "string" }), sensitive: true };
  return { ...schema, attributes };
}
