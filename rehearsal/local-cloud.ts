import { randomBytes, randomUUID } from "node:crypto";
import { createResourceManager, type ResourceManager } from "./azure/resource-manager";
import { createClock, skewed, type CloudClock } from "./clock";
import { dated } from "./dated";
import { createDirectory } from "./directory";
import { createEntra, type Entra } from "./entra/entra";
import { createFoundry, type Foundry } from "./foundry/foundry";
import { startFront } from "./front/front";
import { createJournal, type Journal } from "./journal";
import { createFunctions } from "./functions/functions";
import { createOkta, type Okta } from "./okta/okta";
import { createOutgoing } from "./outgoing";
import type { Seed } from "./seed";
import type { DeployerCredentials } from "./service";
import { switchSettings, type SwitchSettings } from "./switches";
import { startProviders } from "./terraform/providers";
import { throughProxy, type HttpTransport } from "./terraform/transport";

/** What a local cloud begins with. */
export interface LocalCloudOptions {
  readonly seed: Seed;
  /** Object id of the service principal that deploys. @default a fresh one */
  readonly deployerObjectId?: string;
  /** @default the assumed answer of every switch */
  readonly switches?: SwitchSettings;
  /** Stands between the Terraform providers and the clouds, for example to hold a request back. @default nothing does */
  readonly between?: (transport: HttpTransport) => HttpTransport;
  /** Milliseconds by which the clocks of identity providers are ahead of all others; negative where they are behind. @default 0 */
  readonly identityProviderSkew?: number;
}

/** A running local cloud. Everything in it is gone when it is closed. */
export interface LocalCloud {
  /** An HTTP proxy on loopback through which the clouds' host names are reached; it refuses every other host. */
  readonly proxyUrl: string;
  /** PEM of the certificate authority behind every host name. */
  readonly certificateAuthority: string;
  /** Variables that terraform and the vendors' own tools read: how to attach the providers, and who deploys. */
  readonly environment: Readonly<Record<string, string>>;
  readonly resourceManager: ResourceManager["state"];
  readonly foundry: Foundry["state"];
  readonly entra: Entra["state"];
  readonly okta: Okta["state"];
  /** The time of all systems; whoever advances it lets links and tokens expire. */
  readonly clock: CloudClock;
  /** The logs of all systems. */
  readonly journal: Journal;
  /** What a vendor's command line gives a person who is signed in. */
  readonly personToken: Entra["personToken"];
  /** Reaches the clouds' host names, and no other. */
  readonly fetch: typeof globalThis.fetch;
  /** Stops listening; calls that are under way fail. */
  close(): Promise<void>;
}

/** Starts Resource Manager, Foundry, Functions, Entra and Okta behind one loopback front, and the Terraform providers that reach them. */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const { seed, switches = switchSettings(), between = (transport: HttpTransport) => transport } = options;
  const deployer: DeployerCredentials = {
    clientId: randomUUID(),
    clientSecret: randomBytes(24).toString("base64url"),
    objectId: options.deployerObjectId ?? randomUUID(),
    oktaApiToken: randomBytes(24).toString("base64url"),
  };
  const directory = createDirectory();
  const clock = createClock();
  const journal = createJournal();
  const outgoing = createOutgoing();
  const identityProviderClock = skewed(clock, options.identityProviderSkew ?? 0);
  const entra = createEntra({ seed, deployer, directory, journal, clock: identityProviderClock, switches });
  const { verifyBearer } = entra;
  const resourceManager = createResourceManager({
    seed,
    verifyBearer,
    directory,
    switches,
    deployerObjectId: deployer.objectId,
  });
  const foundry = createFoundry({ resourceManager, verifyBearer, switches, outgoing, journal, clock });
  const okta = createOkta({ seed, deployer, switches, journal, clock: identityProviderClock });
  const functions = createFunctions({
    resourceManager,
    verifyBearer,
    outgoing,
    clock,
    journal,
    switches,
    childProxy: () => reach,
  });
  const azure = [resourceManager.service, ...foundry.services, ...functions.services];
  const front = await startFront([
    ...entra.services,
    ...okta.services,
    ...azure.map((service) => dated(service, clock)),
  ]);
  const { proxyUrl, certificateAuthority } = front;
  const reach = { proxyUrl, certificateAuthority };
  outgoing.connect(reach);
  const credentials = {
    ARM_CLIENT_ID: deployer.clientId,
    ARM_CLIENT_SECRET: deployer.clientSecret,
    OKTA_API_TOKEN: deployer.oktaApiToken,
    ...onlyOrganization(seed),
  };
  const providers = await startProviders({
    transport: between(throughProxy({ url: proxyUrl, certificateAuthority })),
    environment: credentials,
  });
  return {
    proxyUrl,
    certificateAuthority,
    environment: { ...credentials, TF_REATTACH_PROVIDERS: providers.reattach },
    resourceManager: resourceManager.state,
    foundry: foundry.state,
    entra: entra.state,
    okta: okta.state,
    clock,
    journal,
    personToken: (request) => entra.personToken(request),
    fetch: outgoing.fetch,
    async close() {
      await providers.close();
      await functions.close();
      await front.close();
      await outgoing.close();
    },
  };
}

/**
 * The organization, for a configuration that no longer names one but must still remove what it had there.
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs
 */
function onlyOrganization({ organizations }: Seed): Record<string, string> {
  const [organization, ...more] = organizations;
  if (organization === undefined || more.length > 0) return {};
  const [name = "", ...base] = organization.host.split(".");
  return { OKTA_ORG_NAME: name, OKTA_BASE_URL: base.join(".") };
}
