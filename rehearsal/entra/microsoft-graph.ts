/**
 * Microsoft Graph as an API that clients ask for scopes: a service principal that every tenant has.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
import type { PermissionScope } from "./model";

/** Client id of Microsoft Graph, the same in every tenant. */
export const microsoftGraphAppId = "00000003-0000-0000-c000-000000000000";

/** Tenant in which Microsoft registers its own applications. */
export const microsoftTenantId = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

const scope = (id: string, value: string, displayName: string): PermissionScope => ({
  id,
  value,
  type: "User",
  isEnabled: true,
  adminConsentDisplayName: displayName,
  adminConsentDescription: displayName,
  userConsentDisplayName: displayName,
  userConsentDescription: displayName,
});

/** The delegated permissions of Microsoft Graph that a sign-in asks for. */
export const microsoftGraphScopes: readonly PermissionScope[] = [
  scope("37f7f235-527c-4136-accd-4a02d197296e", "openid", "Sign users in"),
  scope("14dad69e-099b-42c9-810b-d002981feec1", "profile", "View users' basic profile"),
  scope(
    "7427e0e9-2fba-42fe-b0c0-848c9e6a8182",
    "offline_access",
    "Maintain access to data you have given it access to",
  ),
  scope("64a6cdd6-aab1-4aaf-94b8-3cc8405e90d0", "email", "View users' email address"),
  scope("e1fe6dd8-ba31-4d61-89e7-88639da4683d", "User.Read", "Sign in and read user profile"),
];
