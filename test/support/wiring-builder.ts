/**
 * Wirings to judge: a healthy one of each provider, from which a case changes one thing. Only what a case changes is told apart from
 * the healthy wiring, so that a reader sees what it is about.
 */
import type { Source, Value, Values } from "../../checks/wiring/value";
import type { Agent, AgentTool, Connection, Wiring } from "../../checks/wiring/wiring";
import type { FunctionApp, Gate, GateProvider, ServerSettings } from "../../checks/wiring/wiring-function-app";
import type {
  AccessPolicy,
  AuthorizationServer,
  EntraApp,
  EntraGrant,
  EntraIdentity,
  EntraScope,
  OktaApp,
  OktaIdentity,
  OktaScope,
  PolicyRule,
} from "../../checks/wiring/wiring-identity";

/** Where everything of a built wiring stands, unless a case says so. */
export const here: Source = { address: "test.here", path: "" };

/** The source of a block. */
export function at(address: string, path = ""): Source {
  return { address, path };
}

/** A written value. */
export function literal(value: string | number | boolean | null): Value {
  return { kind: "literal", value, source: here };
}

/** `ref("okta_auth_server.main.id")`: what a resource computes. */
export function ref(text: string): Value {
  return { kind: "symbolic", parts: [reference(text)], source: here };
}

/** Text with `${…}` in it. */
export function template(text: string): Value {
  const parts = text
    .split(/(\$\{[^}]*\})/)
    .filter((part) => part !== "")
    .map((part) => (part.startsWith("${") ? reference(part.slice(2, -1)) : part));
  return { kind: "symbolic", parts, source: here };
}

/** A value that nobody can tell. */
export function unknown(reason = "it is the result of the function lower"): Value {
  return { kind: "unknown", reason, source: here };
}

/** A list; texts in it are written, values stay. */
export function list(...items: readonly (string | Value)[]): Values {
  return { items: items.map((item) => (typeof item === "string" ? literal(item) : item)), source: here };
}

/** A list that may go on. */
export function open(...items: readonly (string | Value)[]): Values {
  return { ...list(...items), incomplete: "it is the result of the function concat" };
}

function reference(text: string): { readonly address: string; readonly path: string } {
  const [, address = "", path = ""] = /^(data\.\w+\.\w+|module\.\w+|\w+\.\w+)\.?(.*)$/.exec(text) ?? [];
  return { address, path };
}

/** What is common to both providers; every method changes one thing and gives a new builder. */
abstract class Builder<Self> {
  readonly wiring: Wiring;

  constructor(wiring: Wiring) {
    this.wiring = wiring;
  }

  protected abstract from(wiring: Wiring): Self;

  /** Changes the wiring itself. */
  with(change: Partial<Wiring>): Self {
    return this.from({ ...this.wiring, ...change });
  }

  /** Changes the only connection. */
  connection(change: Partial<Connection>): Self {
    return this.with({ connections: this.wiring.connections.map((connection) => ({ ...connection, ...change })) });
  }

  /** Changes the only tool entry of the only agent. */
  tool(change: Partial<AgentTool>): Self {
    const changed = (agent: Agent): Agent => ({ ...agent, tools: agent.tools.map((tool) => ({ ...tool, ...change })) });
    return this.with({ agents: this.wiring.agents.map(changed) });
  }

  functionApp(change: Partial<FunctionApp>): Self {
    const { functionApp } = this.wiring;
    return this.with({ functionApp: functionApp && { ...functionApp, ...change } });
  }

  server(change: Partial<ServerSettings>): Self {
    return this.functionApp({ server: { ...this.wiring.functionApp?.server, ...change } });
  }

  gate(change: Partial<Gate>): Self {
    const gate = this.wiring.functionApp?.gate;
    return this.functionApp({ gate: gate && { ...gate, ...change } });
  }

  /** Changes the only provider of the gate. */
  provider(change: Partial<GateProvider>): Self {
    const providers = this.wiring.functionApp?.gate?.providers ?? [];
    return this.gate({ providers: providers.map((provider) => ({ ...provider, ...change })) });
  }
}

/** A wiring with Okta. */
export class OktaBuilder extends Builder<OktaBuilder> {
  protected from(wiring: Wiring): OktaBuilder {
    return new OktaBuilder(wiring);
  }

  identity(change: Partial<OktaIdentity>): OktaBuilder {
    return this.with({ identity: { ...this.okta, ...change } });
  }

  authorizationServer(change: Partial<AuthorizationServer>): OktaBuilder {
    return this.identity({ servers: this.okta.servers.map((server) => ({ ...server, ...change })) });
  }

  /** Changes the exposed scope of a name. */
  scope(name: string, change: Partial<OktaScope>): OktaBuilder {
    const scopes = this.okta.servers[0]?.scopes ?? [];
    return this.authorizationServer({
      scopes: scopes.map((scope) =>
        scope.address === `okta_auth_server_scope.${name}` ? { ...scope, ...change } : scope,
      ),
    });
  }

  policies(...policies: readonly AccessPolicy[]): OktaBuilder {
    return this.authorizationServer({ policies });
  }

  policy(change: Partial<AccessPolicy>): OktaBuilder {
    const policies = this.okta.servers[0]?.policies ?? [];
    return this.policies(...policies.map((policy) => ({ ...policy, ...change })));
  }

  policyRule(change: Partial<PolicyRule>): OktaBuilder {
    const rules = this.okta.servers[0]?.policies[0]?.rules ?? [];
    return this.policy({ rules: rules.map((rule) => ({ ...rule, ...change })) });
  }

  /** Adds a policy rule behind the only one. */
  anotherPolicyRule(change: Partial<PolicyRule>): OktaBuilder {
    const rules = this.okta.servers[0]?.policies[0]?.rules ?? [];
    const added = rules.map((rule) => ({
      ...rule,
      address: "okta_auth_server_policy_rule.another",
      priority: literal(2),
      ...change,
    }));
    return this.policy({ rules: [...rules, ...added] });
  }

  app(change: Partial<OktaApp>): OktaBuilder {
    return this.identity({ apps: this.okta.apps.map((app) => ({ ...app, ...change })) });
  }

  /** Turns on App Service authentication with Okta as custom provider. */
  behindEasyAuth(change: Partial<GateProvider> = {}): OktaBuilder {
    return this.functionApp({ advertisedByGate: list("weather.read", "weather.alert") }).gate({
      enabled: literal(true),
      providers: [
        {
          name: "okta",
          custom: true,
          enabled: literal(true),
          clientId: literal("api://weather-dev"),
          issuer: template(
            "https://example.okta.com/oauth2/${okta_auth_server.main.id}/.well-known/openid-configuration",
          ),
          source: at(
            "azapi_update_resource.gate",
            "body.properties.identityProviders.customOpenIdConnectProviders.okta",
          ),
          ...change,
        },
      ],
    });
  }

  private get okta(): OktaIdentity {
    if (this.wiring.identity?.provider !== "okta") throw new Error("This wiring has no Okta.");
    return this.wiring.identity;
  }
}

/** A wiring with Entra. */
export class EntraBuilder extends Builder<EntraBuilder> {
  protected from(wiring: Wiring): EntraBuilder {
    return new EntraBuilder(wiring);
  }

  apps(...apps: readonly EntraApp[]): EntraBuilder {
    return this.with({ identity: { ...this.entra, apps } });
  }

  api(change: Partial<EntraApp>): EntraBuilder {
    return this.changed(apiAddress, change);
  }

  client(change: Partial<EntraApp>): EntraBuilder {
    return this.changed(clientAddress, change);
  }

  /** Changes the exposed scope of a name. */
  scope(name: string, change: Partial<EntraScope>): EntraBuilder {
    const scopes = this.appAt(apiAddress).scopes;
    return this.api({
      scopes: scopes.map((scope) =>
        scope.address === `azuread_application_permission_scope.${name}` ? { ...scope, ...change } : scope,
      ),
    });
  }

  /** Demands assignment at the client. */
  demandingAssignment(demanded: Value = literal(true)): EntraBuilder {
    const { servicePrincipal } = this.appAt(clientAddress);
    return this.client({ servicePrincipal: servicePrincipal && { ...servicePrincipal, assignmentRequired: demanded } });
  }

  /** Changes the grant on the API. */
  apiGrant(change: Partial<EntraGrant>): EntraBuilder {
    return this.grants((grant) => (grant.ofGraph ? grant : { ...grant, ...change }));
  }

  /** Changes the grant on Microsoft Graph. */
  graphGrant(change: Partial<EntraGrant>): EntraBuilder {
    return this.grants((grant) => (grant.ofGraph ? { ...grant, ...change } : grant));
  }

  private grants(change: (grant: EntraGrant) => EntraGrant): EntraBuilder {
    const { servicePrincipal } = this.appAt(clientAddress);
    return this.client({
      servicePrincipal: servicePrincipal && { ...servicePrincipal, grants: servicePrincipal.grants.map(change) },
    });
  }

  private changed(address: string, change: Partial<EntraApp>): EntraBuilder {
    return this.apps(...this.entra.apps.map((app) => (app.address === address ? { ...app, ...change } : app)));
  }

  private appAt(address: string): EntraApp {
    const app = this.entra.apps.find((each) => each.address === address);
    if (!app) throw new Error(`This wiring has no app ${address}.`);
    return app;
  }

  private get entra(): EntraIdentity {
    if (this.wiring.identity?.provider !== "entra") throw new Error("This wiring has no Entra.");
    return this.wiring.identity;
  }
}

const apiAddress = "azuread_application_registration.api";
const clientAddress = "azuread_application_registration.client";
const tenant = "11111111-2222-3333-4444-555555555555";
const endpoint = literal("https://weather-dev.azurewebsites.net/mcp");
const toolScopes = {
  tools: new Map([
    ["get_forecast", ["weather.read"]],
    ["publish_alert", ["weather.alert"]],
  ]),
  source: here,
};

/** One connection for everyone that requests every scope, behind the server's own gate; nothing is wrong with it. */
export function okta(): OktaBuilder {
  const issuer = "https://example.okta.com/oauth2/${okta_auth_server.main.id}";
  const clientId = literal("weather-dev-all");
  return new OktaBuilder({
    name: "weather-dev",
    origin: "configuration",
    connections: [
      {
        ...connectionBase(["openid", "offline_access", "weather.read", "weather.alert"]),
        authorizationUrl: template(`${issuer}/v1/authorize`),
        tokenUrl: template(`${issuer}/v1/token`),
        refreshUrl: template(`${issuer}/v1/token`),
        clientId,
        clientSecret: ref("random_password.client.result"),
      },
    ],
    agents: [agent()],
    functionApp: functionApp(
      {
        issuer: template(issuer),
        audience: literal("api://weather-dev"),
        clients: list(clientId),
        advertised: list("weather.read", "weather.alert"),
      },
      {
        address: "azapi_update_resource.gate",
        enabled: literal(false),
        providers: [],
        unmentionedProviders: [],
        source: at("azapi_update_resource.gate"),
      },
    ),
    identity: {
      provider: "okta",
      servers: [
        {
          address: "okta_auth_server.main",
          id: ref("okta_auth_server.main.id"),
          name: literal("weather-dev"),
          audience: literal("api://weather-dev"),
          managed: true,
          scopes: [oktaScope("weather.read", "read"), oktaScope("weather.alert", "alert")],
          policies: [
            {
              address: "okta_auth_server_policy.all",
              name: literal("weather-dev-all"),
              priority: literal(1),
              priorityIgnored: true,
              writtenAfter: [],
              clients: list(clientId),
              rules: [
                {
                  address: "okta_auth_server_policy_rule.all",
                  name: literal("weather-dev-all"),
                  priority: literal(1),
                  grantTypes: list("authorization_code"),
                  groups: list(ref("data.okta_everyone_group.everyone.id")),
                  scopes: list("openid", "offline_access", "weather.read", "weather.alert"),
                  source: at("okta_auth_server_policy_rule.all"),
                },
              ],
              source: at("okta_auth_server_policy.all"),
            },
          ],
          source: at("okta_auth_server.main"),
        },
      ],
      apps: [
        {
          address: "okta_app_oauth.all",
          clientId,
          label: literal("weather-dev-all"),
          type: literal("web"),
          grantTypes: list("authorization_code", "refresh_token"),
          responseTypes: list("code"),
          redirectUris: list(redirectUrl()),
          tokenEndpointAuthMethod: literal("client_secret_basic"),
          pkceRequired: literal(false),
          secret: ref("random_password.client.result"),
          assignedGroups: list(ref("data.okta_everyone_group.everyone.id")),
          source: at("okta_app_oauth.all"),
        },
      ],
      groupLookups: [
        {
          address: "data.okta_everyone_group.everyone",
          nameCompared: false,
          everyone: true,
          source: at("data.okta_everyone_group.everyone"),
        },
      ],
    },
    variables: [],
    literalSecrets: [],
  });
}

/** One connection for everyone that requests every scope, behind App Service authentication; nothing is wrong with it. */
export function entra(): EntraBuilder {
  const authority = `https://login.microsoftonline.com/${tenant}`;
  const uri = `api://${tenant}/weather-dev`;
  const clientId = ref(`${clientAddress}.client_id`);
  const apiClientId = ref(`${apiAddress}.client_id`);
  const advertised = list(`${uri}/weather.read`, `${uri}/weather.alert`);
  return new EntraBuilder({
    name: "weather-dev",
    origin: "configuration",
    connections: [
      {
        ...connectionBase(["openid", "offline_access", `${uri}/weather.read`, `${uri}/weather.alert`]),
        authorizationUrl: literal(`${authority}/oauth2/v2.0/authorize`),
        tokenUrl: literal(`${authority}/oauth2/v2.0/token`),
        refreshUrl: literal(`${authority}/oauth2/v2.0/token`),
        clientId,
        clientSecret: ref("azuread_application_password.client.value"),
      },
    ],
    agents: [agent()],
    functionApp: {
      ...functionApp(
        { issuer: literal(`${authority}/v2.0`), audience: apiClientId, clients: list(clientId), advertised },
        {
          address: "azapi_update_resource.gate",
          enabled: literal(true),
          requireAuthentication: literal(true),
          unauthenticatedAction: literal("Return401"),
          providers: [
            {
              name: "azureActiveDirectory",
              custom: false,
              enabled: literal(true),
              clientId: apiClientId,
              issuer: literal(`${authority}/v2.0`),
              allowedApplications: list(clientId),
              source: at("azapi_update_resource.gate", "body.properties.identityProviders.azureActiveDirectory"),
            },
          ],
          unmentionedProviders: [],
          source: at("azapi_update_resource.gate"),
        },
      ),
      advertisedByGate: advertised,
    },
    identity: {
      provider: "entra",
      apps: [
        {
          ...entraApp(apiAddress),
          clientId: apiClientId,
          identifierUris: list(uri),
          scopes: [entraScope("weather.read", "read"), entraScope("weather.alert", "alert")],
          servicePrincipal: {
            address: "azuread_service_principal.api",
            objectId: ref("azuread_service_principal.api.object_id"),
            assigned: [],
            grants: [],
            source: at("azuread_service_principal.api"),
          },
        },
        {
          ...entraApp(clientAddress),
          clientId,
          redirectUris: { web: list(redirectUrl()), spa: list(), publicClient: list() },
          passwords: [
            {
              value: ref("azuread_application_password.client.value"),
              source: at("azuread_application_password.client"),
            },
          ],
          requiredAccess: [
            {
              apiClientId,
              scopeIds: list("id-of-read", "id-of-alert"),
              source: at("azuread_application_api_access.client"),
            },
          ],
          servicePrincipal: {
            address: "azuread_service_principal.client",
            objectId: ref("azuread_service_principal.client.object_id"),
            assignmentRequired: literal(false),
            assigned: [],
            grants: [
              grant("graph", "data.azuread_service_principal.graph.object_id", true, ["openid", "offline_access"]),
              grant("api", "azuread_service_principal.api.object_id", false, ["weather.read", "weather.alert"]),
            ],
            source: at("azuread_service_principal.client"),
          },
        },
      ],
    },
    variables: [],
    literalSecrets: [],
  });
}

/** The redirect URL of the healthy connection. */
export function redirectUrl(): Value {
  return ref("azapi_resource.connection.output.properties.redirectUrl");
}

function connectionBase(scopes: readonly string[]): Connection {
  return {
    address: "azapi_resource.connection",
    name: literal("weather-all"),
    category: literal("RemoteTool"),
    authType: literal("OAuth2"),
    sharedToAll: literal(true),
    target: endpoint,
    scopes: list(...scopes),
    credentialsIn: "sensitive_body",
    redirectUrl: redirectUrl(),
    source: at("azapi_resource.connection"),
  };
}

function agent(): Agent {
  return {
    address: "azapi_data_plane_resource.agent",
    name: literal("weather-dev-all"),
    tools: [
      {
        type: literal("mcp"),
        serverLabel: literal("weather"),
        serverUrl: endpoint,
        allowedTools: list("get_forecast", "publish_alert"),
        connectionId: ref("azapi_resource.connection.id"),
        source: at("azapi_data_plane_resource.agent", "body.definition.tools[0]"),
      },
    ],
    source: at("azapi_data_plane_resource.agent"),
  };
}

function functionApp(server: ServerSettings, gate: Gate): FunctionApp {
  return {
    address: "azapi_resource.site",
    name: literal("weather-dev"),
    hostName: literal("weather-dev.azurewebsites.net"),
    gate,
    appSettings: new Map(),
    server: { resource: endpoint, toolScopes, ...server },
    source: at("azapi_resource.site"),
  };
}

function oktaScope(name: string, address: string): OktaScope {
  return {
    address: `okta_auth_server_scope.${address}`,
    name: literal(name),
    source: at(`okta_auth_server_scope.${address}`),
  };
}

function entraScope(name: string, address: string): EntraScope {
  return {
    address: `azuread_application_permission_scope.${address}`,
    name: literal(name),
    id: literal(`id-of-${address}`),
    type: literal("User"),
    source: at(`azuread_application_permission_scope.${address}`),
  };
}

function entraApp(address: string): EntraApp {
  return {
    address,
    clientId: ref(`${address}.client_id`),
    accessTokenVersion: literal(2),
    identifierUris: list(),
    scopes: [],
    redirectUris: { web: list(), spa: list(), publicClient: list() },
    passwords: [],
    preAuthorized: [],
    requiredAccess: [],
    managed: true,
    source: at(address),
  };
}

function grant(name: string, resource: string, ofGraph: boolean, scopes: readonly string[]): EntraGrant {
  const address = `azuread_service_principal_delegated_permission_grant.${name}`;
  return { address, resourceId: ref(resource), ofGraph, scopes: list(...scopes), source: at(address) };
}
