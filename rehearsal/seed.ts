/** What exists in the clouds before a deployment: everything that a deployment file refers to and does not create. */

/** A group and who is in it. */
export interface GroupSeed {
  /** @default a fresh id in the vendor's form */
  readonly id?: string;
  readonly name: string;
}

/** A person who can sign in. */
export interface PersonSeed {
  /** Object id in Entra. @default a fresh one */
  readonly objectId?: string;
  /** Sign-in name, for example `ada@example.com`. */
  readonly login: string;
  readonly displayName: string;
  /** Names of the seeded groups that the person is a member of. */
  readonly groups: readonly string[];
}

/** A principal that a role assignment may name. */
export interface PrincipalSeed {
  readonly id: string;
  readonly type: "User" | "Group" | "ServicePrincipal";
}

/** An application, with a secret, that reads the tenant beside the deployer. */
export interface ReaderSeed {
  /** Object id of its service principal. */
  readonly objectId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Permissions of Microsoft Graph that an administrator granted it: `Application.Read.All`. */
  readonly graphPermissions: readonly string[];
}

/** A role that a principal has already. */
export interface RoleSeed {
  /** Object id. */
  readonly principalId: string;
  /** GUID of a built-in role definition. */
  readonly roleId: string;
}

/** A resource of Resource Manager that exists already. */
export interface ResourceSeed {
  /** ARM id. */
  readonly id: string;
  readonly location: string;
  /** @default what a newly created resource of its type would get */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** An Entra tenant with its subscriptions. */
export interface TenantSeed {
  readonly tenantId: string;
  readonly subscriptionIds: readonly string[];
  readonly groups: readonly GroupSeed[];
  readonly people: readonly PersonSeed[];
  /** Beside the seeded groups and people. */
  readonly principals: readonly PrincipalSeed[];
  readonly resources: readonly ResourceSeed[];
  /**
   * Roles that principals hold on every subscription of the tenant; the deployer is Owner anyway.
   * @default none
   */
  readonly roles?: readonly RoleSeed[];
  /** Applications that may do less than the deployer. @default none */
  readonly readers?: readonly ReaderSeed[];
  /** Whether the tenant lacks Entra ID P1, without which nobody reads its sign-ins. @default it is there */
  readonly lacksPremiumLicense?: boolean;
}

/** A token of Okta's management API beside the deployer's, of an administrator who may do less. */
export interface ApiTokenSeed {
  readonly token: string;
  /** What the administrator may do, named as the OAuth scopes that let an app do it: `okta.apps.read`. */
  readonly scopes: readonly string[];
}

/** An Okta organization. Its group Everyone exists always and holds everybody. */
export interface OrganizationSeed {
  /** Host name, for example `example.okta.com`. */
  readonly host: string;
  readonly groups: readonly GroupSeed[];
  readonly people: readonly PersonSeed[];
  readonly authorizationServers: readonly { readonly id: string; readonly name: string; readonly audience: string }[];
  /** @default the deployer's alone, with which everything may be done */
  readonly apiTokens?: readonly ApiTokenSeed[];
  /** Whether API Access Management is missing, without which nobody manages custom authorization servers. @default it is there */
  readonly lacksAccessManagement?: boolean;
}

/** Everything that exists before a deployment. */
export interface Seed {
  readonly tenants: readonly TenantSeed[];
  readonly organizations: readonly OrganizationSeed[];
}
