/**
 * Values that the sample files hold where a person writes their own. They are well formed and belong to nobody, so a
 * deployment that still holds one can be synthesized and rehearsed, and never reaches a real cloud.
 */

/** Tenant of the samples: a version 4 GUID (RFC 9562) that no cloud has given to anyone. */
export const sampleTenantId = "00000000-0000-4000-8000-000000000001";

/** Subscription of the samples; as the tenant, nobody's. */
export const sampleSubscriptionId = "00000000-0000-4000-8000-000000000002";

/** Who deploys the samples: an object id that no tenant has. */
export const sampleDeployerId = "00000000-0000-4000-8000-000000000003";

/** Okta organization of the samples. */
export const sampleOrganization = "example.okta.com";

/** Where a deployment file can hold a reserved sample value; deployers are a list and are looked through one by one. */
export const samplePlaces = [
  { path: ["azure", "tenantId"], value: sampleTenantId },
  { path: ["azure", "subscriptionId"], value: sampleSubscriptionId },
  { path: ["identity", "organization"], value: sampleOrganization },
] as const;
