import { featureMissing } from "./okta-errors";
import type { Organization } from "./state";

/**
 * Refuses what the organization has no licence for: custom authorization servers without API Access Management.
 * @throws OktaError E0000015
 * @see https://developer.okta.com/docs/concepts/auth-servers/
 */
export function checkFeature({ hasAccessManagement }: Organization, path: string): void {
  if (!hasAccessManagement && /^\/api\/v1\/authorizationServers(\/|$)/.test(path)) throw featureMissing();
}
