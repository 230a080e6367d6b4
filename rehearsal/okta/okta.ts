import type { RequestListener } from "node:http";
import type { Clock } from "../clock";
import { dated } from "../dated";
import type { Journal } from "../journal";
import type { Seed } from "../seed";
import type { DeployerCredentials, Service } from "../service";
import { switchSettings, type SwitchSettings } from "../switches";
import { createManagementApp } from "./management-app";
import { createSignInApp } from "./sign-in/sign-in-app";
import { type OktaState, seedOrganization } from "./state";

/** What Okta is made from. */
export interface OktaOptions {
  readonly seed: Seed;
  readonly deployer: DeployerCredentials;
  /** By which codes, tokens and sessions end. */
  readonly clock: Clock;
  /** Told of everybody who signs in or is refused. */
  readonly journal: Journal;
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

/** Okta with the organizations of a seed: the management API under `/api`, and the sign-in everywhere else. */
export function createOkta(options: OktaOptions): Okta {
  const { seed, deployer, clock, journal, switches = switchSettings() } = options;
  const { requestsPerMinute = usualRequestsPerMinute } = options;
  const organizations = seed.organizations.map(seedOrganization);
  const state = { organizations: new Map(organizations.map((organization) => [organization.host, organization])) };
  const { authorizationServerNames } = switches;
  const management = createManagementApp({
    state,
    apiToken: deployer.oktaApiToken,
    requestsPerMinute,
    authorizationServerNames,
    seeds: seed.organizations,
    clock,
  });
  const signIn = createSignInApp({ state, switches, clock, journal });
  const hosts = [...state.organizations.keys()];
  const handle: RequestListener = (request, response) => {
    const isManagement = request.url?.startsWith("/api/") === true;
    (isManagement ? management : signIn)(request, response);
  };
  return { services: hosts.length === 0 ? [] : [dated({ hosts, handle }, clock)], state };
}
