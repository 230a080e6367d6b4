import type { ApiClients } from "./api-clients";
import type { Connect, ProviderEnvironment } from "./connect";
import type { BlockSchema } from "./protocol/schema";
import type { DataSourceType, ManagedResourceType } from "./resource-type";
import type { HttpTransport } from "./transport";

/** One provider: its address in the registry, its schemas and its types. */
export interface Provider {
  /** Address as Terraform writes it, for example `registry.terraform.io/hashicorp/azurerm`. */
  readonly address: string;
  readonly schema: BlockSchema;
  readonly resources: ReadonlyMap<string, { readonly type: ManagedResourceType; readonly schema: BlockSchema }>;
  readonly dataSources: ReadonlyMap<string, { readonly type: DataSourceType; readonly schema: BlockSchema }>;
  readonly connect: Connect;
}

/** What providers need from whoever starts them. */
export interface ProviderOptions {
  /** How requests reach the clouds' host names; closed with the providers. */
  readonly transport: HttpTransport;
  /** The variables that the real providers would read from their own environment. */
  readonly environment: ProviderEnvironment;
}

/** The configured instances of one provider, by the connection each was configured on. */
export class Instances {
  private readonly clients = new Map<string, ApiClients>();

  configure(connection: string, clients: ApiClients): void {
    this.clients.set(connection, clients);
  }

  /** Throws where Terraform has not configured the instance on this connection. */
  of(connection: string): ApiClients {
    const clients = this.clients.get(connection);
    if (clients === undefined) throw new Error("Terraform used a provider instance that it has not configured.");
    return clients;
  }
}
