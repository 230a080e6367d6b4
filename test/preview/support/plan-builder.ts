/** Plans as `terraform show -json` prints them, of a small deployment at Okta that somebody wrote by hand. */

type Json = Readonly<Record<string, unknown>>;

/** What a plan does with one resource. */
export interface Change {
  readonly actions: readonly string[];
  /** @default what is there now */
  readonly after?: Json | null;
  readonly unknown?: Json;
  /** Further keys of `change`. */
  readonly more?: Json;
  /** Further keys beside `change`. */
  readonly beside?: Json;
}

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly values: Json;
  readonly sensitive?: Json;
  readonly expressions?: Json;
}

/** Where Foundry sends people back to. */
export const redirectUrl = "https://global.consent.azure-apim.net/redirect/0123456789abcdef0123456789abcdef";

/** Scopes that the connection requests and the policy rule allows. */
export const requested = ["openid", "offline_access", "weather.read"];

const issuer = "https://example.okta.com/oauth2/aus1";
const endpoint = "https://weather.azurewebsites.net/mcp";
const connectionId =
  "/subscriptions/s/resourceGroups/r/providers/Microsoft.CognitiveServices/accounts/a/projects/p/connections/weather";

const settings: Readonly<Record<string, string>> = {
  AzureWebJobsFeatureFlags: "EnableMcpCustomHandlerPreview",
  MCP_ISSUER: issuer,
  MCP_AUDIENCE: "api://weather",
  MCP_RESOURCE: endpoint,
  MCP_CLIENTS: "weather-client",
  MCP_SCOPES_SUPPORTED: "weather.read",
  MCP_TOOL_SCOPES: '{"get_forecast":["weather.read"]}',
};

/** What is deployed, by address. */
export const deployed: readonly Resource[] = [
  {
    type: "okta_auth_server",
    name: "main",
    values: {
      id: "aus1",
      name: "weather",
      audiences: ["api://weather"],
      issuer,
      issuer_mode: "ORG_URL",
      status: "ACTIVE",
    },
  },
  { type: "okta_auth_server_scope", name: "read", values: { id: "s1", auth_server_id: "aus1", name: "weather.read" } },
  {
    type: "okta_app_oauth",
    name: "client",
    values: {
      id: "0oa1",
      client_id: "weather-client",
      client_basic_secret: "not-a-real-secret-0123456789",
      type: "web",
      status: "ACTIVE",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "client_secret_basic",
      pkce_required: false,
      redirect_uris: [redirectUrl],
    },
    sensitive: { client_basic_secret: true },
  },
  {
    type: "okta_app_group_assignments",
    name: "client",
    values: { app_id: "0oa1", group: [{ id: "00g1", priority: 0, profile: "{}" }] },
    expressions: { app_id: { references: ["okta_app_oauth.client.id", "okta_app_oauth.client"] } },
  },
  {
    type: "okta_auth_server_policy",
    name: "client",
    values: {
      id: "p1",
      auth_server_id: "aus1",
      name: "weather",
      client_whitelist: ["weather-client"],
      priority: 1,
      status: "ACTIVE",
    },
  },
  {
    type: "okta_auth_server_policy_rule",
    name: "client",
    values: {
      id: "r1",
      auth_server_id: "aus1",
      policy_id: "p1",
      name: "weather",
      priority: 1,
      status: "ACTIVE",
      grant_type_whitelist: ["authorization_code"],
      group_whitelist: ["00g1"],
      scope_whitelist: requested,
    },
  },
  {
    type: "azapi_resource",
    name: "connection",
    values: {
      id: connectionId,
      type: "Microsoft.CognitiveServices/accounts/projects/connections@2025-04-01-preview",
      name: "weather",
      parent_id: "/subscriptions/s/resourceGroups/r/providers/Microsoft.CognitiveServices/accounts/a/projects/p",
      body: {
        properties: {
          category: "RemoteTool",
          authType: "OAuth2",
          isSharedToAll: true,
          target: endpoint,
          scopes: requested,
          authorizationUrl: `${issuer}/v1/authorize`,
          tokenUrl: `${issuer}/v1/token`,
          refreshUrl: `${issuer}/v1/token`,
        },
      },
      output: { redirect_url: redirectUrl },
      response_export_values: { redirect_url: "properties.redirectUrl" },
      sensitive_body: null,
    },
    expressions: {
      sensitive_body: {
        constant_value: {
          properties: {
            credentials: { clientId: "weather-client", clientSecret: "${okta_app_oauth.client.client_basic_secret}" },
          },
        },
        references: ["okta_app_oauth.client.client_basic_secret", "okta_app_oauth.client"],
      },
    },
  },
  {
    type: "azapi_resource",
    name: "site",
    values: {
      id: "/subscriptions/s/resourceGroups/r/providers/Microsoft.Web/sites/weather",
      type: "Microsoft.Web/sites@2024-04-01",
      name: "weather",
      body: {
        properties: {
          siteConfig: { appSettings: Object.entries(settings).map(([name, value]) => ({ name, value })) },
        },
      },
    },
  },
  {
    type: "azapi_data_plane_resource",
    name: "agent",
    values: {
      type: "Microsoft.Foundry/agents@v1",
      name: "weather",
      body: {
        name: "weather",
        definition: {
          kind: "prompt",
          tools: [
            {
              type: "mcp",
              server_label: "weather",
              server_url: endpoint,
              allowed_tools: ["get_forecast"],
              project_connection_id: connectionId,
            },
          ],
        },
      },
    },
  },
];

const group = {
  address: "data.okta_group.readers",
  mode: "data",
  type: "okta_group",
  name: "readers",
  values: { id: "00g1", name: "Readers", type: "OKTA_GROUP" },
  sensitive_values: {},
};

/** A plan of the deployment in which some resources change, by address; `more` are further keys of the plan. */
export function planJson(changes: Readonly<Record<string, Change>> = {}, more: Json = {}): Json {
  const addressOf = ({ type, name }: Resource): string => `${type}.${name}`;
  const known = deployed.map((resource) => entryOf(addressOf(resource), resource, changes[addressOf(resource)]));
  const others = Object.entries(changes)
    .filter(([address]) => !deployed.some((resource) => addressOf(resource) === address))
    .map(([address, change]) => newEntry(address, change));
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: [] } },
    resource_changes: [...known, ...others],
    prior_state: {
      format_version: "1.0",
      values: {
        root_module: {
          resources: [
            ...deployed.map(({ type, name, values, sensitive = {} }) => ({
              address: `${type}.${name}`,
              mode: "managed",
              type,
              name,
              values,
              sensitive_values: sensitive,
            })),
            group,
          ],
        },
      },
    },
    configuration: {
      root_module: {
        resources: deployed.map(({ type, name, expressions = {} }) => ({
          address: `${type}.${name}`,
          mode: "managed",
          type,
          name,
          expressions,
        })),
      },
    },
    complete: true,
    errored: false,
    ...more,
  };
}

function entryOf(address: string, { type, name, values, sensitive = {} }: Resource, change: Change | undefined): Json {
  const { actions = ["no-op"], after = values, unknown = {}, more = {}, beside = {} } = change ?? {};
  return {
    address,
    mode: "managed",
    type,
    name,
    change: {
      actions,
      before: values,
      after,
      after_unknown: unknown,
      before_sensitive: sensitive,
      after_sensitive: after === null ? false : sensitive,
      ...more,
    },
    ...beside,
  };
}

/** A resource that is not there yet. */
function newEntry(address: string, { actions, after = {}, unknown = {}, more = {}, beside = {} }: Change): Json {
  const [type = "", name = ""] = address.split(".");
  return {
    address,
    mode: "managed",
    type,
    name,
    change: {
      actions,
      before: null,
      after,
      after_unknown: unknown,
      before_sensitive: false,
      after_sensitive: {},
      ...more,
    },
    ...beside,
  };
}

/** Values of a deployed resource with some of them replaced. */
export function valuesWith(address: string, values: Json): Json {
  const found = deployed.find(({ type, name }) => `${type}.${name}` === address);
  if (!found) throw new Error(`${address} is not deployed.`);
  return { ...found.values, ...values };
}
