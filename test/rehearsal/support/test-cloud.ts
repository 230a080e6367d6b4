import { createResourceManager, type ResourceManager } from "../../../rehearsal/azure/resource-manager";
import type { Caller, VerifyBearer } from "../../../rehearsal/bearer";
import { createClock, type CloudClock } from "../../../rehearsal/clock";
import { createDirectory, type Directory } from "../../../rehearsal/directory";
import { createFoundry, type Foundry } from "../../../rehearsal/foundry/foundry";
import { createJournal, type Journal } from "../../../rehearsal/journal";
import { createOutgoing } from "../../../rehearsal/outgoing";
import type { PrincipalSeed, ResourceSeed } from "../../../rehearsal/seed";
import type { Service } from "../../../rehearsal/service";
import { switchSettings, type SwitchSettings } from "../../../rehearsal/switches";
import { startFrontClient, type Answer, type FrontClient } from "./front-client";

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const otherTenantId = "22222222-2222-4222-8222-222222222222";
export const subscriptionId = "00000000-0000-4000-8000-000000000001";
export const otherSubscriptionId = "00000000-0000-4000-8000-000000000002";
export const subscription = `/subscriptions/${subscriptionId}`;
export const group = `${subscription}/resourceGroups/rg-weather`;

export const deployer: Caller = {
  tenantId,
  objectId: "aaaaaaaa-0000-4000-8000-000000000001",
  clientId: "aaaaaaaa-0000-4000-8000-000000000002",
  kind: "application",
};
export const person: Caller = {
  tenantId,
  objectId: "bbbbbbbb-0000-4000-8000-000000000001",
  clientId: "bbbbbbbb-0000-4000-8000-000000000002",
  kind: "user",
};

/** A token that the fake verification below takes at its word. */
export function token(caller: Caller, audience = "https://management.azure.com"): string {
  return `Bearer ${Buffer.from(JSON.stringify({ ...caller, audience })).toString("base64url")}`;
}

const verifyBearer: VerifyBearer = (authorization = "", audience) => {
  try {
    const claims = JSON.parse(Buffer.from(authorization.replace("Bearer ", ""), "base64url").toString()) as Caller & {
      readonly audience: string;
    };
    return claims.audience === audience ? claims : undefined;
  } catch {
    return undefined;
  }
};

/** How a test asks; everything has the default of a deployer who does it right. */
export interface AskOptions {
  readonly body?: unknown;
  /** `null` sends no token. */
  readonly authorization?: string | null;
  readonly apiVersion?: string;
  readonly query?: string;
}

type Method = Parameters<FrontClient["send"]>[0];

/** Resource Manager and Foundry behind a front. */
export interface TestCloud {
  readonly directory: Directory;
  readonly resourceManager: ResourceManager;
  readonly foundry: Foundry;
  readonly clock: CloudClock;
  readonly journal: Journal;
  /** Asks Resource Manager about an id. */
  arm(method: Method, id: string, options?: AskOptions): Promise<Answer>;
  /** Asks the data plane of the account `aif-weather`. */
  data(method: Method, path: string, options?: AskOptions): Promise<Answer>;
  client: FrontClient;
  close(): Promise<void>;
}

/** Starts a cloud whose resource providers are registered and whose resource group `rg-weather` exists. */
export async function startTestCloud(
  options: {
    readonly switches?: Partial<SwitchSettings>;
    readonly resources?: readonly ResourceSeed[];
    readonly principals?: readonly PrincipalSeed[];
    /** Whom Foundry talks to, behind the same front. */
    readonly services?: readonly Service[];
  } = {},
): Promise<TestCloud> {
  const directory = createDirectory();
  directory.add(tenantId, { id: deployer.objectId, type: "ServicePrincipal", displayName: "deployer" });
  directory.add(tenantId, { id: person.objectId, type: "User", displayName: "Ada" });
  const switches = switchSettings(options.switches);
  const tenant = { groups: [], people: [], principals: [] };
  const resourceManager = createResourceManager({
    seed: {
      tenants: [
        {
          ...tenant,
          tenantId,
          subscriptionIds: [subscriptionId],
          resources: options.resources ?? [],
          principals: options.principals ?? [],
        },
        { ...tenant, tenantId: otherTenantId, subscriptionIds: [otherSubscriptionId], resources: [] },
      ],
      organizations: [],
    },
    verifyBearer,
    directory,
    switches,
    deployerObjectId: deployer.objectId,
  });
  const clock = createClock();
  const journal = createJournal();
  const outgoing = createOutgoing();
  const foundry = createFoundry({ resourceManager, verifyBearer, switches, outgoing, journal, clock });
  const client = await startFrontClient([resourceManager.service, ...foundry.services, ...(options.services ?? [])]);
  outgoing.connect(client.front);
  const ask = (audience: string, url: string, method: Method, asked: AskOptions): Promise<Answer> => {
    const authorization = asked.authorization === undefined ? token(deployer, audience) : asked.authorization;
    const { query = `api-version=${asked.apiVersion ?? "2025-04-01-preview"}` } = asked;
    return client.send(method, `${url}?${query}`, {
      headers: authorization === null ? {} : { authorization },
      ...(asked.body === undefined ? {} : { body: asked.body }),
    });
  };
  const cloud: TestCloud = {
    directory,
    resourceManager,
    foundry,
    clock,
    journal,
    client,
    arm: (method, id, asked = {}) =>
      ask("https://management.azure.com", `https://management.azure.com${id}`, method, asked),
    data: (method, path, asked = {}) =>
      ask("https://ai.azure.com", `https://aif-weather.services.ai.azure.com${path}`, method, asked),
    async close() {
      await client.close();
      await outgoing.close();
    },
  };
  await cloud.arm("PUT", group, { body: { location: "swedencentral" } });
  for (const namespace of [
    "ManagedIdentity",
    "Storage",
    "OperationalInsights",
    "Insights",
    "Web",
    "CognitiveServices",
  ]) {
    await cloud.arm("POST", `${subscription}/providers/Microsoft.${namespace}/register`);
  }
  return cloud;
}

/** The error of an answer, to be compared in one go. */
export function errorOf({ status, body }: Answer): { readonly status: number; readonly code: unknown } {
  const { error } = body as { readonly error: { readonly code: unknown } };
  return { status, code: error.code };
}

/** The message of an error. */
export function messageOf({ body }: Answer): string {
  return (body as { readonly error: { readonly message: string } }).error.message;
}

/** The `properties` of an answer. */
export function propertiesOf({ body }: Answer): Readonly<Record<string, unknown>> {
  return (body as { readonly properties: Readonly<Record<string, unknown>> }).properties;
}

export const identityId = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-weather`;
export const planId = `${group}/providers/Microsoft.Web/serverfarms/asp-weather`;
export const siteId = `${group}/providers/Microsoft.Web/sites/func-weather`;
export const storageId = `${group}/providers/Microsoft.Storage/storageAccounts/stweather`;
export const accountId = `${group}/providers/Microsoft.CognitiveServices/accounts/aif-weather`;
export const projectId = `${accountId}/projects/weather`;
export const deploymentId = `${accountId}/deployments/gpt-5-mini-7c41`;
export const connectionId = `${projectId}/connections/weather-reader-0a1b2c`;

/** Bodies of PUT requests that are accepted. */
export const bodies = {
  located: { location: "swedencentral" },
  storage: { location: "swedencentral", kind: "StorageV2", sku: { name: "Standard_LRS" } },
  plan: { location: "swedencentral", kind: "functionapp", sku: { name: "FC1" }, properties: { reserved: true } },
  site: {
    location: "swedencentral",
    kind: "functionapp,linux",
    properties: {
      serverFarmId: planId,
      siteConfig: { minTlsVersion: "1.2", appSettings: [{ name: "MCP_ISSUER", value: "https://issuer" }] },
    },
  },
  account: {
    location: "swedencentral",
    kind: "AIServices",
    sku: { name: "S0" },
    identity: { type: "SystemAssigned" },
    properties: { customSubDomainName: "aif-weather", allowProjectManagement: true, disableLocalAuth: true },
  },
  project: { location: "swedencentral", identity: { type: "SystemAssigned" }, properties: {} },
  deployment: {
    sku: { name: "GlobalStandard", capacity: 50 },
    properties: { model: { format: "OpenAI", name: "gpt-5-mini", version: "2025-08-07" } },
  },
  connection: {
    properties: {
      category: "RemoteTool",
      authType: "OAuth2",
      target: "https://func-weather.azurewebsites.net/mcp",
      authorizationUrl: "https://example.okta.com/oauth2/aus1/v1/authorize",
      tokenUrl: "https://example.okta.com/oauth2/aus1/v1/token",
      refreshUrl: "https://example.okta.com/oauth2/aus1/v1/token",
      scopes: ["openid", "weather.read"],
      isSharedToAll: true,
      credentials: { clientId: "weather-dev-reader", clientSecret: "do-not-show" },
    },
  },
};

/** Creates a Foundry account with a model deployment and a project. */
export async function createProject(cloud: TestCloud): Promise<void> {
  await cloud.arm("PUT", accountId, { body: bodies.account });
  await cloud.arm("PUT", deploymentId, { body: bodies.deployment });
  await cloud.arm("PUT", projectId, { body: bodies.project });
}
