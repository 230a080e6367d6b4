/** One organization with two groups of like names and two people, served over HTTP. */
import { createClock } from "../../../rehearsal/clock";
import { createJournal } from "../../../rehearsal/journal";
import { createOkta, type Okta, type OktaOptions } from "../../../rehearsal/okta/okta";
import type { Organization } from "../../../rehearsal/okta/state";
import { switchSettings, type SwitchSettings } from "../../../rehearsal/switches";
import { VendorClient, type VendorAnswer } from "../../support/vendor-client";

export const host = "example.okta.com";
const oktaApiToken = "an Okta token";

const deployer = { clientId: "", clientSecret: "", objectId: "", oktaApiToken };

const seed = {
  tenants: [],
  organizations: [
    {
      host,
      groups: [{ name: "Forecasters-Contractors" }, { name: "Reviewers" }, { name: "Reviewers-Contractors" }],
      people: [
        { login: "ada@example.com", displayName: "Ada Lovelace", groups: ["Reviewers"] },
        { login: "eve@example.com", displayName: "Eve", groups: [] },
      ],
      authorizationServers: [{ id: "ausSeeded00000000001", name: "existing", audience: "api://existing" }],
    },
  ],
};

/** Okta under test; to be stopped after the tests of a file. */
export class OktaFixture {
  readonly okta: Okta;
  readonly #client: VendorClient;

  private constructor(okta: Okta, client: VendorClient) {
    this.okta = okta;
    this.#client = client;
  }

  static async start(switches: Partial<SwitchSettings> = {}, options: Partial<OktaOptions> = {}): Promise<OktaFixture> {
    const okta = createOkta({
      seed,
      deployer,
      switches: switchSettings(switches),
      clock: createClock(),
      journal: createJournal(),
      ...options,
    });
    const [service] = okta.services;
    if (service === undefined) throw new Error("The seed has no organization.");
    return new OktaFixture(okta, await VendorClient.start(service.handle, host));
  }

  get organization(): Organization {
    const organization = this.okta.state.organizations.get(host);
    if (organization === undefined) throw new Error("The seed has no such organization.");
    return organization;
  }

  /** Asks the management API with the deployer's token. */
  async api(
    method: string,
    path: string,
    body?: unknown,
    authorization = `SSWS ${oktaApiToken}`,
  ): Promise<VendorAnswer> {
    const headers: Record<string, string> = authorization === "" ? {} : { authorization };
    return this.#client.send({ method, path: `/api/v1${path}`, headers, body });
  }

  /** Creates something and returns its id. */
  async created(path: string, body: unknown): Promise<string> {
    const answer = await this.api("POST", path, body);
    if (answer.status >= 300) throw new Error(`Not created: ${JSON.stringify(answer.body)}`);
    return String(answer.body["id"]);
  }

  async server(name: string): Promise<string> {
    return this.created("/authorizationServers", { name, audiences: [`api://${name}`] });
  }

  async policy(server: string, name: string, priority?: number): Promise<string> {
    return this.created(`/authorizationServers/${server}/policies`, policy(name, priority));
  }

  groupId(name: string): string {
    const group = [...this.organization.groups.values()].find((one) => one.name === name);
    if (group === undefined) throw new Error(`No group ${name}.`);
    return group.id;
  }

  async stop(): Promise<void> {
    await this.#client.stop();
  }
}

/** A policy as the provider sends it. */
export function policy(name: string, priority?: number): Record<string, unknown> {
  const conditions = { clients: { include: ["weather-dev-reader"] } };
  return { type: "OAUTH_AUTHORIZATION_POLICY", name, description: name, priority, conditions };
}

/** A policy rule as the provider sends it. */
export function rule(
  name: string,
  groups: readonly string[],
  scopes: readonly string[] = ["openid"],
): Record<string, unknown> {
  return {
    type: "RESOURCE_ACCESS",
    name,
    priority: 1,
    conditions: {
      people: { groups: { include: groups, exclude: [] }, users: { include: [], exclude: [] } },
      grantTypes: { include: ["authorization_code"] },
      scopes: { include: scopes },
    },
    actions: {
      token: { accessTokenLifetimeMinutes: 60, refreshTokenLifetimeMinutes: 0, refreshTokenWindowMinutes: 10080 },
    },
  };
}

/** An app as the provider sends it. */
export function app(
  label: string,
  client: Readonly<Record<string, unknown>> = {},
  settings: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    name: "oidc_client",
    label,
    signOnMode: "OPENID_CONNECT",
    credentials: { oauthClient: { token_endpoint_auth_method: "client_secret_basic", ...client } },
    settings: {
      oauthClient: {
        application_type: "web",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: ["https://global.consent.azure-apim.net/redirect/0f"],
        ...settings,
      },
    },
  };
}

/** Status, code and first cause of an Okta error. */
export function oktaError({ status, body }: VendorAnswer): readonly [number, unknown, unknown] {
  const causes = body["errorCauses"] as readonly { readonly errorSummary: string }[] | undefined;
  return [status, body["errorCode"], causes?.[0]?.errorSummary];
}
