/**
 * Who may use an application that demands assignment.
 * @see https://learn.microsoft.com/entra/identity-platform/howto-restrict-your-app-to-a-set-of-users
 */
import type { ServicePrincipal, User } from "../model";
import { displayNameOf } from "../service-principals";
import type { Tenant } from "../state";
import { notAssigned } from "./errors";

/** Refuses somebody who is neither assigned nor a direct member of a group that is; groups inside groups do not count. */
export function checkAssigned(tenant: Tenant, application: ServicePrincipal, person: User): void {
  if (application.properties.appRoleAssignmentRequired && !isAssigned(tenant, application, person)) {
    throw notAssigned(person.userPrincipalName, application.appId, displayNameOf(tenant, application));
  }
}

function isAssigned(tenant: Tenant, application: ServicePrincipal, person: User): boolean {
  return [...tenant.assignments.values()].some(
    ({ resourceId, principalId }) =>
      resourceId === application.id &&
      (principalId === person.id || tenant.groups.get(principalId)?.members.has(person.id) === true),
  );
}
