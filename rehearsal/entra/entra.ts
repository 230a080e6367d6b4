import type { VerifyBearer } from "../bearer";
import type { Clock } from "../clock";
import { dated } from "../dated";
import type { Directory } from "../directory";
import type { Journal } from "../journal";
import type { Seed } from "../seed";
import type { DeployerCredentials, Service } from "../service";
import { createIssuer, type Issuer } from "../sign-in/issuer";
import { createSessions } from "../sign-in/sessions";
import { switchSettings, type SwitchSettings } from "../switches";
import { createGraphApp } from "./graph-app";
import { createLogin } from "./login-app";
import { personToken, type PersonTokenRequest } from "./person-token";
import { host, issuerOptions } from "./sign-in/issuer-options";
import { type EntraState, seedTenant, type Tenant } from "./state";
import { TokenAuthority } from "./tokens";

/** What Entra is made from. */
export interface EntraOptions {
  readonly seed: Seed;
  readonly deployer: DeployerCredentials;
  /** Told of every principal that Entra makes or removes; asked for those that other systems made. */
  readonly directory: Directory;
  /** Gets one entry for every request of a sign-in that was granted or refused. */
  readonly journal: Journal;
  /** By which codes, tokens and secrets end. */
  readonly clock: Clock;
  /** @default the assumed answer of every switch */
  readonly switches?: SwitchSettings;
}

/** Entra: its services, what they hold, and how others judge its tokens. */
export interface Entra {
  /** `login.microsoftonline.com` and `graph.microsoft.com`. */
  readonly services: readonly Service[];
  readonly state: EntraState;
  /** Signs tokens of every tenant. */
  readonly authority: TokenAuthority;
  readonly verifyBearer: VerifyBearer;
  /**
   * A person's token for one of Microsoft's own APIs, as Azure's command line gets it.
   * @throws StsError for somebody whom the tenant does not know, and for an API that is not Microsoft's
   */
  personToken(request: PersonTokenRequest): string;
}

/** Microsoft Entra with the tenants of a seed: sign-in of people, tokens for applications, and Microsoft Graph. */
export function createEntra(options: EntraOptions): Entra {
  const { seed, deployer, directory, journal, clock, switches = switchSettings() } = options;
  const tenants = seed.tenants.map((tenant) => seedTenant(tenant, deployer));
  for (const tenant of tenants) {
    register(tenant, directory);
  }
  const state = { tenants: new Map(tenants.map((tenant) => [tenant.tenantId.toLowerCase(), tenant])) };
  const authority = new TokenAuthority(clock);
  const verifyBearer: VerifyBearer = (authorization, audience) => authority.verifyBearer(authorization, audience);
  const { identifierUriPolicy, userConsent } = switches;
  const shared = { authority, journal, sessions: createSessions("ESTSAUTH", clock) };
  const issuers = new Map<string, Promise<Issuer>>();
  /** Made when somebody signs in first: most deployments never get that far. */
  const signIn = (tenant: Tenant): Promise<Issuer> => {
    const issuer =
      issuers.get(tenant.tenantId) ?? createIssuer(issuerOptions({ tenant, deployer, clock, switches }, shared));
    issuers.set(tenant.tenantId, issuer);
    return issuer;
  };
  return {
    services: [
      { hosts: [host], handle: createLogin({ state, deployer, authority, clock, journal, signIn }) },
      {
        hosts: ["graph.microsoft.com"],
        handle: createGraphApp({
          state,
          directory,
          verifyBearer,
          identifierUriPolicy,
          userConsent,
          deployerObjectId: deployer.objectId,
        }),
      },
    ].map((service) => dated(service, clock)),
    state,
    authority,
    verifyBearer,
    personToken: (request) => personToken(state, authority, request),
  };
}

function register({ tenantId, servicePrincipals, groups, users }: Tenant, directory: Directory): void {
  for (const { id, appId, own } of servicePrincipals.values()) {
    directory.add(tenantId, { id, type: "ServicePrincipal", displayName: own.displayName, clientId: appId });
  }
  for (const { id, displayName } of users.values()) {
    directory.add(tenantId, { id, type: "User", displayName });
  }
  for (const { id, displayName, members } of groups.values()) {
    directory.add(tenantId, { id, type: "Group", displayName });
    for (const member of members) {
      directory.addMember(tenantId, id, member);
    }
  }
}
