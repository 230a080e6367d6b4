import type { VerifyBearer } from "../bearer";
import type { Directory } from "../directory";
import type { Seed } from "../seed";
import type { DeployerCredentials, Service } from "../service";
import { switchSettings, type SwitchSettings } from "../switches";
import { createGraphApp } from "./graph-app";
import { type EntraState, seedTenant, type Tenant } from "./state";
import { createTokenApp } from "./token-endpoint";
import { TokenAuthority } from "./tokens";

/** What Entra is made from. */
export interface EntraOptions {
  readonly seed: Seed;
  readonly deployer: DeployerCredentials;
  /** Told of every principal that Entra makes or removes; asked for those that other systems made. */
  readonly directory: Directory;
  /** @default the assumed answer of every switch */
  readonly switches?: SwitchSettings;
}

/** Entra: its services, what they hold, and how others judge its tokens. */
export interface Entra {
  /** `login.microsoftonline.com` (tokens for deployers) and `graph.microsoft.com`. */
  readonly services: readonly Service[];
  readonly state: EntraState;
  /** Signs tokens of every tenant. */
  readonly authority: TokenAuthority;
  readonly verifyBearer: VerifyBearer;
}

/** Microsoft Entra with the tenants of a seed: the token endpoint for deployers, and Microsoft Graph. */
export function createEntra({ seed, deployer, directory, switches = switchSettings() }: EntraOptions): Entra {
  const tenants = seed.tenants.map((tenant) => seedTenant(tenant, deployer));
  for (const tenant of tenants) {
    register(tenant, directory);
  }
  const state = { tenants: new Map(tenants.map((tenant) => [tenant.tenantId.toLowerCase(), tenant])) };
  const authority = new TokenAuthority();
  const verifyBearer: VerifyBearer = (authorization, audience) => authority.verifyBearer(authorization, audience);
  const { identifierUriPolicy } = switches;
  return {
    services: [
      { hosts: ["login.microsoftonline.com"], handle: createTokenApp({ state, deployer, authority }) },
      {
        hosts: ["graph.microsoft.com"],
        handle: createGraphApp({ state, directory, verifyBearer, identifierUriPolicy }),
      },
    ],
    state,
    authority,
    verifyBearer,
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
