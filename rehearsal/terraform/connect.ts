/** From a provider block and the environment to the APIs that one provider instance calls. */
import type { ApiClients, ApiRequest, ApiResponse, ManagementApi } from "./api-clients";
import { noCredentials, noOktaOrganization, noOktaToken, noSubscription, ProviderError } from "./errors";
import { textAttribute } from "./attributes";
import type { Attributes } from "./resource-type";
import { TokenSource } from "./token-source";
import type { HttpTransport } from "./transport";

/**
 * The variables that the real providers read from their environment: `ARM_CLIENT_ID`, `ARM_CLIENT_SECRET`,
 * `ARM_TENANT_ID`, `ARM_SUBSCRIPTION_ID`, `OKTA_API_TOKEN`, `OKTA_ORG_NAME`, `OKTA_BASE_URL`.
 */
export type ProviderEnvironment = Readonly<Record<string, string | undefined>>;

/** What a provider instance is made from. */
export interface ConnectInput {
  readonly transport: HttpTransport;
  readonly environment: ProviderEnvironment;
  /** The provider block. */
  readonly configuration: Attributes;
}

/** Makes the APIs of one configured provider. */
export type Connect = (input: ConnectInput) => Promise<ApiClients>;

const resourceManagerScope = "https://management.azure.com/.default";
const graphScope = "https://graph.microsoft.com/.default";
const foundryScope = "https://ai.azure.com/.default";

/**
 * Signs in to Resource Manager with client credentials.
 *
 * @throws what azurerm reports when credentials or the subscription are missing, or the sign-in is refused
 */
export const connectResourceManager: Connect = async (input) => {
  const subscriptionId = setting(input, "subscription_id", "ARM_SUBSCRIPTION_ID");
  if (subscriptionId === undefined) throw noSubscription();
  return connectAzure(input, "Resource Manager", resourceManagerScope, { subscription_id: subscriptionId });
};

/** Signs in to Microsoft Graph with client credentials; throws as `connectResourceManager`. */
export const connectGraph: Connect = (input) => connectAzure(input, "Microsoft Graph", graphScope, {});

/** Needs an API token and an organization; Okta is asked for nothing until a resource is. */
export const connectOkta: Connect = (input) => {
  const token = setting(input, "api_token", "OKTA_API_TOKEN");
  const organization = setting(input, "org_name", "OKTA_ORG_NAME");
  const base = setting(input, "base_url", "OKTA_BASE_URL") ?? "okta.com";
  if (token === undefined) return Promise.reject(noOktaToken());
  if (organization === undefined) return Promise.reject(noOktaOrganization());
  const okta = api(input.transport, `${organization}.${base}`, () => Promise.resolve(`SSWS ${token}`));
  return Promise.resolve({ ...unreachable("okta"), okta, provider: input.configuration });
};

/** For a provider that calls nothing. */
export const connectNothing: Connect = ({ configuration }) =>
  Promise.resolve({ ...unreachable("random"), provider: configuration });

async function connectAzure(
  input: ConnectInput,
  apiName: string,
  firstScope: string,
  resolved: Attributes,
): Promise<ApiClients> {
  const { transport } = input;
  const tokens = new TokenSource(transport, apiName, {
    tenantId: required(input, apiName, "tenant_id", "ARM_TENANT_ID"),
    clientId: required(input, apiName, "client_id", "ARM_CLIENT_ID"),
    clientSecret: required(input, apiName, "client_secret", "ARM_CLIENT_SECRET"),
  });
  // The real providers sign in before the first resource, and fail there.
  const signedIn = await tokens.claims(firstScope);
  const bearer = (scope: string) => async () => `Bearer ${await tokens.token(scope)}`;
  return {
    ...unreachable("Azure"),
    resourceManager: api(transport, "management.azure.com", bearer(resourceManagerScope)),
    graph: api(transport, "graph.microsoft.com", bearer(graphScope)),
    dataPlane: (host) => api(transport, host, bearer(foundryScope)),
    provider: { ...input.configuration, ...resolved },
    signedIn,
  };
}

/** The clients of a provider that has none of them yet; using one is a mistake of a resource type. */
function unreachable(provider: string): ApiClients {
  const fail = (name: string) => new ProviderError(`The ${provider} provider has no access to ${name}.`);
  const none = (name: string): ManagementApi => ({ send: () => Promise.reject(fail(name)) });
  return {
    resourceManager: none("Resource Manager"),
    graph: none("Microsoft Graph"),
    okta: none("Okta"),
    dataPlane: (host) => none(host),
    provider: {},
    signedIn: { tenantId: "", objectId: "", clientId: "" },
  };
}

function api(transport: HttpTransport, host: string, authorization: () => Promise<string>): ManagementApi {
  return {
    async send({ method, path, body }: ApiRequest): Promise<ApiResponse> {
      const headers: Record<string, string> = { accept: "application/json", authorization: await authorization() };
      if (body !== undefined) headers["content-type"] = "application/json";
      const url = `https://${host}${path}`;
      return transport.send({ method, url, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    },
  };
}

function required(input: ConnectInput, apiName: string, attribute: string, variable: string): string {
  const value = setting(input, attribute, variable);
  if (value === undefined) throw noCredentials(apiName, [variable]);
  return value;
}

function setting(
  { configuration, environment }: ConnectInput,
  attribute: string,
  variable: string,
): string | undefined {
  const value = textAttribute(configuration, attribute) ?? environment[variable];
  return value === "" ? undefined : value;
}
