/** One small module in every form that readers take. */
import type { Files } from "./folders";

const hcl = `
variable "environment" { default = "dev" }
locals {
  audience = "api://weather-\${var.environment}"
  scopes   = ["openid", "weather.read"]
}
resource "okta_auth_server" "main" {
  name      = "weather-\${var.environment}"
  audiences = [local.audience]
}
resource "okta_auth_server_policy_rule" "rule" {
  auth_server_id  = okta_auth_server.main.id
  scope_whitelist = local.scopes
}
resource "azapi_resource" "connection" {
  name = "reader"
  identity { type = "UserAssigned" }
  body = {
    properties = {
      target   = "https://x.azurewebsites.net/mcp"
      tokenUrl = "https://example.okta.com/oauth2/\${okta_auth_server.main.id}/v1/token"
    }
  }
}
`;

const json = {
  variable: { environment: { default: "dev" } },
  locals: { audience: "api://weather-${var.environment}", scopes: ["openid", "weather.read"] },
  resource: {
    okta_auth_server: {
      main: { "//": "a comment", name: "weather-${var.environment}", audiences: ["${local.audience}"] },
    },
    okta_auth_server_policy_rule: {
      rule: { auth_server_id: "${okta_auth_server.main.id}", scope_whitelist: "${local.scopes}" },
    },
    azapi_resource: {
      connection: {
        name: "reader",
        identity: [{ type: "UserAssigned" }],
        body: {
          properties: {
            target: "https://x.azurewebsites.net/mcp",
            tokenUrl: "https://example.okta.com/oauth2/${okta_auth_server.main.id}/v1/token",
          },
        },
      },
    },
  },
};

/** A resource as plans and states tell it. */
interface Resource {
  readonly address: string;
  readonly mode: "managed";
  readonly type: string;
  readonly name: string;
  readonly values: object;
}

function resource(type: string, name: string, values: object): Resource {
  return { address: `${type}.${name}`, mode: "managed", type, name, values };
}

/** All resources, with the id that Terraform computes where it is known. */
function resources(id: string | undefined): readonly Resource[] {
  const token = id === undefined ? {} : { tokenUrl: `https://example.okta.com/oauth2/${id}/v1/token` };
  const server = id === undefined ? {} : { id };
  return [
    resource("okta_auth_server", "main", { name: "weather-dev", audiences: ["api://weather-dev"], ...server }),
    resource("okta_auth_server_policy_rule", "rule", {
      ...(id !== undefined && { auth_server_id: id }),
      scope_whitelist: ["openid", "weather.read"],
    }),
    resource("azapi_resource", "connection", {
      name: "reader",
      identity: [{ type: "UserAssigned" }],
      body: { properties: { target: "https://x.azurewebsites.net/mcp", ...token } },
    }),
  ];
}

const unknowns: readonly object[] = [
  { id: true },
  { auth_server_id: true },
  { body: { properties: { tokenUrl: true } } },
];

/** As `terraform show -json` tells a plan that creates everything. */
export const plan = {
  format_version: "1.2",
  terraform_version: "1.11.4",
  planned_values: { root_module: { resources: resources(undefined) } },
  resource_changes: resources(undefined).map(({ values, ...rest }, index) => ({
    ...rest,
    change: { actions: ["create"], before: null, after: values, after_unknown: unknowns[index], after_sensitive: {} },
  })),
  configuration: {
    root_module: {
      resources: [
        { address: "okta_auth_server.main", expressions: { name: {}, audiences: {} } },
        {
          address: "okta_auth_server_policy_rule.rule",
          expressions: { auth_server_id: { references: ["okta_auth_server.main.id", "okta_auth_server.main"] } },
        },
        {
          address: "azapi_resource.connection",
          expressions: { body: { constant_value: json.resource.azapi_resource.connection.body } },
        },
      ],
    },
  },
};

/** As `terraform show -json` tells a state. */
export const shownState = {
  format_version: "1.0",
  terraform_version: "1.11.4",
  values: { root_module: { resources: resources("aus1") } },
};

/** The file that Terraform keeps. */
export const stateFile = {
  version: 4,
  terraform_version: "1.11.4",
  serial: 1,
  lineage: "x",
  resources: resources("aus1").map(({ values, ...rest }) => ({ ...rest, instances: [{ attributes: values }] })),
};

/** Every form, with the path to give to the reader. */
export const forms: Readonly<Record<string, { readonly files: Files; readonly path: string }>> = {
  hcl: { files: { "main.tf": hcl }, path: "." },
  "tf.json": { files: { "main.tf.json": JSON.stringify(json) }, path: "main.tf.json" },
  "folder of tf.json": { files: { "main.tf.json": JSON.stringify(json) }, path: "." },
  synthesized: {
    files: {
      "manifest.json": JSON.stringify({ stacks: { weather: { synthesizedStackPath: "stacks/weather/cdk.tf.json" } } }),
      "stacks/weather/cdk.tf.json": JSON.stringify(json),
    },
    path: ".",
  },
  plan: { files: { "plan.json": JSON.stringify(plan) }, path: "plan.json" },
  state: { files: { "state.json": JSON.stringify(shownState) }, path: "state.json" },
  "state file": { files: { "terraform.tfstate": JSON.stringify(stateFile) }, path: "terraform.tfstate" },
};
