/**
 * The objects of Okta's management API, as far as a deployment makes use of them. Properties that the schemas do not name are
 * ignored, as Okta ignores them.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/AuthorizationServer/
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/Application/
 */
import { z } from "zod";
import type { Secret } from "../secret";

const names = z.array(z.string());
const included = z.object({ include: names.nullish(), exclude: names.nullish() }).nullish();

/** An authorization server as a request gives it. */
export const authorizationServerRequest = z.object({
  name: z.string().min(1).max(256),
  description: z.string().nullish(),
  audiences: names.length(1),
  issuerMode: z.enum(["ORG_URL", "CUSTOM_URL", "DYNAMIC"]).nullish(),
  credentials: z
    .object({ signing: z.object({ rotationMode: z.enum(["AUTO", "MANUAL"]).nullish() }).nullish() })
    .nullish(),
});

/** A scope as a request gives it. */
export const scopeRequest = z.object({
  name: z.string().min(1),
  displayName: z.string().nullish(),
  description: z.string().nullish(),
  consent: z.enum(["IMPLICIT", "REQUIRED", "FLEXIBLE"]).nullish(),
  metadataPublish: z.enum(["ALL_CLIENTS", "NO_CLIENTS"]).nullish(),
  default: z.boolean().nullish(),
  optional: z.boolean().nullish(),
});

/** An access policy as a request gives it. */
export const policyRequest = z.object({
  name: z.string().min(1),
  description: z.string().min(1),
  priority: z.int().min(1).nullish(),
  conditions: z.object({ clients: z.object({ include: names }) }),
});

/** A policy rule as a request gives it. */
export const policyRuleRequest = z.object({
  name: z.string().min(1),
  priority: z.int().min(1).nullish(),
  conditions: z.object({
    people: z.object({ groups: included, users: included }).nullish(),
    grantTypes: z.object({ include: names.min(1) }),
    scopes: z.object({ include: names }),
  }),
  actions: z
    .object({
      token: z
        .object({
          accessTokenLifetimeMinutes: z.int().min(5).max(1440).nullish(),
          refreshTokenLifetimeMinutes: z.int().min(0).nullish(),
          refreshTokenWindowMinutes: z.int().min(5).max(2_628_000).nullish(),
          inlineHook: z.object({ id: z.string() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

const grantTypes = z.enum([
  "authorization_code",
  "client_credentials",
  "implicit",
  "interaction_code",
  "password",
  "refresh_token",
  "urn:ietf:params:oauth:grant-type:device_code",
  "urn:ietf:params:oauth:grant-type:jwt-bearer",
  "urn:ietf:params:oauth:grant-type:saml2-bearer",
  "urn:ietf:params:oauth:grant-type:token-exchange",
]);

const url = z.string().nullish();

/** Settings of an OpenID Connect app that decide how a client behaves. */
const clientSettings = z.object({
  application_type: z.enum(["web", "native", "browser", "service"]).default("web"),
  grant_types: z.array(grantTypes).min(1),
  response_types: z.array(z.enum(["code", "token", "id_token"])).default([]),
  redirect_uris: names.default([]),
  post_logout_redirect_uris: names.default([]),
  consent_method: z.enum(["REQUIRED", "TRUSTED"]).default("TRUSTED"),
  issuer_mode: z.enum(["ORG_URL", "CUSTOM_URL", "DYNAMIC"]).default("ORG_URL"),
  wildcard_redirect: z.enum(["DISABLED", "SUBDOMAIN"]).default("DISABLED"),
  client_uri: url,
  logo_uri: url,
  tos_uri: url,
  policy_uri: url,
  initiate_login_uri: url,
  idp_initiated_login: z.object({ mode: z.string(), default_scope: names.nullish() }).nullish(),
  refresh_token: z
    .object({
      rotation_type: z.enum(["STATIC", "ROTATE"]).default("STATIC"),
      leeway: z.int().min(0).max(60).default(0),
    })
    .nullish(),
});

/** An OpenID Connect app as a request gives it. */
export const appRequest = z.object({
  name: z.literal("oidc_client"),
  label: z.string().min(1).max(100),
  signOnMode: z.literal("OPENID_CONNECT"),
  credentials: z
    .object({
      oauthClient: z
        .object({
          client_id: z.string().nullish(),
          client_secret: z.string().nullish(),
          token_endpoint_auth_method: z
            .enum(["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"])
            .nullish(),
          autoKeyRotation: z.boolean().nullish(),
          pkce_required: z.boolean().nullish(),
        })
        .nullish(),
      userNameTemplate: z.looseObject({ template: z.string(), type: z.string() }).nullish(),
    })
    .nullish(),
  settings: z.object({
    oauthClient: clientSettings,
    implicitAssignment: z.boolean().nullish(),
    notes: z.object({ admin: z.string().nullish(), enduser: z.string().nullish() }).nullish(),
  }),
  accessibility: z
    .object({ selfService: z.boolean().nullish(), errorRedirectUrl: url, loginRedirectUrl: url })
    .nullish(),
  visibility: z
    .object({
      autoSubmitToolbar: z.boolean().nullish(),
      hide: z.object({ iOS: z.boolean().nullish(), web: z.boolean().nullish() }).nullish(),
    })
    .nullish(),
  profile: z.record(z.string(), z.unknown()).nullish(),
});

/** Whether an object takes part in anything. */
export type Status = "ACTIVE" | "INACTIVE";

/** What most objects say of themselves. */
export interface Identified {
  readonly id: string;
  /** RFC 3339, UTC. */
  readonly created: string;
  lastUpdated: string;
}

/** A scope of an authorization server. */
export interface Scope extends Identified {
  /** Whether Okta made it: the scopes of OpenID Connect. */
  readonly system: boolean;
  settings: {
    readonly name: string;
    readonly displayName: string | null;
    readonly description: string | null;
    readonly consent: "IMPLICIT" | "REQUIRED" | "FLEXIBLE";
    readonly metadataPublish: "ALL_CLIENTS" | "NO_CLIENTS";
    readonly default: boolean;
    readonly optional: boolean;
  };
}

/** A policy rule: who may get which scopes by which grant. */
export interface PolicyRule extends Identified {
  status: Status;
  settings: {
    readonly name: string;
    readonly groups: { readonly include: readonly string[]; readonly exclude: readonly string[] };
    readonly users: { readonly include: readonly string[]; readonly exclude: readonly string[] };
    readonly grantTypes: readonly string[];
    /** Names of scopes, or `*`. */
    readonly scopes: readonly string[];
    readonly accessTokenLifetimeMinutes: number;
    /** 0 for no end. */
    readonly refreshTokenLifetimeMinutes: number;
    readonly refreshTokenWindowMinutes: number;
    readonly inlineHookId: string | null;
  };
}

/** An access policy: for which clients its rules are. */
export interface Policy extends Identified {
  status: Status;
  settings: {
    readonly name: string;
    readonly description: string;
    /** Client ids, or `ALL_CLIENTS`. */
    readonly clients: readonly string[];
  };
  /** By priority: the first has priority 1. */
  readonly rules: PolicyRule[];
}

/** A custom authorization server. */
export interface AuthorizationServer extends Identified {
  readonly issuer: string;
  status: Status;
  settings: {
    readonly name: string;
    readonly description: string | null;
    readonly audience: string;
    readonly issuerMode: "ORG_URL" | "CUSTOM_URL" | "DYNAMIC";
    readonly rotationMode: "AUTO" | "MANUAL";
  };
  readonly signing: { readonly kid: string; readonly lastRotated: string; readonly nextRotation: string };
  /** By id. */
  readonly scopes: Map<string, Scope>;
  /** By priority: the first has priority 1. */
  readonly policies: Policy[];
}

/** An app's settings as Okta keeps them. */
export type ClientSettings = Readonly<z.output<typeof clientSettings>>;

/** An OpenID Connect app: a client of the authorization servers. */
export interface App extends Identified {
  readonly clientId: string;
  status: Status;
  /** `undefined` where the client authenticates without a secret. */
  secret: Secret | undefined;
  settings: {
    readonly label: string;
    readonly tokenEndpointAuthMethod: string;
    readonly autoKeyRotation: boolean;
    readonly pkceRequired: boolean;
    readonly client: ClientSettings;
    readonly rest: Readonly<Record<string, unknown>>;
  };
  /** Id of the authentication policy. */
  accessPolicyId: string;
  /** Groups whose people may sign in, by group id. */
  readonly groups: Map<string, AppGroupAssignment>;
}

/** A group's assignment to an app. */
export interface AppGroupAssignment {
  readonly priority: number;
  readonly profile: Readonly<Record<string, unknown>>;
  /** RFC 3339, UTC. */
  readonly lastUpdated: string;
}

/** A group. */
export interface Group extends Identified {
  readonly type: "OKTA_GROUP" | "BUILT_IN";
  readonly name: string;
  readonly description: string | null;
  /** Ids of users; everybody is in the built-in group without being listed. */
  readonly members: Set<string>;
}

/** A person. */
export interface User extends Identified {
  readonly login: string;
  readonly displayName: string;
}
