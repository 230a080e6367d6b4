import { TerraformDataSource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

/** Arguments of the data source `azapi_resource`. @see https://registry.terraform.io/providers/Azure/azapi/2.12.0/docs/data-sources/resource */
export interface DataAzapiResourceConfig extends TerraformMetaArguments {
  /** Resource type and API version, for example `Microsoft.CognitiveServices/accounts@2025-06-01`. */
  readonly type: string;
  /** ARM id. */
  readonly resourceId: string;
  /** Attributes of `output`, by the path of each in the response; nothing else reaches the state. */
  readonly responseExportValues: Readonly<Record<string, string>>;
}

/** A resource of Resource Manager that exists already, of which the state holds only what is asked for. */
export class DataAzapiResource extends TerraformDataSource {
  private readonly config: DataAzapiResourceConfig;

  constructor(scope: Construct, id: string, config: DataAzapiResourceConfig) {
    super(scope, id, {
      terraformResourceType: "azapi_resource",
      terraformGeneratorMetadata: { providerName: "azapi" },
      ...config,
    });
    this.config = config;
  }

  /** A value of `responseExportValues`, by its key. */
  output(key: string): string {
    return this.getStringAttribute(`output.${key}`);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, resourceId, responseExportValues } = this.config;
    return { type, resource_id: resourceId, response_export_values: responseExportValues };
  }
}
