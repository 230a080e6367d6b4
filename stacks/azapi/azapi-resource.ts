import { TerraformResource, type TerraformMetaArguments } from "cdktf";
import type { Construct } from "constructs";

/** A body as Resource Manager takes it: JSON with Terraform references in it. */
export type AzapiBody = Readonly<Record<string, unknown>>;

/** Retries while the answer matches, for rights that take a while to spread. */
export interface AzapiRetry {
  /** Regular expressions, matched against the error message. */
  readonly errorMessageRegex: readonly string[];
}

/** Arguments of `azapi_resource`. @see https://registry.terraform.io/providers/Azure/azapi/2.12.0/docs/resources/resource */
export interface AzapiResourceConfig extends TerraformMetaArguments {
  /** Resource type and API version, for example `Microsoft.Web/sites@2024-04-01`. */
  readonly type: string;
  readonly name: string;
  /** ARM id of the parent. */
  readonly parentId: string;
  /** @default the resource has no location */
  readonly location?: string;
  /** @default the resource has no tags */
  readonly tags?: Readonly<Record<string, string>>;
  /** ARM ids of user-assigned identities. @default the resource has no identity */
  readonly userAssignedIdentityIds?: readonly string[];
  readonly body: AzapiBody;
  /** Merged into the body of the request and kept by no state; needs Terraform 1.11. @default nothing is sensitive */
  readonly sensitiveBody?: AzapiBody;
  /** Attributes of `output`, by the path of each in the response. @default `output` is empty */
  readonly responseExportValues?: Readonly<Record<string, string>>;
  /** ARM ids; writes that name one of them wait for each other. @default writes happen side by side */
  readonly locks?: readonly string[];
  /** @default an error is reported at once */
  readonly retry?: AzapiRetry;
  /** Whether a value that comes back in another case counts as unchanged. @default false: it is a change in every plan */
  readonly ignoreCasing?: boolean;
  /** Whether azapi compares the body with the schema embedded in it. @default true */
  readonly schemaValidationEnabled?: boolean;
}

/** A resource of Resource Manager that azurerm does not know, or knows wrongly. */
export class AzapiResource extends TerraformResource {
  private readonly config: AzapiResourceConfig;

  constructor(scope: Construct, id: string, config: AzapiResourceConfig) {
    super(scope, id, {
      terraformResourceType: "azapi_resource",
      terraformGeneratorMetadata: { providerName: "azapi" },
      ...config,
    });
    this.config = config;
  }

  /** ARM id. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Name, unknown before the apply where a fact in it is. */
  get name(): string {
    return this.getStringAttribute("name");
  }

  /** A value of `responseExportValues`, by its key; unknown in every plan that changes the body. */
  output(key: string): string {
    return this.getStringAttribute(`output.${key}`);
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { config } = this;
    return {
      type: config.type,
      name: config.name,
      parent_id: config.parentId,
      location: config.location,
      tags: config.tags,
      identity: config.userAssignedIdentityIds && [
        { type: "UserAssigned", identity_ids: config.userAssignedIdentityIds },
      ],
      body: config.body,
      sensitive_body: config.sensitiveBody,
      response_export_values: config.responseExportValues,
      locks: config.locks,
      retry: config.retry && { error_message_regex: config.retry.errorMessageRegex },
      ignore_casing: config.ignoreCasing,
      schema_validation_enabled: config.schemaValidationEnabled,
    };
  }
}
