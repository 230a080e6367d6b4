import type { EntraState, Tenant } from "./state";
import { tenantNotFound, tenantRequired } from "./sts-errors";

/** Names under which applications of several tenants are served; those that a deployment registers belong to one. */
const placeholders: ReadonlySet<string> = new Set(["common", "organizations", "consumers"]);

/** The tenant that a path names, by id or by its initial domain; `undefined` where there is none. */
export function tenantNamed({ tenants }: EntraState, name: string): Tenant | undefined {
  const wanted = name.toLowerCase();
  return tenants.get(wanted) ?? [...tenants.values()].find(({ initialDomain }) => initialDomain === wanted);
}

/**
 * The tenant that a path names.
 * @throws StsError where there is none
 */
export function findTenant(state: EntraState, name: string): Tenant {
  if (placeholders.has(name.toLowerCase())) {
    throw tenantRequired(name.toLowerCase());
  }
  const tenant = tenantNamed(state, name);
  if (tenant === undefined) {
    throw tenantNotFound(name);
  }
  return tenant;
}
