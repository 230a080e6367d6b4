import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import type { AzapiBody } from "./azapi-resource";

/** Arguments of `azapi_update_resource`. @see https://registry.terraform.io/providers/Azure/azapi/2.12.0/docs/resources/update_resource */
export interface AzapiUpdateResourceConfig extends TerraformMetaArguments {
  readonly type: string;
  readonly name: string;
  /** ARM id of the parent. */
  readonly parentId: string;
  /** Merged into what exists; what it leaves out stays as it is, `null` takes away. */
  readonly body: AzapiBody;
}

/** Settings of a resource that exists from the creation of its parent on and cannot be created or deleted. */
export class AzapiUpdateResource extends TerraformResource {
  private readonly config: AzapiUpdateResourceConfig;

  constructor(scope: Construct, id: string, config: AzapiUpdateResourceConfig) {
    super(scope, id, {
      terraformResourceType: "azapi_update_resource",
      terraformGeneratorMetadata: { providerName: "azapi" },
      ...config,
    });
    this.config = config;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, name, parentId, body } = this.config;
    return { type, name, parent_id: parentId, body };
  }
}
