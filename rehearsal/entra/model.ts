/**
 * The directory objects of Microsoft Graph, as far as a deployment makes use of them. A property that the schemas do not name
 * is refused, as Graph refuses one that the type does not have.
 * @see https://learn.microsoft.com/graph/api/resources/application
 * @see https://learn.microsoft.com/graph/api/resources/serviceprincipal
 */
import { z } from "zod";
import type { Secret } from "../secret";

const text = z.string();
const nullableText = z.string().nullable();
const texts = z.array(z.string());

const permissionScope = z.strictObject({
  id: z.guid(),
  value: nullableText.default(null),
  type: z.enum(["User", "Admin"]).default("User"),
  isEnabled: z.boolean().default(true),
  adminConsentDescription: nullableText.default(null),
  adminConsentDisplayName: nullableText.default(null),
  userConsentDescription: nullableText.default(null),
  userConsentDisplayName: nullableText.default(null),
});

const appRole = z.strictObject({
  id: z.guid(),
  value: nullableText.default(null),
  displayName: text,
  description: nullableText.default(null),
  allowedMemberTypes: texts,
  isEnabled: z.boolean().default(true),
});

const preAuthorizedApplication = z.strictObject({ appId: z.guid(), delegatedPermissionIds: z.array(z.guid()) });

const requiredResourceAccess = z.strictObject({
  resourceAppId: z.guid(),
  resourceAccess: z.array(z.strictObject({ id: z.guid(), type: z.enum(["Scope", "Role"]) })),
});

/** Properties of a complex type are merged one by one by a PATCH; those left out keep their value. */
const api = z
  .strictObject({
    requestedAccessTokenVersion: z.union([z.literal(1), z.literal(2)]).nullable(),
    acceptMappedClaims: z.boolean().nullable(),
    knownClientApplications: z.array(z.guid()),
    oauth2PermissionScopes: z.array(permissionScope),
    preAuthorizedApplications: z.array(preAuthorizedApplication),
  })
  .partial();

const web = z
  .strictObject({
    homePageUrl: nullableText,
    logoutUrl: nullableText,
    redirectUris: texts,
    implicitGrantSettings: z
      .strictObject({ enableAccessTokenIssuance: z.boolean(), enableIdTokenIssuance: z.boolean() })
      .partial(),
  })
  .partial();

const redirecting = z.strictObject({ redirectUris: texts }).partial();

const info = z
  .strictObject({
    marketingUrl: nullableText,
    privacyStatementUrl: nullableText,
    supportUrl: nullableText,
    termsOfServiceUrl: nullableText,
  })
  .partial();

/** What a request may set on an application. */
export const applicationChange = z
  .strictObject({
    displayName: text.min(1).max(256),
    description: nullableText,
    notes: nullableText,
    serviceManagementReference: nullableText,
    groupMembershipClaims: nullableText,
    signInAudience: z.enum([
      "AzureADMyOrg",
      "AzureADMultipleOrgs",
      "AzureADandPersonalMicrosoftAccount",
      "PersonalMicrosoftAccount",
    ]),
    identifierUris: texts,
    isFallbackPublicClient: z.boolean().nullable(),
    tags: texts,
    api,
    web,
    spa: redirecting,
    publicClient: redirecting,
    info,
    appRoles: z.array(appRole),
    requiredResourceAccess: z.array(requiredResourceAccess),
  })
  .partial();

/** What a request may set on a service principal. */
export const servicePrincipalChange = z
  .strictObject({
    accountEnabled: z.boolean(),
    alternativeNames: texts,
    appRoleAssignmentRequired: z.boolean(),
    description: nullableText,
    loginUrl: nullableText,
    notes: nullableText,
    notificationEmailAddresses: texts,
    preferredSingleSignOnMode: nullableText,
    samlSingleSignOnSettings: z.strictObject({ relayState: nullableText }).nullable(),
    tags: texts,
  })
  .partial();

/** A delegated permission that an API exposes. */
export type PermissionScope = Readonly<z.output<typeof permissionScope>>;

/** A role that an API exposes. */
export type AppRole = Readonly<z.output<typeof appRole>>;

/** A change of an application as parsed from a request. */
export type ApplicationChange = z.output<typeof applicationChange>;

/** A change of a service principal as parsed from a request. */
export type ServicePrincipalChange = z.output<typeof servicePrincipalChange>;

type Complete<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

/** A password of an application; Graph shows the text once, at creation. */
export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  /** First three characters of the secret. */
  readonly hint: string;
  /** RFC 3339, UTC. */
  readonly startDateTime: string;
  /** RFC 3339, UTC. */
  readonly endDateTime: string;
  readonly secret: Secret;
}

/** An app registration. */
export interface Application {
  /** Object id. */
  readonly id: string;
  /** Client id. */
  readonly appId: string;
  readonly createdDateTime: string;
  /** Object ids of principals. */
  readonly owners: Set<string>;
  passwordCredentials: readonly PasswordCredential[];
  properties: Complete<Omit<ApplicationChange, "api" | "web" | "spa" | "publicClient" | "info">> & {
    readonly api: Complete<z.output<typeof api>>;
    readonly web: Complete<Omit<z.output<typeof web>, "implicitGrantSettings">> & {
      readonly implicitGrantSettings: {
        readonly enableAccessTokenIssuance: boolean;
        readonly enableIdTokenIssuance: boolean;
      };
    };
    readonly spa: { readonly redirectUris: readonly string[] };
    readonly publicClient: { readonly redirectUris: readonly string[] };
    readonly info: Complete<z.output<typeof info>>;
  };
}

/** What an application is to one tenant: who may use it there. Scopes, roles and names are those of the application. */
export interface ServicePrincipal {
  /** Object id. */
  readonly id: string;
  /** Client id of the application. */
  readonly appId: string;
  /** Used where the application is registered in another tenant (Microsoft's own) or nowhere. */
  readonly own: {
    readonly displayName: string;
    readonly appOwnerOrganizationId: string;
    readonly servicePrincipalNames: readonly string[];
    readonly oauth2PermissionScopes: readonly PermissionScope[];
  };
  readonly createdDateTime: string;
  /** Object ids of principals. */
  readonly owners: Set<string>;
  properties: Complete<ServicePrincipalChange>;
}

/** A security group. */
export interface Group {
  readonly id: string;
  readonly displayName: string;
  /** Object ids of users; groups inside groups are not modelled. */
  readonly members: Set<string>;
}

/** A person. */
export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** Scopes of one API granted to one client, for everybody or for one person. */
export interface PermissionGrant {
  readonly id: string;
  /** Object id of the client's service principal. */
  readonly clientId: string;
  readonly consentType: "AllPrincipals" | "Principal";
  /** Object id of the person; `null` for everybody. */
  readonly principalId: string | null;
  /** Object id of the API's service principal. */
  readonly resourceId: string;
  /** Short names, separated by spaces. */
  scope: string;
}

/** A role of an API given to a user, group or service principal; the id of zeros is the default access. */
export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
  readonly principalId: string;
  readonly principalType: "User" | "Group" | "ServicePrincipal";
  readonly principalDisplayName: string;
  /** Object id of the API's service principal. */
  readonly resourceId: string;
}

/** A sign-in of a person as the tenant remembers it. */
export interface SignIn {
  readonly id: string;
  /** RFC 3339, UTC, by Entra's clock. */
  readonly createdDateTime: string;
  /** Id of the request, which an error that somebody was shown repeats. */
  readonly correlationId: string;
  /** Who signed in. @default nobody had, when it was refused */
  readonly person?: User;
  /** Client id and name of the application. */
  readonly app: { readonly id: string; readonly displayName: string };
  /** Client id and name of the API that was asked for. @default the tenant has no such API */
  readonly resource?: { readonly id: string; readonly displayName: string };
  /** Number of the AADSTS code; 0 where it went well. */
  readonly errorCode: number;
  /** Text of the code. @default it went well */
  readonly failureReason?: string;
  /** Header `User-Agent`. @default none was sent */
  readonly userAgent?: string;
}
