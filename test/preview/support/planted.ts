/** A plan with a secret in every place where a plan can hold one, each known by a text of its own. */
import { planJson, valuesWith } from "./plan-builder";

/** A plan, and what nobody may see of it. */
export interface Planted {
  readonly plan: Readonly<Record<string, unknown>>;
  /** Texts by the place in which they stand. */
  readonly secrets: ReadonlyMap<string, string>;
  /** What the user masks. */
  readonly mask: string;
  /** What stands in the environment. */
  readonly ofEnvironment: string;
}

/** Plants secrets. */
export function planted(): Planted {
  const secrets = new Map<string, string>();
  const secret = (place: string): string => {
    const text = `pl4nted${String(secrets.size).padStart(3, "0")}Xq7`;
    secrets.set(place, text);
    return text;
  };
  const url = (place: string): string =>
    `https://${secret(`${place}, user`)}@h.example/p?sig=${secret(`${place}, query`)}`;
  const jwt = (place: string): string => `eyJhbGciOiJub25lIn0.${secret(place)}.c2ln`;
  const pem = (place: string): string => `-----BEGIN PRIVATE KEY-----\n${secret(place)}\n-----END PRIVATE KEY-----`;

  const ofVariable = secret("a sensitive variable");
  const ofDataSource = secret("a data source");
  const ofUnchanged = secret("a resource that does not change");
  const ofEnvironment = secret("the environment");
  const site = valuesWith("azapi_resource.site", {});
  const properties = {
    siteConfig: {
      appSettings: [
        { name: "DB_PASSWORD", value: secret("an app setting by name") },
        { name: "UPSTREAM", value: url("an app setting by form") },
        { name: "MCP_TOOL_SCOPES", value: '{"get_forecast":["weather.read"]}' },
        { name: "COPIED", value: `copied: ${ofVariable}` },
      ],
      connectionStrings: { main: secret("a map of connection strings") },
    },
    credentials: { clientSecret: secret("the credentials of a body") },
  };
  const plan = planJson(
    {
      "azapi_resource.site": {
        actions: ["update"],
        after: { ...site, body: { properties } },
        more: { after_sensitive: { body: { properties: { nested: [{ deep: true }] } } } },
      },
      "okta_app_oauth.client": {
        actions: ["update"],
        after: valuesWith("okta_app_oauth.client", {
          client_basic_secret: secret("a marked value after"),
          policy_uri: url("an attribute by form"),
        }),
      },
      "azapi_resource.connection": {
        actions: ["create", "delete"],
        after: valuesWith("azapi_resource.connection", {
          name: "weather-2",
          body: {
            properties: {
              authType: "OAuth2",
              target: `http://u:${secret("a finding")}@h.example/mcp`,
              scopes: ["weather.read"],
            },
          },
          sensitive_body: { properties: { credentials: { clientSecret: secret("a write-only body") } } },
        }),
        more: { replace_paths: [["name"], ["tags", `sig=${secret("a replacement path")}`]] },
      },
      "random_password.client": {
        actions: ["create"],
        after: { result: secret("random_password without a mark"), keepers: { token: secret("keepers") } },
      },
      "azuread_application_password.client": {
        actions: ["create"],
        after: { value: secret("azuread_application_password without a mark") },
      },
      "azurerm_storage_account.logs": {
        actions: ["create"],
        after: {
          primary_access_key: secret("the key of a storage account"),
          primary_connection_string: `AccountName=x;AccountKey=${secret("a connection string")}==`,
          tags: { owner: jwt("a tag"), [`Bearer ${secret("the key of a map")}`]: "x" },
          note: pem("a text of many lines"),
          whole: { inner: [{ text: `${secret("below a mark for all")}a1b2` }] },
          masked: `internal-${secret("what the user masks")}`,
          fromEnvironment: ofEnvironment,
          fromDataSource: `see ${ofDataSource}`,
          unchangedElsewhere: `see ${ofUnchanged}`,
        },
        more: { after_sensitive: { whole: true } },
      },
      "azurerm_key_vault_secret.unchanged": { actions: ["no-op"], after: { value: ofUnchanged } },
      [`null_resource.each`]: {
        actions: ["delete"],
        after: null,
        beside: {
          address: `null_resource.each["https://h.example/?code=${secret("an address")}"]`,
          deposed: "abcdef01",
          action_reason: `token=${secret("a reason")}`,
        },
        more: { before: { triggers: { password: secret("before, by name") } }, before_sensitive: { marked: true } },
      },
    },
    {
      variables: { given: { value: ofVariable }, open: { value: url("a variable without a mark") } },
      output_changes: {
        marked: {
          actions: ["update"],
          before: secret("a marked output before"),
          after: secret("a marked output after"),
          before_sensitive: true,
          after_sensitive: true,
        },
        client_secret: {
          actions: ["create"],
          before: null,
          after: secret("an output by name"),
          after_sensitive: false,
        },
        link: {
          actions: ["create"],
          before: null,
          after: { deep: [url("an output by form")] },
          after_sensitive: false,
        },
      },
      resource_drift: [
        {
          address: "okta_app_oauth.client",
          mode: "managed",
          type: "okta_app_oauth",
          name: "client",
          change: {
            actions: ["update"],
            before: { client_basic_secret: secret("drift before"), label: "a" },
            after: { client_basic_secret: secret("drift after"), label: jwt("drift by form") },
            before_sensitive: {},
            after_sensitive: {},
          },
        },
      ],
      relevant_attributes: [{ resource: "okta_app_oauth.client", attribute: ["label"] }],
      checks: [
        {
          address: { kind: "check", to_display: "check.endpoint" },
          status: "fail",
          instances: [{ problems: [{ message: `answered ${jwt("the message of a check")} and ${ofVariable}` }] }],
        },
      ],
    },
  );
  return {
    plan: withSources(plan, {
      ofVariable: secret("a constant of a provider"),
      ofDataSource,
      marked: secret("prior state"),
    }),
    secrets,
    mask: "internal-\\w+",
    ofEnvironment,
  };
}

interface Sources {
  readonly ofVariable: string;
  readonly ofDataSource: string;
  readonly marked: string;
}

/** The same with more in its prior state and its configuration. */
function withSources(plan: Readonly<Record<string, unknown>>, sources: Sources): Readonly<Record<string, unknown>> {
  const { prior_state: prior, configuration } = plan as {
    readonly prior_state: { readonly values: { readonly root_module: { readonly resources: readonly unknown[] } } };
    readonly configuration: { readonly root_module: Readonly<Record<string, unknown>> };
  };
  const { resources } = prior.values.root_module;
  const dataSource = {
    address: "data.azurerm_key_vault_secret.db",
    mode: "data",
    type: "azurerm_key_vault_secret",
    name: "db",
    values: { value: sources.ofDataSource },
    sensitive_values: { value: true },
  };
  return {
    ...plan,
    prior_state: {
      ...prior,
      values: {
        outputs: { old: { value: sources.marked, sensitive: true } },
        root_module: { resources: [...resources, dataSource] },
      },
    },
    configuration: {
      provider_config: {
        okta: { expressions: { api_token: { constant_value: `SSWS ${sources.ofVariable}12345678` } } },
      },
      root_module: { ...configuration.root_module, variables: { given: { sensitive: true }, open: {} } },
    },
  };
}
