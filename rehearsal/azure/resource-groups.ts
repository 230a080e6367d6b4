import { isObject, without, type JsonObject } from "../json";
import type { Reply } from "../routes";
import {
  invalidFilter,
  invalidRequestContent,
  invalidResourceGroupLocation,
  invalidResourceName,
  locationRequired,
} from "./errors";
import { normalizeLocation, parseBody, present } from "./resource";
import { fullType, resourceGroupId } from "./resource-id";
import { listOf, type Resources } from "./resources";
import { sameText, type ResourceGroup, type ResourceStore } from "./store";

/**
 * Resource groups. Deleting one deletes everything in it.
 * @see https://learn.microsoft.com/rest/api/resources/resource-groups
 */
export class ResourceGroups {
  readonly #store: ResourceStore;
  readonly #resources: Resources;

  constructor(store: ResourceStore, resources: Resources) {
    this.#store = store;
    this.#resources = resources;
  }

  list(subscription: string): Reply {
    return listOf(this.#store.groups(subscription).map(presentGroup));
  }

  /** The group, if it exists. */
  find(subscription: string, name: string): ResourceGroup | undefined {
    return this.#store.group(subscription, name);
  }

  /** @throws ArmError ResourceGroupNotFound */
  get(subscription: string, name: string): Reply {
    return { status: 200, body: presentGroup(this.#resources.group(subscription, name)) };
  }

  exists(subscription: string, name: string): Reply {
    return { status: this.#store.group(subscription, name) === undefined ? 404 : 204 };
  }

  /** @throws ArmError LocationRequired, InvalidResourceGroupLocation, InvalidResourceName */
  put(subscription: string, name: string, body: unknown): Reply {
    const { location, tags } = parseBody(body);
    if (location === undefined) throw locationRequired();
    const existing = this.#store.group(subscription, name);
    const group = this.create(subscription, name, normalizeLocation(location), tags);
    return { status: existing === undefined ? 201 : 200, body: presentGroup(group) };
  }

  /** Creates or updates a group, from a request or a seed. */
  create(subscription: string, name: string, location: string, tags: JsonObject | undefined): ResourceGroup {
    if (!/^[\w.()-]{0,89}[\w()-]$/.test(name)) {
      throw invalidResourceName(
        name,
        "Microsoft.Resources/resourceGroups",
        "Use 1 to 90 letters, digits, underscores, hyphens, periods and parentheses; no period at the end.",
      );
    }
    const existing = this.#store.group(subscription, name);
    if (existing !== undefined && existing.location !== location) {
      throw invalidResourceGroupLocation(existing.name, existing.location, location);
    }
    const group = { subscription, name: existing?.name ?? name, location, ...(tags === undefined ? {} : { tags }) };
    this.#store.putGroup(group);
    return group;
  }

  /** Only the tags of a group can be changed. */
  patch(subscription: string, name: string, body: unknown): Reply {
    const existing = this.#resources.group(subscription, name);
    if (!isObject(body)) throw invalidRequestContent("The body must be a JSON object.");
    const { tags = existing.tags } = parseBody(body);
    const group = { ...existing, ...(tags === undefined ? {} : { tags }) };
    this.#store.putGroup(group);
    return { status: 200, body: presentGroup(group) };
  }

  /** @throws ArmError ResourceGroupNotFound */
  delete(subscription: string, name: string): Reply {
    const group = this.#resources.group(subscription, name);
    this.#resources.removeWithin(resourceGroupId(group.subscription, group.name));
    this.#store.removeGroup(group);
    return { status: 200 };
  }

  /**
   * The top-level resources of a subscription or a resource group; the filter is `resourceType eq '…'`, or `null` for all.
   * @throws ArmError InvalidFilterInQueryString for any other filter
   */
  resources(subscription: string, name: string | undefined, filter: string | null): Reply {
    const type = filter === null ? undefined : /^resourceType eq '([^']+)'$/i.exec(filter)?.[1];
    if (filter !== null && type === undefined) throw invalidFilter(filter);
    if (name !== undefined) this.#resources.group(subscription, name);
    const scope = name === undefined ? `/subscriptions/${subscription}` : resourceGroupId(subscription, name);
    return listOf(
      this.#store
        .within(scope)
        .filter(({ id }) => (type === undefined ? id.types.length === 1 : sameText(fullType(id), type)))
        // A generic list holds no properties.
        .map((resource) => without(present(resource), "properties")),
    );
  }
}

function presentGroup({ subscription, name, location, tags }: ResourceGroup): JsonObject {
  return {
    id: resourceGroupId(subscription, name),
    name,
    type: "Microsoft.Resources/resourceGroups",
    location,
    tags,
    properties: { provisioningState: "Succeeded" },
  };
}
