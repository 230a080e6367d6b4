/** One tenant with a deployer, two groups of like names and two people, served over HTTP. */
import { createClock } from "../../../rehearsal/clock";
import { createDirectory, type Directory } from "../../../rehearsal/directory";
import { createEntra, type Entra } from "../../../rehearsal/entra/entra";
import { createJournal } from "../../../rehearsal/journal";
import type { Tenant } from "../../../rehearsal/entra/state";
import { switchSettings, type SwitchSettings } from "../../../rehearsal/switches";
import { VendorClient, type VendorAnswer } from "../../support/vendor-client";

export const tenantId = "11111111-1111-4111-8111-111111111111";

export const deployer = {
  clientId: "22222222-2222-4222-8222-222222222222",
  clientSecret: "a deployer's secret",
  objectId: "33333333-3333-4333-8333-333333333333",
  oktaApiToken: "an Okta token",
};

export const seed = {
  tenants: [
    {
      tenantId,
      subscriptionIds: [],
      groups: [{ name: "Forecasters" }, { name: "Forecasters-Contractors" }, { name: "Twins" }, { name: "Twins" }],
      people: [
        { login: "ada@example.com", displayName: "Ada", groups: ["Forecasters"] },
        { login: "eve@example.com", displayName: "Eve", groups: [] },
      ],
      principals: [],
      resources: [],
    },
  ],
  organizations: [],
};

/** Entra under test; to be stopped after the tests of a file. */
export class EntraFixture {
  readonly entra: Entra;
  readonly directory: Directory;
  readonly #graph: VendorClient;
  readonly #login: VendorClient;

  private constructor(entra: Entra, directory: Directory, graph: VendorClient, login: VendorClient) {
    this.entra = entra;
    this.directory = directory;
    this.#graph = graph;
    this.#login = login;
  }

  static async start(switches: Partial<SwitchSettings> = {}): Promise<EntraFixture> {
    const directory = createDirectory();
    const entra = createEntra({
      seed,
      deployer,
      directory,
      journal: createJournal(),
      clock: createClock(),
      switches: switchSettings(switches),
    });
    const start = async (host: string): Promise<VendorClient> => {
      const service = entra.services.find(({ hosts }) => hosts.includes(host));
      if (service === undefined) throw new Error(`Nothing answers for ${host}.`);
      return VendorClient.start(service.handle, host);
    };
    return new EntraFixture(
      entra,
      directory,
      await start("graph.microsoft.com"),
      await start("login.microsoftonline.com"),
    );
  }

  get tenant(): Tenant {
    const tenant = this.entra.state.tenants.get(tenantId);
    if (tenant === undefined) throw new Error("The seed has no such tenant.");
    return tenant;
  }

  /** Asks Graph as the deployer. */
  async graph(method: string, path: string, body?: unknown, authorization = this.bearer()): Promise<VendorAnswer> {
    return this.#graph.send({ method, path: `/v1.0${path}`, headers: { authorization }, body });
  }

  async graphWithout(path: string): Promise<VendorAnswer> {
    return this.#graph.send({ path: `/v1.0${path}` });
  }

  bearer(audience = "https://graph.microsoft.com", lifetime = 60): string {
    const { clientId, objectId } = deployer;
    const token = this.entra.authority.issue({ tenantId, clientId, objectId, kind: "application", audience, lifetime });
    return `Bearer ${token}`;
  }

  async token(
    form: Readonly<Record<string, string>>,
    tenant = tenantId,
    authorization?: string,
  ): Promise<VendorAnswer> {
    return this.#login.send({
      method: "POST",
      path: `/${tenant}/oauth2/v2.0/token`,
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...(authorization === undefined ? {} : { authorization }),
      },
      body: new URLSearchParams(form).toString(),
    });
  }

  /** Creates an application and returns its ids. */
  async application(settings: Readonly<Record<string, unknown>> = {}): Promise<{ id: string; appId: string }> {
    const { status, body } = await this.graph("POST", "/applications", { displayName: "weather-dev", ...settings });
    if (status !== 201) throw new Error(`Not created: ${JSON.stringify(body)}`);
    return { id: String(body["id"]), appId: String(body["appId"]) };
  }

  /** Creates an application with scopes and its service principal. */
  async api(...scopes: readonly string[]): Promise<{ id: string; appId: string; principal: string }> {
    const api = { requestedAccessTokenVersion: 2, oauth2PermissionScopes: scopes.map((value) => scope(value)) };
    const application = await this.application({ api });
    return { ...application, principal: await this.principal(application.appId) };
  }

  async principal(appId: string): Promise<string> {
    const { status, body } = await this.graph("POST", "/servicePrincipals", { appId });
    if (status !== 201) throw new Error(`Not created: ${JSON.stringify(body)}`);
    return String(body["id"]);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#graph.stop(), this.#login.stop()]);
  }
}

/** A permission scope as the provider sends it. */
export function scope(value: string, id: string = crypto.randomUUID(), isEnabled = true): Record<string, unknown> {
  const text = { adminConsentDisplayName: value, adminConsentDescription: value };
  return { id, value, type: "Admin", isEnabled, userConsentDisplayName: null, userConsentDescription: null, ...text };
}

/** Code and message of a Graph error. */
export function graphError({ status, body }: VendorAnswer): readonly [number, unknown, unknown] {
  const error = body["error"] as Readonly<Record<string, unknown>> | undefined;
  return [status, error?.["code"], error?.["message"]];
}
