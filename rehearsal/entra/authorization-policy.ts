/**
 * What people of a tenant may do without a role: `/policies/authorizationPolicy`.
 * @see https://learn.microsoft.com/graph/api/resources/authorizationpolicy
 */
import type { Reply, Route } from "../routes";
import type { GraphCall, GraphContext } from "./graph-context";
import { single } from "./odata";

/** Id of the built-in policy by which people consent for themselves. */
const ownConsent = "ManagePermissionGrantsForSelf.microsoft-user-default-legacy";
/** Role of guests with limited access. */
const guestUserRole = "10dae51f-b6af-4016-8d66-8c2a99b929b3";

/** The one operation. */
export const authorizationPolicyRoutes: readonly Route<GraphContext>[] = [
  { method: "get", path: "/policies/authorizationPolicy", handle: read },
];

function read({ context: { userConsent }, query }: GraphCall): Reply {
  const policy = {
    id: "authorizationPolicy",
    displayName: "Authorization Policy",
    description: "Used to manage authorization related settings across the company.",
    allowInvitesFrom: "everyone",
    allowedToSignUpEmailBasedSubscriptions: true,
    allowedToUseSSPR: true,
    allowEmailVerifiedUsersToJoinOrganization: false,
    allowUserConsentForRiskyApps: null,
    blockMsolPowerShell: false,
    guestUserRoleId: guestUserRole,
    defaultUserRolePermissions: {
      allowedToCreateApps: true,
      allowedToCreateSecurityGroups: true,
      allowedToCreateTenants: true,
      allowedToReadBitlockerKeysForOwnedDevice: true,
      allowedToReadOtherUsers: true,
      permissionGrantPoliciesAssigned: userConsent === "people" ? [ownConsent] : [],
    },
  };
  return { status: 200, body: single("policies/authorizationPolicy", policy, query) };
}
