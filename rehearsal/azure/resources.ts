import type { Directory } from "../directory";
import { isObject, mergePatch, type JsonObject } from "../json";
import type { Reply } from "../routes";
import type { RoleAssignments } from "./access/role-assignments";
import {
  invalidRequestContent,
  invalidResourceLocation,
  invalidResourceName,
  invalidResourceType,
  locationRequired,
  methodNotAllowed,
  parentResourceNotFound,
  resourceGroupNotFound,
  resourceNotFound,
} from "./errors";
import { assignIdentity, releaseIdentity } from "./identity";
import type { Registrations } from "./registrations";
import { asBody, normalizeLocation, parseBody, part, present, type Resource, type ResourceBody } from "./resource";
import {
  childOf,
  formatId,
  fullType,
  ownName,
  parentOf,
  resourceGroupId,
  type ResourceId,
  type ResourcePath,
} from "./resource-id";
import type { ResourceType, World } from "./resource-type";
import type { ResourceGroup } from "./store";
import { splitType, type TypeRegistry } from "./type-registry";

/** A resource that a request is about: its type is known, its resource group and parents exist. */
export interface Target {
  /** Canonical, also where the resource does not exist yet. */
  readonly id: ResourceId;
  readonly type: ResourceType;
  readonly apiVersion: string;
}

/** What Resource Manager does for resources of every type. */
export class Resources {
  readonly #world: World;
  readonly #types: TypeRegistry;
  readonly #registrations: Registrations;
  readonly #assignments: RoleAssignments;
  readonly #directory: Directory;

  constructor(parts: {
    readonly world: World;
    readonly types: TypeRegistry;
    readonly registrations: Registrations;
    readonly assignments: RoleAssignments;
    readonly directory: Directory;
  }) {
    this.#world = parts.world;
    this.#types = parts.types;
    this.#registrations = parts.registrations;
    this.#assignments = parts.assignments;
    this.#directory = parts.directory;
  }

  /**
   * Finds what a request is about; the verb is how the error for a missing parent names what the request does.
   * @throws ArmError InvalidResourceType, ResourceGroupNotFound, ParentResourceNotFound
   */
  target(id: ResourceId, apiVersion: string, verb: "read" | "write" | "delete"): Target {
    const type = this.#types.get(id.namespace, id.types, apiVersion);
    const group = this.group(id.subscription, id.resourceGroup);
    const { namespace, types } = splitType(type);
    const root = { ...id, subscription: group.subscription, resourceGroup: group.name, namespace, types };
    const parent = parentOf(root);
    const existingParent = parent === undefined ? undefined : this.#world.store.get(parent);
    if (parent !== undefined && existingParent === undefined) {
      throw parentResourceNotFound(verb, types.join("/"), formatId(parent));
    }
    const wanted = existingParent === undefined ? root : childOf(existingParent.id, types.at(-1) ?? "", ownName(root));
    return { id: this.#world.store.get(wanted)?.id ?? wanted, type, apiVersion };
  }

  /** @throws ArmError ResourceGroupNotFound */
  group(subscription: string, name: string): ResourceGroup {
    const group = this.#world.store.group(subscription, name);
    if (group === undefined) throw resourceGroupNotFound(name);
    return group;
  }

  get(target: Target): Reply {
    requireMethod(target, "GET");
    return { status: 200, body: present(this.existing(target)) };
  }

  /** The resource, if it exists. */
  find({ id }: Target): Resource | undefined {
    return this.#world.store.get(id);
  }

  /** @throws ArmError ResourceNotFound */
  existing(target: Target): Resource {
    const { id } = target;
    const resource = this.find(target);
    if (resource === undefined) throw resourceNotFound(displayName(id), id.resourceGroup);
    return resource;
  }

  put(target: Target, body: unknown): Reply {
    requireMethod(target, "PUT");
    const existing = this.#world.store.get(target.id);
    const written = this.write(target, parseBody(body));
    return { status: existing === undefined ? 201 : 200, body: present(written) };
  }

  patch(target: Target, body: unknown): Reply {
    requireMethod(target, "PATCH");
    const existing = this.existing(target);
    if (!isObject(body)) throw invalidRequestContent("The body must be a JSON object.");
    const patched = mergePatch({ ...asBody(existing) }, body);
    return { status: 200, body: present(this.write(target, parseBody(patched))) };
  }

  /** Deletes a resource with everything nested in it; 204 where there was none. */
  delete(target: Target): Reply {
    requireMethod(target, "DELETE");
    const resource = this.#world.store.get(target.id);
    if (resource === undefined) return { status: 204 };
    target.type.beforeDelete?.(resource, this.#world);
    this.removeWithin(formatId(resource.id));
    return { status: 200 };
  }

  /** Removes everything at and below a scope, with the identities and role assignments that depend on it. */
  removeWithin(scope: string): void {
    for (const resource of this.#world.store.removeWithin(scope)) {
      releaseIdentity(resource.identity, this.#directory);
      this.#types.find(resource.id.namespace, resource.id.types)?.afterDelete?.(resource);
    }
    this.#assignments.deleteWithin(scope);
  }

  /** The resources of one type in a subscription, a resource group or a parent resource. */
  list(path: ResourcePath, type: ResourceType): Reply {
    const { namespace, types } = splitType(type);
    const { subscription, resourceGroup } = path;
    let scope = `/subscriptions/${subscription}`;
    if (resourceGroup !== undefined) {
      this.group(subscription, resourceGroup);
      scope = resourceGroupId(subscription, resourceGroup);
      const names = path.segments.filter((_, index) => index % 2 === 1);
      const parent = parentOf({ subscription, resourceGroup, namespace, types, names: [...names, ""] });
      if (parent !== undefined && this.#world.store.get(parent) === undefined) {
        throw parentResourceNotFound("read", types.join("/"), formatId(parent));
      }
      if (parent !== undefined) scope = formatId(parent);
    }
    return listOf(
      this.#world.store
        .within(scope)
        .filter(({ id }) => fullType(id) === type.type && type.hidden?.(ownName(id)) !== true)
        .map(present),
    );
  }

  /** Writes a resource as a PUT does, from a request or a seed. */
  write(target: Target, body: ResourceBody): Resource {
    const { id, type } = target;
    const { store } = this.#world;
    this.#registrations.require(id.subscription, id.namespace);
    const name = ownName(id);
    if (type.names !== undefined && !type.names.pattern.test(name)) {
      throw invalidResourceName(name, type.type, type.names.allowed);
    }
    const existing = store.get(id);
    const location = placeOf(target, body, existing);
    const write = {
      id,
      body: { ...body, ...part("location", location) },
      existing,
      world: this.#world,
    };
    const { kind, sku, properties } = type.write(write);
    const identity = assignIdentity(id, body.identity, existing?.identity, this.#world, this.#directory);
    const resource: Resource = {
      id,
      properties,
      ...part("location", location),
      ...part("tags", body.tags),
      ...part("kind", kind),
      ...part("sku", sku),
      ...part("identity", identity),
    };
    store.put(resource);
    for (const companion of type.companions?.(write) ?? []) {
      if (store.get(companion.id) === undefined) store.put(companion);
    }
    return resource;
  }

  /** Runs an operation such as `listKeys`; `undefined` where the type has none of this name and method. */
  operation(target: Target, method: string, name: string, body: unknown): Reply | undefined {
    const operation = target.type.operations?.find(
      (candidate) => candidate.method === method && candidate.name.toLowerCase() === name.toLowerCase(),
    );
    if (operation === undefined) return undefined;
    return { status: 200, body: operation.run(this.existing(target), this.#world, body) };
  }
}

/** For example `Microsoft.Web/sites/weather`. */
function displayName({ namespace, types, names }: ResourceId): string {
  return `${namespace}/${types.map((type, index) => `${type}/${names[index] ?? ""}`).join("/")}`;
}

function requireMethod({ id, type, apiVersion }: Target, method: "GET" | "PUT" | "PATCH" | "DELETE"): void {
  if (type.methods !== undefined && !type.methods.includes(method)) throw methodNotAllowed(method);
  if (method === "GET" && type.hidden?.(ownName(id)) === true) throw methodNotAllowed(method);
  const supported = type.writeApiVersions;
  if (method !== "GET" && supported !== undefined && !supported.includes(apiVersion)) {
    throw invalidResourceType(id.namespace, id.types.join("/"), apiVersion, supported);
  }
}

function placeOf({ id, type }: Target, body: ResourceBody, existing: Resource | undefined): string | undefined {
  if (!type.located) return undefined;
  if (body.location === undefined) throw locationRequired();
  const location = normalizeLocation(body.location);
  if (existing?.location !== undefined && existing.location !== location) {
    throw invalidResourceLocation(ownName(id), id.resourceGroup, existing.location, location);
  }
  return location;
}

/** The body of a list. */
export function listOf(value: readonly JsonObject[]): Reply {
  return { status: 200, body: { value } };
}
