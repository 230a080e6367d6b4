import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";
import type { AzapiBody, AzapiRetry } from "./azapi-resource";

/** Arguments of `azapi_data_plane_resource`. @see https://registry.terraform.io/providers/Azure/azapi/2.12.0/docs/resources/data_plane_resource */
export interface AzapiDataPlaneResourceConfig extends TerraformMetaArguments {
  readonly type: string;
  readonly name: string;
  /** Host name and path of the parent, without a scheme. */
  readonly parentId: string;
  readonly body: AzapiBody;
  /** @default an error is reported at once */
  readonly retry?: AzapiRetry;
  /** How long to try, as `10m`. @default azapi's own, half an hour */
  readonly timeouts?: { readonly create: string; readonly update: string };
}

/** A resource that lives in a service of its own and not in Resource Manager. */
export class AzapiDataPlaneResource extends TerraformResource {
  private readonly config: AzapiDataPlaneResourceConfig;

  constructor(scope: Construct, id: string, config: AzapiDataPlaneResourceConfig) {
    super(scope, id, {
      terraformResourceType: "azapi_data_plane_resource",
      terraformGeneratorMetadata: { providerName: "azapi" },
      ...config,
    });
    this.config = config;
  }

  /** Name of the resource. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { type, name, parentId, body, retry, timeouts } = this.config;
    return {
      type,
      name,
      parent_id: parentId,
      body,
      retry: retry && { error_message_regex: retry.errorMessageRegex },
      timeouts,
    };
  }
}
