/**
 * azapi's schemas, written by hand: no bindings of it are published. Headers, query parameters and the arguments that only
 * its own schema validation reads are left out.
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs
 */
import { nestedAttribute, type AttributeSchema, type BlockSchema, type TypeExpression } from "../protocol/schema";

const texts: TypeExpression = ["list", "string"];

const required = (type: TypeExpression): AttributeSchema => ({ type, required: true });
const optional = (type: TypeExpression): AttributeSchema => ({ type, optional: true });
const computed = (type: TypeExpression): AttributeSchema => ({ type, computed: true });
const either = (type: TypeExpression): AttributeSchema => ({ type, optional: true, computed: true });

const timeouts: BlockSchema["blocks"] = {
  timeouts: {
    nesting: "single",
    block: {
      attributes: {
        create: optional("string"),
        delete: optional("string"),
        read: optional("string"),
        update: optional("string"),
      },
      blocks: {},
    },
  },
};

const identity: BlockSchema["blocks"] = {
  identity: {
    nesting: "list",
    block: {
      attributes: {
        type: required("string"),
        identity_ids: optional(texts),
        principal_id: computed("string"),
        tenant_id: computed("string"),
      },
      blocks: {},
    },
  },
};

/** What all three resources have. */
const common: BlockSchema["attributes"] = {
  id: computed("string"),
  type: required("string"),
  body: optional("dynamic"),
  ignore_casing: either("bool"),
  ignore_missing_property: either("bool"),
  locks: optional(texts),
  output: computed("dynamic"),
  response_export_values: optional("dynamic"),
  retry: nestedAttribute({
    error_message_regex: optional(texts),
    interval_seconds: either("number"),
    max_interval_seconds: either("number"),
    multiplier: either("number"),
    randomization_factor: either("number"),
  }),
};

/** A body that travels in the configuration alone, and what says that it changed. */
const sensitiveBody: BlockSchema["attributes"] = {
  sensitive_body: { type: "dynamic", optional: true, writeOnly: true },
  sensitive_body_version: optional(["map", "string"]),
};

const replacement: BlockSchema["attributes"] = {
  replace_triggers_external_values: optional("dynamic"),
  replace_triggers_refs: optional(texts),
};

/** Values that azapi fills in for arguments that all three resources have. */
export const commonDefaults = { ignore_casing: false, ignore_missing_property: true } as const;

/** `azapi_resource` */
export const resourceSchema: BlockSchema = {
  attributes: {
    ...common,
    ...sensitiveBody,
    ...replacement,
    name: either("string"),
    parent_id: either("string"),
    location: either("string"),
    tags: either(["map", "string"]),
    ignore_null_property: either("bool"),
    schema_validation_enabled: either("bool"),
  },
  blocks: { ...identity, ...timeouts },
};

/** `azapi_update_resource` */
export const updateResourceSchema: BlockSchema = {
  attributes: {
    ...common,
    ...sensitiveBody,
    name: either("string"),
    parent_id: either("string"),
    resource_id: either("string"),
  },
  blocks: timeouts,
};

/** `azapi_data_plane_resource` */
export const dataPlaneResourceSchema: BlockSchema = {
  attributes: {
    ...common,
    ...sensitiveBody,
    ...replacement,
    name: required("string"),
    parent_id: required("string"),
  },
  blocks: timeouts,
};

/** The data source `azapi_resource` */
export const dataResourceSchema: BlockSchema = {
  attributes: {
    id: computed("string"),
    type: required("string"),
    resource_id: either("string"),
    name: either("string"),
    parent_id: either("string"),
    response_export_values: optional("dynamic"),
    output: computed("dynamic"),
    location: computed("string"),
    tags: computed(["map", "string"]),
  },
  blocks: {},
};

/** The provider block. */
export const azapiProviderSchema: BlockSchema = {
  attributes: {
    subscription_id: optional("string"),
    tenant_id: optional("string"),
    client_id: optional("string"),
    client_secret: { type: "string", optional: true, sensitive: true },
    environment: optional("string"),
    default_location: optional("string"),
    default_name: optional("string"),
    default_tags: optional(["map", "string"]),
    disable_default_output: optional("bool"),
    enable_preflight: optional("bool"),
    ignore_no_op_changes: optional("bool"),
    skip_provider_registration: optional("bool"),
    use_cli: optional("bool"),
    use_msi: optional("bool"),
    use_oidc: optional("bool"),
  },
  blocks: {},
};
