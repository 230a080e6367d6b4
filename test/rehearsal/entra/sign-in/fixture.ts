/** Two tenants behind a front, and deployments in them as Terraform would make them: through Microsoft Graph. */
import { randomUUID } from "node:crypto";
import { createClock, type CloudClock } from "../../../../rehearsal/clock";
import { createDirectory, type Directory } from "../../../../rehearsal/directory";
import { createEntra, type Entra } from "../../../../rehearsal/entra/entra";
import { createJournal, type Journal, type JournalEntry } from "../../../../rehearsal/journal";
import { switchSettings, type SwitchSettings } from "../../../../rehearsal/switches";
import { type Asked, type ReadToken, type Registration, SignInClient } from "../../support/sign-in-client";
import { deployer, scope, tenantId } from "../fixture";

export { deployer, tenantId };
export const otherTenantId = "44444444-4444-4444-8444-444444444444";
export const login = "https://login.microsoftonline.com";
export const keysUrl = `${login}/${tenantId}/discovery/v2.0/keys`;
export const microsoftGraph = "00000003-0000-0000-c000-000000000000";

/** Reads applications, and nothing else. */
export const applicationReader = {
  objectId: "55555555-5555-4555-8555-555555555551",
  clientId: "66666666-6666-4666-8666-666666666661",
  clientSecret: "a reader's secret",
  graphPermissions: ["Application.Read.All"],
};
/** Reads the log, and nothing else. */
export const logReader = {
  objectId: "55555555-5555-4555-8555-555555555552",
  clientId: "66666666-6666-4666-8666-666666666662",
  clientSecret: "another reader's secret",
  graphPermissions: ["AuditLog.Read.All"],
};

const tenant = { subscriptionIds: [], principals: [], resources: [] };
const seed = {
  tenants: [
    {
      ...tenant,
      tenantId,
      groups: [{ name: "Forecasters" }, { name: "Forecasters-Contractors" }],
      people: [
        { login: "ada@example.com", displayName: "Ada", groups: ["Forecasters"] },
        { login: "eve@example.com", displayName: "Eve", groups: ["Forecasters-Contractors"] },
        ...Array.from({ length: 100 }, (_, index) => ({
          login: `person-${index}@example.com`,
          displayName: `Person ${index}`,
          groups: ["Forecasters"],
        })),
      ],
      readers: [applicationReader, logReader],
    },
    {
      ...tenant,
      tenantId: otherTenantId,
      groups: [],
      people: [{ login: "mallory@example.org", displayName: "Mallory", groups: [] }],
      readers: [{ ...logReader, objectId: "55555555-5555-4555-8555-555555555553" }],
      lacksPremiumLicense: true,
    },
  ],
  organizations: [],
};

type Json = Readonly<Record<string, unknown>>;

/** An API with two scopes and a client of it. */
export interface Deployment extends Registration {
  readonly apiId: string;
  readonly apiAppId: string;
  readonly apiPrincipal: string;
  readonly clientObjectId: string;
  readonly clientPrincipal: string;
  readonly identifierUri: string;
  /** Ids of the scopes by name. */
  readonly scopeIds: Readonly<Record<"weather.read" | "weather.alert", string>>;
}

/** What a test wants otherwise. */
export interface DeploymentOptions {
  /** @default of type Admin both */
  readonly scopeType?: "User" | "Admin";
  /** Short names granted for everybody; `protocol` are those of Microsoft Graph. @default weather.read; openid offline_access */
  readonly granted?: { readonly api?: string; readonly protocol?: string };
  /** @default no assignment is demanded of the client */
  readonly groups?: readonly string[];
  /** @default 2 */
  readonly tokenVersion?: 1 | 2 | null;
  /** @default one of type Web */
  readonly redirectUris?: Json;
  /** @default the client is another application than the API */
  readonly isItsOwnApi?: boolean;
}

/** Entra under test. */
export class EntraSignIn {
  readonly entra: Entra;
  readonly clock: CloudClock;
  readonly journal: Journal;
  readonly directory: Directory;
  readonly client: SignInClient;

  private constructor(parts: Pick<EntraSignIn, "entra" | "clock" | "journal" | "directory" | "client">) {
    this.entra = parts.entra;
    this.clock = parts.clock;
    this.journal = parts.journal;
    this.directory = parts.directory;
    this.client = parts.client;
  }

  static async start(switches: Partial<SwitchSettings> = {}): Promise<EntraSignIn> {
    const parts = { directory: createDirectory(), clock: createClock(), journal: createJournal() };
    const entra = createEntra({ ...parts, seed, deployer, switches: switchSettings(switches) });
    return new EntraSignIn({ ...parts, entra, client: await SignInClient.start(entra.services) });
  }

  /** Asks Microsoft Graph as an application, with a token that it gets by its secret. */
  async ask(
    { clientId, clientSecret }: Pick<typeof logReader, "clientId" | "clientSecret">,
    path: string,
    tenant = tenantId,
  ): Promise<{ readonly status: number; readonly body: Json }> {
    const scope = "https://graph.microsoft.com/.default";
    const form = { grant_type: "client_credentials", client_id: clientId, client_secret: clientSecret, scope };
    const tokens = await this.client.fetch(`${login}/${tenant}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams(form),
    });
    const { access_token: token } = (await tokens.json()) as Json;
    const response = await this.client.fetch(
      path.startsWith("https:") ? path : `https://graph.microsoft.com/v1.0${path}`,
      { headers: { authorization: `Bearer ${String(token)}` } },
    );
    return { status: response.status, body: (await response.json()) as Json };
  }

  /** Asks Microsoft Graph as the deployer; what it refuses is an error of the test. */
  async graph(method: string, path: string, body?: Json): Promise<Json> {
    const { clientId, objectId } = deployer;
    const audience = "https://graph.microsoft.com";
    const token = this.entra.authority.issue({
      tenantId,
      clientId,
      objectId,
      kind: "application",
      audience,
      lifetime: 60,
    });
    const response = await this.client.fetch(`${audience}/v1.0${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Json);
  }

  /** Creates an API and a client. */
  async deploy(options: DeploymentOptions = {}): Promise<Deployment> {
    const { scopeType = "Admin", granted = {}, groups, tokenVersion = 2, redirectUris, isItsOwnApi = false } = options;
    const scopeIds = { "weather.read": randomUUID(), "weather.alert": randomUUID() };
    const oauth2PermissionScopes = Object.entries(scopeIds).map(([value, id]) => ({
      ...scope(value, id),
      type: scopeType,
    }));
    const api = await this.#application("weather-api", {
      api: { requestedAccessTokenVersion: 2, oauth2PermissionScopes },
    });
    const identifierUri = `api://${tenantId}/weather-${api.appId.slice(0, 8)}`;
    await this.graph("PATCH", `/applications/${api.id}`, { identifierUris: [identifierUri] });
    await this.graph("PATCH", `/applications/${api.id}`, { api: { requestedAccessTokenVersion: tokenVersion } });
    const client = isItsOwnApi ? api : await this.#application("weather-client");
    const redirectUri = `https://global.consent.azure-apim.net/redirect/${client.appId.replaceAll("-", "")}`;
    await this.graph("PATCH", `/applications/${client.id}`, redirectUris ?? { web: { redirectUris: [redirectUri] } });
    const password = await this.graph("POST", `/applications/${client.id}/addPassword`, {});
    const deployment: Deployment = {
      authorizeUrl: `${login}/${tenantId}/oauth2/v2.0/authorize`,
      tokenUrl: `${login}/${tenantId}/oauth2/v2.0/token`,
      clientId: client.appId,
      clientSecret: String(password["secretText"]),
      redirectUri,
      apiId: api.id,
      apiAppId: api.appId,
      apiPrincipal: api.principal,
      clientObjectId: client.id,
      clientPrincipal: client.principal,
      identifierUri,
      scopeIds,
    };
    await this.grant(client.principal, api.principal, granted.api ?? "weather.read");
    await this.grant(
      client.principal,
      await this.principalOf(microsoftGraph),
      granted.protocol ?? "openid offline_access",
    );
    if (groups !== undefined) {
      await this.graph("PATCH", `/servicePrincipals/${client.principal}`, { appRoleAssignmentRequired: true });
      for (const group of groups) await this.assign(client.principal, this.groupId(group));
    }
    return deployment;
  }

  /** Grants scopes for everybody; none where the text is empty. */
  async grant(clientId: string, resourceId: string, scope: string): Promise<void> {
    if (scope === "") return;
    await this.graph("POST", "/oauth2PermissionGrants", { clientId, consentType: "AllPrincipals", resourceId, scope });
  }

  /** Assigns somebody to an application. */
  async assign(resourceId: string, principalId: string): Promise<void> {
    const appRoleId = "00000000-0000-0000-0000-000000000000";
    await this.graph("POST", `/servicePrincipals/${resourceId}/appRoleAssignedTo`, {
      appRoleId,
      principalId,
      resourceId,
    });
  }

  /** The grants of a client, as Microsoft Graph lists them. */
  async grantsOf(clientPrincipal: string): Promise<readonly Json[]> {
    const { value } = await this.graph("GET", `/servicePrincipals/${clientPrincipal}/oauth2PermissionGrants`);
    return value as readonly Json[];
  }

  async principalOf(appId: string): Promise<string> {
    const { id } = await this.graph("GET", `/servicePrincipals(appId='${appId}')`);
    return String(id);
  }

  groupId(name: string): string {
    return this.#idOf("groups", ({ displayName }) => displayName === name);
  }

  userId(login: string): string {
    return this.#idOf("users", (object) => "userPrincipalName" in object && object.userPrincipalName === login);
  }

  /** Signs in and reads the access token, checking its signature. */
  async accessToken(deployment: Deployment, login: string, asked: Asked): Promise<ReadToken> {
    const { body } = await this.client.signIn(deployment, login, asked);
    return this.client.readToken(keysUrl, body["access_token"]);
  }

  /** What was logged last. */
  lastEntry(): JournalEntry | undefined {
    return this.journal.entries().at(-1);
  }

  async stop(): Promise<void> {
    await this.client.stop();
  }

  #idOf(set: "groups" | "users", matches: (object: { readonly displayName: string }) => boolean): string {
    const objects = this.entra.state.tenants.get(tenantId)?.[set].values() ?? [];
    const found = [...objects].find(matches);
    if (found === undefined) throw new Error(`The seed has none of these ${set}.`);
    return found.id;
  }

  async #application(
    displayName: string,
    settings: Json = {},
  ): Promise<{ id: string; appId: string; principal: string }> {
    const application = await this.graph("POST", "/applications", { displayName, ...settings });
    const { id, appId } = { id: String(application["id"]), appId: String(application["appId"]) };
    const principal = await this.graph("POST", "/servicePrincipals", { appId });
    return { id, appId, principal: String(principal["id"]) };
  }
}

/** Parameters that ask for scopes. */
export function asking(...scopes: readonly string[]): Asked {
  return { parameters: { scope: scopes.join(" ") } };
}

/** The AADSTS number in a text. */
export function codeIn(text: unknown): number | undefined {
  const [, code] = /AADSTS(\d+):/.exec(String(text)) ?? [];
  return code === undefined ? undefined : Number(code);
}
