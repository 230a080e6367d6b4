/** Whether people may consent themselves. @see https://learn.microsoft.com/entra/identity/enterprise-apps/configure-user-consent */
import { textOf } from "../../checks/wiring/value";
import type { EntraApp } from "../../checks/wiring/wiring-identity";
import type { Observation } from "../evidence";
import type { Gaps } from "../reading/gaps";
import { itemsAt } from "../reading/json";
import { observedBy } from "../reading/observed";
import { graphPermissions, type GraphAccess } from "./access";
import type { ReadClient } from "./apps";

const path = "/v1.0/policies/authorizationPolicy";
const ownConsent = "ManagePermissionGrantsForSelf.";

/** Whether the tenant lets people consent to something themselves; undefined where nobody tells. */
export async function readUserConsent(access: GraphAccess, gaps: Gaps): Promise<boolean | undefined> {
  const answer = await access.one(path, graphPermissions.consentPolicy);
  if (answer.outcome === "unread") gaps.add("whether people may consent themselves", answer);
  if (answer.outcome !== "found") return undefined;
  const assigned = itemsAt(answer.found, "defaultUserRolePermissions.permissionGrantPoliciesAssigned");
  return assigned.some((policy) => typeof policy === "string" && policy.startsWith(ownConsent));
}

/** Where people may not consent themselves, somebody has to consent for them. */
export function judgeConsent(clients: readonly ReadClient[], apis: readonly EntraApp[]): readonly Observation[] {
  return clients.flatMap(({ client, app, grantsRead }) => {
    const grants = app?.servicePrincipal?.grants ?? [];
    const isPreAuthorized = apis.some(({ preAuthorized }) =>
      preAuthorized.some(({ clientId }) => textOf(clientId) === client.id),
    );
    if (!app || !grantsRead || grants.length > 0 || isPreAuthorized) return [];
    const seen = `People of the tenant may not consent themselves, and nobody consented for them to the app ${JSON.stringify(client.id)}.`;
    return [observedBy("Entra", "aadsts-90094", { client, seen, at: path })];
  });
}
