import type { JsonObject } from "../json";
import { invalidResourceNamespace, subscriptionNotRegistered } from "./errors";
import type { ResourceType } from "./resource-type";
import { sameText } from "./store";

/** Known to Resource Manager without any resource type of this cloud; Flex Consumption plans need the first. */
const furtherNamespaces = ["Microsoft.App"] as const;

/** Registered in every subscription from its start. */
const alwaysRegistered = ["Microsoft.Authorization", "Microsoft.Resources"] as const;

/**
 * Which resource providers each subscription is registered for. A new subscription has hardly any: a deployment that does
 * not register what it uses fails.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-providers-and-types
 */
export class Registrations {
  readonly #typesByNamespace = new Map<string, readonly string[]>();
  readonly #registered = new Set<string>();

  constructor(types: readonly ResourceType[]) {
    for (const namespace of [...furtherNamespaces, ...alwaysRegistered]) this.#typesByNamespace.set(namespace, []);
    for (const { type } of types) {
      const [namespace = "", ...rest] = type.split("/");
      this.#typesByNamespace.set(namespace, [...(this.#typesByNamespace.get(namespace) ?? []), rest.join("/")]);
    }
  }

  /** @throws ArmError InvalidResourceNamespace */
  register(subscription: string, namespace: string): JsonObject {
    const canonical = this.#canonical(namespace);
    this.#registered.add(key(subscription, canonical));
    return this.describe(subscription, canonical);
  }

  /** @throws ArmError InvalidResourceNamespace, MissingSubscriptionRegistration */
  require(subscription: string, namespace: string): void {
    const canonical = this.#canonical(namespace);
    if (!this.#isRegistered(subscription, canonical)) throw subscriptionNotRegistered(canonical);
  }

  /** A provider as an answer shows it. @throws ArmError InvalidResourceNamespace */
  describe(subscription: string, namespace: string): JsonObject {
    const canonical = this.#canonical(namespace);
    const always = alwaysRegistered.some((name) => name === canonical);
    return {
      id: `/subscriptions/${subscription}/providers/${canonical}`,
      namespace: canonical,
      registrationPolicy: always ? "RegistrationFree" : "RegistrationRequired",
      registrationState: this.#isRegistered(subscription, canonical) ? "Registered" : "NotRegistered",
      resourceTypes: (this.#typesByNamespace.get(canonical) ?? []).map((resourceType) => ({ resourceType })),
    };
  }

  /** All providers as a list shows them. */
  describeAll(subscription: string): readonly JsonObject[] {
    return [...this.#typesByNamespace.keys()].map((namespace) => this.describe(subscription, namespace));
  }

  #isRegistered(subscription: string, canonical: string): boolean {
    return alwaysRegistered.some((name) => name === canonical) || this.#registered.has(key(subscription, canonical));
  }

  #canonical(namespace: string): string {
    const found = [...this.#typesByNamespace.keys()].find((known) => sameText(known, namespace));
    if (found === undefined) throw invalidResourceNamespace(namespace);
    return found;
  }
}

function key(subscription: string, namespace: string): string {
  return `${subscription}/${namespace}`.toLowerCase();
}
