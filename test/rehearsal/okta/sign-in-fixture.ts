/** An organization in which people sign in, changed through the management API alone. */
import { createClock, type CloudClock } from "../../../rehearsal/clock";
import { createJournal, type Journal } from "../../../rehearsal/journal";
import { createOkta } from "../../../rehearsal/okta/okta";
import type { Organization } from "../../../rehearsal/okta/state";
import { switchSettings, type SwitchSettings } from "../../../rehearsal/switches";
import { type Asked, type Outcome, type Registration, SignInClient, type TokenAnswer } from "../support/sign-in-client";
import { app as appRequest, host, policy, rule } from "./fixture";

export const ada = "ada@example.com";
export const ben = "ben@example.com";
export const eve = "eve@example.com";
export const redirectUri = "https://global.consent.azure-apim.net/redirect/0f";
export const clientSecret = "a-secret: with % and & in it";

const oktaApiToken = "an Okta token";

/** A token with which only apps are read and managed, and one for the log alone. */
export const appsToken = "a token for apps";
export const logToken = "a token for the log";

/** Ada is in Readers and Editors, Ben in Readers, Eve in none. */
const seed = {
  tenants: [],
  organizations: [
    {
      host,
      groups: [{ name: "Readers" }, { name: "Editors" }],
      people: [
        { login: ada, displayName: "Ada Lovelace", groups: ["Readers", "Editors"] },
        { login: ben, displayName: "Ben", groups: ["Readers"] },
        { login: eve, displayName: "Eve", groups: [] },
      ],
      authorizationServers: [],
      apiTokens: [
        { token: appsToken, scopes: ["okta.apps.manage"] },
        { token: logToken, scopes: ["okta.logs.read"] },
      ],
    },
  ],
};

/** One authorization server with the scopes `read` and `write`, and one client. */
export interface Deployed extends Registration {
  readonly serverId: string;
  readonly issuer: string;
  readonly appId: string;
}

/** Okta under test; to be stopped after the tests of a file. */
export class OktaSignIn {
  readonly clock: CloudClock = createClock();
  readonly journal: Journal = createJournal();
  readonly organization: Organization;
  readonly client: SignInClient;
  #made = 0;
  #shared: Promise<string> | undefined;

  private constructor(organization: Organization, client: SignInClient, clock: CloudClock, journal: Journal) {
    this.organization = organization;
    this.client = client;
    this.clock = clock;
    this.journal = journal;
  }

  static async start(switches: Partial<SwitchSettings> = {}): Promise<OktaSignIn> {
    const clock = createClock();
    const journal = createJournal();
    const deployer = { clientId: "", clientSecret: "", objectId: "", oktaApiToken };
    const okta = createOkta({ seed, deployer, switches: switchSettings(switches), clock, journal });
    const organization = okta.state.organizations.get(host);
    if (organization === undefined) throw new Error("The seed has no such organization.");
    return new OktaSignIn(organization, await SignInClient.start(okta.services), clock, journal);
  }

  stop(): Promise<void> {
    return this.client.stop();
  }

  /** Asks the management API as whoever has a token. */
  ask(path: string, token = oktaApiToken, method = "GET"): Promise<Response> {
    const url = path.startsWith("https:") ? path : `https://${host}/api/v1${path}`;
    return this.client.fetch(url, { method, headers: { authorization: `SSWS ${token}` } });
  }

  /** Asks the management API; fails where it refuses. */
  async api(method: string, path: string, body?: unknown): Promise<Readonly<Record<string, unknown>>> {
    const response = await this.client.fetch(`https://${host}/api/v1${path}`, {
      method,
      headers: { authorization: `SSWS ${oktaApiToken}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>);
  }

  groupId(name: string): string {
    const group = [...this.organization.groups.values()].find((one) => one.name === name);
    if (group === undefined) throw new Error(`No group ${name}.`);
    return group.id;
  }

  userId(login: string): string {
    const user = [...this.organization.users.values()].find((one) => one.login === login);
    if (user === undefined) throw new Error(`No user ${login}.`);
    return user.id;
  }

  /** A server with the scopes `read` and `write`; returns its id. */
  async server(): Promise<string> {
    this.#made += 1;
    const name = `server ${this.#made}`;
    const made = await this.api("POST", "/authorizationServers", { name, audiences: [`api://server-${this.#made}`] });
    const id = String(made["id"]);
    for (const scope of ["read", "write"]) {
      await this.api("POST", `/authorizationServers/${id}/scopes`, { name: scope });
    }
    return id;
  }

  /** An app that is assigned to everyone, at a server where no policy is for it yet. */
  async deploy(app: AppOptions = {}): Promise<Deployed> {
    this.#made += 1;
    const clientId = `client-${this.#made}`;
    const credentials = { client_id: clientId, client_secret: clientSecret, ...app.credentials };
    const made = await this.api("POST", "/apps", appRequest(clientId, credentials, app.settings));
    const appId = String(made["id"]);
    await this.assign(appId, "Everyone");
    // A server of its own has a key of its own, which takes a while; most tests do without.
    this.#shared ??= this.server();
    return this.registration(app.serverId ?? (await this.#shared), { appId, clientId });
  }

  /** Another server seen from the same client, or the same server seen from another. */
  registration(serverId: string, { appId, clientId }: Pick<Deployed, "appId" | "clientId">): Deployed {
    const issuer = `https://${host}/oauth2/${serverId}`;
    return {
      serverId,
      issuer,
      appId,
      clientId,
      clientSecret,
      redirectUri,
      authorizeUrl: `${issuer}/v1/authorize`,
      tokenUrl: `${issuer}/v1/token`,
    };
  }

  async assign(appId: string, group: string): Promise<void> {
    await this.api("PUT", `/apps/${appId}/groups/${this.groupId(group)}`, {});
  }

  async unassign(appId: string, group: string): Promise<void> {
    await this.api("DELETE", `/apps/${appId}/groups/${this.groupId(group)}`);
  }

  /** Adds a policy; returns its path. */
  async policy({ serverId, clientId }: Deployed, clients = [clientId], priority?: number): Promise<string> {
    this.#made += 1;
    const path = `/authorizationServers/${serverId}/policies`;
    const conditions = { clients: { include: clients } };
    const made = await this.api("POST", path, { ...policy(`policy ${this.#made}`, priority), conditions });
    return `${path}/${String(made["id"])}`;
  }

  /** Adds a policy rule; returns its path. */
  async rule(
    policyPath: string,
    groups: readonly string[],
    scopes: readonly string[],
    other: RuleOptions = {},
  ): Promise<string> {
    this.#made += 1;
    const usual = rule(
      `rule ${this.#made}`,
      groups.map((name) => this.groupId(name)),
      scopes,
    );
    const body = {
      ...usual,
      priority: other.priority,
      conditions: { ...(usual["conditions"] as object), ...other.conditions },
      ...(other.token === undefined ? {} : { actions: { token: other.token } }),
    };
    const made = await this.api("POST", `${policyPath}/rules`, body);
    return `${policyPath}/rules/${String(made["id"])}`;
  }

  /** Deploys with one policy that gives everyone all scopes. */
  async deployOpen(app: AppOptions = {}): Promise<Deployed> {
    const deployed = await this.deploy(app);
    await this.rule(await this.policy(deployed), ["Everyone"], ["*"]);
    return deployed;
  }

  /** Sends a person to the authorization endpoint. */
  authorize(deployed: Registration, login: string, scope: string | undefined, asked: Asked = {}): Promise<Outcome> {
    const { parameters } = asked;
    return this.client.authorize(deployed, login, { ...asked, parameters: { scope, ...parameters } });
  }

  /** What a person is given: the granted scopes, or the error. */
  async outcome(deployed: Registration, login: string, scope: string | undefined, asked: Asked = {}): Promise<unknown> {
    const { answer, page } = await this.authorize(deployed, login, scope, asked);
    const { code, error, error_description: description } = answer;
    if (code !== undefined) return (await this.client.redeem(deployed, code)).body["scope"];
    return error === undefined ? [page.status, page.text] : [error, description];
  }

  /** Signs somebody in. */
  signIn(deployed: Registration, login: string, scope: string): Promise<TokenAnswer> {
    return this.client.signIn(deployed, login, { parameters: { scope } });
  }
}

/** What is unusual about an app. */
export interface AppOptions {
  /** @default a server that tests share */
  readonly serverId?: string;
  /** Properties of `credentials.oauthClient`. */
  readonly credentials?: Readonly<Record<string, unknown>>;
  /** Properties of `settings.oauthClient`. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What is unusual about a policy rule. */
export interface RuleOptions {
  readonly priority?: number;
  readonly conditions?: Readonly<Record<string, unknown>>;
  readonly token?: Readonly<Record<string, number>>;
}

export const noMatch = [
  "access_denied",
  "Policy evaluation failed for this request, please check the policy configurations.",
];
