import { TerraformProvider } from "cdktf";
import type { Construct } from "constructs";

/** Address of the provider in the registry. */
export const azapiSource = "Azure/azapi";

/** What the azapi provider is configured with; credentials come from the environment. */
export interface AzapiProviderConfig {
  readonly tenantId: string;
  readonly subscriptionId: string;
}

/** The azapi provider, for which no prebuilt bindings exist. @see https://registry.terraform.io/providers/Azure/azapi/2.12.0/docs */
export class AzapiProvider extends TerraformProvider {
  private readonly config: AzapiProviderConfig;

  constructor(scope: Construct, id: string, config: AzapiProviderConfig) {
    super(scope, id, {
      terraformResourceType: "azapi",
      terraformProviderSource: azapiSource,
      terraformGeneratorMetadata: { providerName: "azapi" },
    });
    this.config = config;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { tenant_id: this.config.tenantId, subscription_id: this.config.subscriptionId };
  }
}
