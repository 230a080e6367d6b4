import type { JsonObject } from "../json";
import type { Seed } from "../seed";
import { sameText } from "./store";

/** Subscriptions and the tenant that each trusts. */
export class Subscriptions {
  readonly #all: readonly { readonly id: string; readonly tenantId: string }[];

  constructor(seed: Seed) {
    this.#all = seed.tenants.flatMap(({ tenantId, subscriptionIds }) =>
      subscriptionIds.map((id) => ({ id, tenantId })),
    );
  }

  /** `undefined` for a subscription that does not exist. */
  tenantOf(subscription: string): string | undefined {
    return this.#all.find(({ id }) => sameText(id, subscription))?.tenantId;
  }

  present(subscription: string): JsonObject {
    return {
      id: `/subscriptions/${subscription}`,
      subscriptionId: subscription,
      tenantId: this.tenantOf(subscription),
      displayName: "Local cloud",
      state: "Enabled",
      subscriptionPolicies: { locationPlacementId: "Public_2014-09-01", spendingLimit: "Off" },
      authorizationSource: "RoleBased",
      managedByTenants: [],
    };
  }

  /** The subscriptions of one tenant. */
  presentAll(tenantId: string): readonly JsonObject[] {
    return this.#all
      .filter((subscription) => sameText(subscription.tenantId, tenantId))
      .map(({ id }) => this.present(id));
  }

  /** The one tenant that a token is for. */
  presentTenants(tenantId: string): readonly JsonObject[] {
    return [{ id: `/tenants/${tenantId}`, tenantId, tenantCategory: "Home" }];
  }
}
