import type { Seed } from "../seed";
import type { DeployerCredentials, Service } from "../service";
import { switchSettings, type SwitchSettings } from "../switches";
import { createManagementApp } from "./management-app";
import { type OktaState, seedOrganization } from "./state";

/** What Okta is made from. */
export interface OktaOptions {
  readonly seed: Seed;
  readonly deployer: DeployerCredentials;
  /** @default the assumed answer of every switch */
  readonly switches?: SwitchSettings;
  /**
   * Requests that an organization's management API answers in a minute.
   * @default 1200
   * @see https://developer.okta.com/docs/reference/rl-global-mgmt/
   */
  readonly requestsPerMinute?: number;
}

/** Okta: its service and what it holds. */
export interface Okta {
  /** One service for the hosts of all organizations. */
  readonly services: readonly Service[];
  readonly state: OktaState;
}

const usualRequestsPerMinute = 1200;

/** Okta with the organizations of a seed: the management API. */
export function createOkta(options: OktaOptions): Okta {
  const { seed, deployer, switches = switchSettings(), requestsPerMinute = usualRequestsPerMinute } = options;
  const organizations = seed.organizations.map(seedOrganization);
  const state = { organizations: new Map(organizations.map((organization) => [organization.host, organization])) };
  const { authorizationServerNames } = switches;
  const app = createManagementApp({
    state,
    apiToken: deployer.oktaApiToken,
    requestsPerMinute,
    authorizationServerNames,
  });
  const hosts = [...state.organizations.keys()];
  return { services: hosts.length === 0 ? [] : [{ hosts, handle: app }], state };
}
