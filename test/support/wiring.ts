/**
 * What the layers of a synthesized stack say, read from the JSON alone: the tests of agreement compare these and nothing else.
 */
import { at, object, texts, type Block, type TerraformJson } from "./terraform-json";

/** The protocol scopes that design demands of every connection; written here a second time on purpose. */
const protocolScopes = ["openid", "offline_access"];

/** One connection with everything that belongs to it. */
export interface ConnectionWiring {
  readonly address: string;
  readonly target: string;
  readonly requested: readonly string[];
  /** The requested scopes without protocol scopes, by their names in the token. */
  readonly requestedApiScopes: readonly string[];
  /** What identity provider and policy admit for this connection's client: protocol scopes and short API scope names. */
  readonly allowed: readonly string[];
  readonly clientId: unknown;
  readonly authorizationUrl: unknown;
  readonly tokenUrl: unknown;
  readonly registeredRedirects: readonly unknown[];
  readonly allowedTools: readonly string[];
  readonly agentServerUrl: string;
}

/** One deployment. */
export interface StackWiring {
  readonly connections: readonly ConnectionWiring[];
  /** Short names of the scopes that the identity provider exposes. */
  readonly exposed: readonly string[];
  /** As the protected resource metadata says them. */
  readonly advertised: readonly string[];
  /** Tool to the short names of the scopes it requires. */
  readonly required: Readonly<Record<string, readonly string[]>>;
  readonly audience: unknown;
  readonly issuer: string;
  readonly resource: string;
  readonly allowedClients: readonly string[];
  readonly gate: EasyAuthWiring;
}

/** What App Service authentication says. */
export interface EasyAuthWiring {
  readonly enabled: boolean;
  /** Providers with `enabled: true`. */
  readonly enabledProviders: readonly string[];
  readonly clientId: unknown;
  readonly allowedApplications: readonly string[] | undefined;
}

/** Reads a synthesized stack. */
export function readWiring(stack: TerraformJson): StackWiring {
  const settings = appSettings(stack);
  const connections = stack.ofType("azapi_resource").filter(({ attributes }) => isConnection(attributes["type"]));
  return {
    connections: connections.map((connection) => readConnection(stack, connection)),
    exposed: [
      ...stack.ofType("azuread_application_permission_scope").map(({ attributes }) => String(attributes["value"])),
      ...stack.ofType("okta_auth_server_scope").map(({ attributes }) => String(attributes["name"])),
    ],
    advertised: words(settings["MCP_SCOPES_SUPPORTED"]),
    required: JSON.parse(settings["MCP_TOOL_SCOPES"] ?? "") as Record<string, readonly string[]>,
    audience: settings["MCP_AUDIENCE"],
    issuer: settings["MCP_ISSUER"] ?? "",
    resource: settings["MCP_RESOURCE"] ?? "",
    allowedClients: words(settings["MCP_CLIENTS"]),
    gate: readGate(stack),
  };
}

/** App settings of the only site. */
export function appSettings(stack: TerraformJson): Readonly<Record<string, string>> {
  const [site] = stack.ofType("azapi_resource").filter(({ attributes }) => !isConnection(attributes["type"]));
  const settings = at(site?.attributes, "body", "properties", "siteConfig", "appSettings") as {
    name: string;
    value: string;
  }[];
  return Object.fromEntries(settings.map(({ name, value }) => [name, value]));
}

function isConnection(type: unknown): boolean {
  return String(type).startsWith("Microsoft.CognitiveServices/accounts/projects/connections@");
}

function readConnection(stack: TerraformJson, connection: Block): ConnectionWiring {
  const properties = object(at(connection.attributes, "body", "properties"));
  const clientId = at(connection.attributes, "sensitive_body", "properties", "credentials", "clientId");
  const requested = texts(properties["scopes"]);
  const agents = stack
    .ofType("azapi_data_plane_resource")
    .map(({ attributes }) => object(at(attributes, "body", "definition", "tools", 0)))
    .filter((tool) => stack.target(tool["project_connection_id"]) === connection.address);
  if (agents.length !== 1) throw new Error(`${agents.length} agents use ${connection.address}`);
  const provider = stack.ofType("okta_app_oauth").length > 0 ? okta(stack, clientId) : entra(stack, clientId);
  return {
    address: connection.address,
    target: String(properties["target"]),
    requested,
    requestedApiScopes: requested.filter((scope) => !protocolScopes.includes(scope)).map(shortName),
    clientId,
    authorizationUrl: properties["authorizationUrl"],
    tokenUrl: properties["tokenUrl"],
    allowedTools: texts(agents[0]?.["allowed_tools"]),
    agentServerUrl: String(agents[0]?.["server_url"]),
    ...provider,
  };
}

type ProviderSide = Pick<ConnectionWiring, "allowed" | "registeredRedirects">;

function okta(stack: TerraformJson, clientId: unknown): ProviderSide {
  const apps = stack.ofType("okta_app_oauth").filter(({ attributes }) => attributes["client_id"] === clientId);
  const policies = stack
    .ofType("okta_auth_server_policy")
    .filter(({ attributes }) =>
      texts(attributes["client_whitelist"]).some((client) => stack.resolve(client) === clientId),
    );
  const rules = stack
    .ofType("okta_auth_server_policy_rule")
    .filter(({ attributes }) => policies.some(({ address }) => stack.target(attributes["policy_id"]) === address));
  if (apps.length !== 1 || rules.length !== 1) throw new Error(`${apps.length} apps, ${rules.length} policy rules`);
  return {
    registeredRedirects: texts(apps[0]?.attributes["redirect_uris"]),
    allowed: texts(rules[0]?.attributes["scope_whitelist"]).map((scope) => String(stack.resolve(scope))),
  };
}

function entra(stack: TerraformJson, clientId: unknown): ProviderSide {
  const app = stack.target(clientId);
  const belongs = ({ attributes }: Block): boolean => stack.target(attributes["application_id"]) === app;
  const principals = stack
    .ofType("azuread_service_principal")
    .filter(({ attributes }) => stack.target(attributes["client_id"]) === app);
  const grants = stack
    .ofType("azuread_service_principal_delegated_permission_grant")
    .filter(({ attributes }) =>
      principals.some(({ address }) => stack.target(attributes["service_principal_object_id"]) === address),
    );
  return {
    registeredRedirects: stack
      .ofType("azuread_application_redirect_uris")
      .filter(belongs)
      .flatMap(({ attributes }) => (attributes["type"] === "Web" ? texts(attributes["redirect_uris"]) : [])),
    allowed: grants.flatMap(({ attributes }) =>
      texts(attributes["claim_values"]).map((scope) => String(stack.resolve(scope))),
    ),
  };
}

function readGate(stack: TerraformJson): EasyAuthWiring {
  const settings = object(at(stack.only("azapi_update_resource").attributes, "body", "properties"));
  const { customOpenIdConnectProviders, ...builtIn } = object(settings["identityProviders"]);
  const providers = { ...builtIn, ...object(customOpenIdConnectProviders) };
  const enabled = Object.entries(providers).filter(([, provider]) => at(provider, "enabled") === true);
  const [only] = enabled.map(([, provider]) => provider);
  return {
    enabled: at(settings, "platform", "enabled") === true,
    enabledProviders: enabled.map(([name]) => name),
    clientId: at(only, "registration", "clientId"),
    allowedApplications: at(only, "validation", "defaultAuthorizationPolicy", "allowedApplications") as
      string[] | undefined,
  };
}

function words(text: string | undefined): readonly string[] {
  return text === undefined || text === "" ? [] : text.split(" ");
}

/** The part behind the last slash: the name of a scope in a token. */
export function shortName(scope: string): string {
  return scope.slice(scope.lastIndexOf("/") + 1);
}
