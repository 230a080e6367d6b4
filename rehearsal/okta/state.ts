/** What the organizations hold: the one place from which management API and sign-in learn their configuration. */
import { randomBytes } from "node:crypto";
import type { OrganizationSeed } from "../seed";
import type { App, AuthorizationServer, Group, Identified, Scope, User } from "./model";
import type { SystemLog } from "./system-log/log-event";

/** One organization; every map is by id. */
export interface Organization {
  /** Host name, for example `example.okta.com`. */
  readonly host: string;
  /** Id of the built-in group that everybody is in. */
  readonly everyoneId: string;
  /** Id of the authentication policy that new apps get. */
  readonly accessPolicyId: string;
  readonly authorizationServers: Map<string, AuthorizationServer>;
  readonly apps: Map<string, App>;
  readonly groups: Map<string, Group>;
  readonly users: Map<string, User>;
  readonly systemLog: SystemLog;
  /** Whether it may have custom authorization servers. */
  readonly hasAccessManagement: boolean;
}

/** All organizations, by host name. */
export interface OktaState {
  readonly organizations: ReadonlyMap<string, Organization>;
}

const idLength = 20;
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const rotationDays = 90;

/** Scopes of OpenID Connect that every authorization server has, and what Okta calls them. */
const protocolScopes: Readonly<Record<string, string>> = {
  openid: "Signals that a request is an OpenID request.",
  profile: "Allows this application to access your profile information.",
  email: "Allows this application to access your email address.",
  address: "Allows this application to access your address.",
  phone: "Allows this application to access your phone number.",
  offline_access: "Allows this application to keep you signed in.",
  device_sso: "Signals the application to allow device single sign-on.",
};

/** An organization with its groups, people and authorization servers. */
export function seedOrganization(seed: OrganizationSeed): Organization {
  const everyone: Group = {
    ...identified("00g"),
    type: "BUILT_IN",
    name: "Everyone",
    description: "All users in your organization",
    members: new Set(),
  };
  const organization: Organization = {
    host: seed.host.toLowerCase(),
    everyoneId: everyone.id,
    accessPolicyId: newId("rst"),
    authorizationServers: new Map(),
    apps: new Map(),
    groups: new Map([[everyone.id, everyone]]),
    users: new Map(),
    systemLog: [],
    hasAccessManagement: seed.lacksAccessManagement !== true,
  };
  for (const { id, name } of seed.groups) {
    const group: Group = { ...identified("00g", id), type: "OKTA_GROUP", name, description: null, members: new Set() };
    organization.groups.set(group.id, group);
  }
  for (const { login, displayName, groups } of seed.people) {
    const user: User = { ...identified("00u"), login, displayName };
    organization.users.set(user.id, user);
    for (const group of organization.groups.values()) {
      if (group.type === "OKTA_GROUP" && groups.includes(group.name)) {
        group.members.add(user.id);
      }
    }
  }
  for (const { id, name, audience } of seed.authorizationServers) {
    addAuthorizationServer(
      organization,
      {
        name,
        description: null,
        audience,
        issuerMode: "ORG_URL",
        rotationMode: "AUTO",
      },
      id,
    );
  }
  return organization;
}

/**
 * Adds an authorization server with the scopes that each one has.
 * @param organization whose it is
 * @param settings name and audience
 * @param id where it is known beforehand; a fresh one by default
 */
export function addAuthorizationServer(
  organization: Organization,
  settings: AuthorizationServer["settings"],
  id?: string,
): AuthorizationServer {
  const identity = identified("aus", id);
  const server: AuthorizationServer = {
    ...identity,
    issuer: `https://${organization.host}/oauth2/${identity.id}`,
    status: "ACTIVE",
    settings,
    signing: {
      kid: randomBytes(32).toString("base64url"),
      lastRotated: identity.created,
      nextRotation: new Date(Date.parse(identity.created) + rotationDays * 86_400_000).toISOString(),
    },
    scopes: new Map(),
    policies: [],
  };
  for (const [name, description] of Object.entries(protocolScopes)) {
    const scope: Scope = {
      ...identified("scp"),
      system: true,
      settings: {
        name,
        displayName: null,
        description,
        consent: "IMPLICIT",
        metadataPublish: "ALL_CLIENTS",
        default: false,
        optional: false,
      },
    };
    server.scopes.set(scope.id, scope);
  }
  organization.authorizationServers.set(server.id, server);
  return server;
}

/** Whether somebody is in a group; everybody is in the built-in one. */
export function isMember(organization: Organization, group: Group, userId: string): boolean {
  return group.id === organization.everyoneId || group.members.has(userId);
}

/** Id and times of a new object. @default a fresh id */
export function identified(prefix: string, id: string = newId(prefix)): Identified {
  const created = new Date().toISOString();
  return { id, created, lastUpdated: created };
}

/** An id in Okta's form: 20 letters and digits, of which the first three say what it is. */
export function newId(prefix: string): string {
  const letters = [...randomBytes(idLength - prefix.length)].map((byte) => alphabet[byte % alphabet.length]);
  return `${prefix}${letters.join("")}`;
}

/** Marks an object as changed now. */
export function touch(object: Identified): void {
  object.lastUpdated = new Date().toISOString();
}
