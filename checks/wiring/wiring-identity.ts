/** What identity provider and access policy of a deployment say. */
import type { Source, Value, Values } from "./value";

/** A scope of an Okta authorization server. */
export interface OktaScope {
  readonly address: string;
  readonly name?: Value;
  /** Granted where a request names no scope. @default false */
  readonly isDefault?: Value;
  readonly source: Source;
}

/** An Okta authorization server. */
export interface AuthorizationServer {
  readonly address: string;
  /** Id in the issuer; a reference where it is created here. */
  readonly id: Value;
  readonly name?: Value;
  /** The one audience of its tokens. */
  readonly audience?: Value;
  /** What its tokens name as `iss`: a reference where it is created or looked up here. @default only its id is known */
  readonly issuer?: Value;
  /** Created here; a referenced one, and Okta's `default`, have scopes and policies that nobody here knows. */
  readonly managed: boolean;
  readonly scopes: readonly OktaScope[];
  readonly policies: readonly AccessPolicy[];
  readonly source: Source;
}

/** An access policy of an authorization server. */
export interface AccessPolicy {
  readonly address: string;
  readonly name?: Value;
  readonly priority?: Value;
  /** Its priority is left as it is after creation. */
  readonly priorityIgnored: boolean;
  /** Addresses of policies that are written before this one. */
  readonly writtenAfter: readonly string[];
  /** Client ids, or `ALL_CLIENTS`. */
  readonly clients?: Values;
  /** `INACTIVE` policies admit nobody. @default `ACTIVE` */
  readonly status?: Value;
  readonly rules: readonly PolicyRule[];
  readonly source: Source;
}

/** A policy rule: who may get which scopes by which grant. */
export interface PolicyRule {
  readonly address: string;
  readonly name?: Value;
  readonly priority?: Value;
  readonly status?: Value;
  readonly grantTypes?: Values;
  /** Ids of groups; `EVERYONE` and the id of the built-in group mean everybody. */
  readonly groups?: Values;
  readonly excludedGroups?: Values;
  readonly users?: Values;
  readonly excludedUsers?: Values;
  /** Names of scopes, or `*`. */
  readonly scopes?: Values;
  readonly source: Source;
}

/** An OpenID Connect app at Okta. */
export interface OktaApp {
  readonly address: string;
  readonly clientId?: Value;
  readonly label?: Value;
  /** `web`, `native`, `browser` or `service`. */
  readonly type?: Value;
  readonly status?: Value;
  readonly grantTypes?: Values;
  readonly responseTypes?: Values;
  readonly redirectUris?: Values;
  /** @default `client_secret_basic` */
  readonly tokenEndpointAuthMethod?: Value;
  readonly pkceRequired?: Value;
  /** The secret; never shown. @default Okta makes one */
  readonly secret?: Value;
  readonly omitSecret?: Value;
  /** Ids of assigned groups. @default no assignment was read */
  readonly assignedGroups?: Values;
  /** Created here; of one that is looked up, nothing is known that nobody here says. @default true */
  readonly managed?: boolean;
  readonly source: Source;
}

/** A group looked up at Okta by its name. */
export interface OktaGroupLookup {
  readonly address: string;
  readonly name?: Value;
  /** Name of the group that was found. @default not known: only a plan holds both */
  readonly found?: Value;
  /** Whether a condition compares the name found with the name asked. @default not known: plans and states hold no conditions */
  readonly nameCompared?: boolean;
  /** Whether it looks up the built-in group of everybody. */
  readonly everyone: boolean;
  readonly source: Source;
}

/** Okta as the identity provider. */
export interface OktaIdentity {
  readonly provider: "okta";
  readonly servers: readonly AuthorizationServer[];
  readonly apps: readonly OktaApp[];
  readonly groupLookups: readonly OktaGroupLookup[];
}

/** A delegated permission that an Entra app exposes. */
export interface EntraScope {
  readonly address: string;
  /** Short name. */
  readonly name?: Value;
  readonly id?: Value;
  /** `User` or `Admin`: who may consent. @default `User` */
  readonly type?: Value;
  /** @default true */
  readonly enabled?: Value;
  readonly source: Source;
}

/** An app registration, as API, as client, or as both. */
export interface EntraApp {
  readonly address: string;
  /** Client id; a reference where it is created here. */
  readonly clientId: Value;
  /** @default 1 for apps that nobody sets it for */
  readonly accessTokenVersion?: Value;
  readonly identifierUris: Values;
  readonly scopes: readonly EntraScope[];
  readonly redirectUris: { readonly web: Values; readonly spa: Values; readonly publicClient: Values };
  /** Passwords; never shown. */
  readonly passwords: readonly { readonly value: Value; readonly source: Source }[];
  readonly preAuthorized: readonly { readonly clientId: Value; readonly scopeIds: Values; readonly source: Source }[];
  /** What the app asks for, by the client id of the API. */
  readonly requiredAccess: readonly {
    readonly apiClientId: Value;
    readonly scopeIds: Values;
    readonly source: Source;
  }[];
  /** @default no service principal was read */
  readonly servicePrincipal?: EntraServicePrincipal;
  /** Created or changed here; a referenced one has parts that nobody here knows. */
  readonly managed: boolean;
  readonly source: Source;
}

/** What an app is to its tenant. */
export interface EntraServicePrincipal {
  readonly address: string;
  readonly objectId: Value;
  /** @default false */
  readonly assignmentRequired?: Value;
  /** Object ids of principals that are assigned to it. */
  readonly assigned: readonly { readonly principalId: Value; readonly source: Source }[];
  /** What this client is granted. */
  readonly grants: readonly EntraGrant[];
  readonly source: Source;
}

/** A delegated grant of a client. */
export interface EntraGrant {
  readonly address: string;
  /** Object id of the API's service principal. */
  readonly resourceId: Value;
  /** Whether that is Microsoft Graph. */
  readonly ofGraph: boolean;
  /** Short names. */
  readonly scopes: Values;
  /** Object id of the only user it holds for. @default it holds for everybody */
  readonly userId?: Value;
  readonly source: Source;
}

/** Microsoft Entra as the identity provider. */
export interface EntraIdentity {
  readonly provider: "entra";
  readonly apps: readonly EntraApp[];
}
