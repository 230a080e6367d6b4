import { objectAt, textAt, type JsonObject } from "../../json";
import type { ApiClients } from "../api-clients";
import { withLocks } from "../arm/locks";
import { bodyOf, changeInArm, sendToArm, succeeded } from "../arm/requests";
import { fromJson, toJsonObject } from "../arm/json-values";
import { requiredText, textAttribute, valueAt } from "../attributes";
import type { Attributes, ManagedResourceType } from "../resource-type";
import { describeId, existsAlready, requestFailed } from "./errors";

/** One resource of Resource Manager as azurerm manages it: a GET that must find nothing, a PUT, and a GET. */
export interface ArmResourceDefinition {
  readonly type: string;
  /** Name in messages, for example `Resource Group`. */
  readonly label: string;
  readonly apiVersion: string;
  readonly replacedBy: ManagedResourceType["replacedBy"];
  /**
   * Text attributes that the real resource can change and not take away.
   * @default none
   */
  readonly replacedByRemovalOf?: readonly string[];
  readonly defaults?: ManagedResourceType["defaults"];
  /** ARM id of a resource that is yet to be created. */
  id(planned: Attributes, api: ApiClients): string;
  /** Body of the PUT, without `location` and `tags`, which are added where the type has these attributes. */
  body(planned: Attributes): JsonObject;
  /** Attributes out of what Resource Manager returned; those left out keep their values. `location` and `tags` are added. */
  attributes(found: JsonObject, known: Attributes): Attributes;
  /** Attributes that take another request, for example keys. @default none */
  further?(api: ApiClients, id: string, known: Attributes): Promise<Attributes>;
  /**
   * Id of what takes one write at a time, for example the account of a model deployment.
   * @default writes wait for nobody
   */
  lock?(attributes: Attributes): string;
  /** What follows a deletion. @default nothing */
  afterDelete?(api: ApiClients, state: Attributes): Promise<void>;
}

/** The resource type that a definition describes. */
export function armResource(definition: ArmResourceDefinition): ManagedResourceType {
  const { type, label, apiVersion, replacedBy, replacedByRemovalOf = [], defaults } = definition;

  const read = async (api: ApiClients, id: string, known: Attributes): Promise<Attributes | undefined> => {
    const response = await sendToArm(api.resourceManager, { method: "GET", id, apiVersion });
    if (response.status === 404) return undefined;
    if (!succeeded(response)) throw requestFailed("retrieving", describeId(label, id), response);
    const found = bodyOf(response);
    const further = await definition.further?.(api, id, known);
    return { ...known, ...shared(found, known), ...definition.attributes(found, known), ...further, id };
  };

  const locked = <Result>(api: ApiClients, attributes: Attributes, action: () => Promise<Result>): Promise<Result> => {
    const key = definition.lock?.(attributes);
    return withLocks(api, key === undefined ? [] : [key], action);
  };

  const write = async (api: ApiClients, id: string, planned: Attributes, doing: string): Promise<Attributes> => {
    const body = { ...sharedBody(planned), ...definition.body(planned) };
    const request = { method: "PUT", id, apiVersion, body } as const;
    const response = await locked(api, planned, () => changeInArm(api.resourceManager, request));
    if (!succeeded(response)) throw requestFailed(doing, describeId(label, id), response);
    const found = await read(api, id, planned);
    if (found === undefined) throw requestFailed("retrieving", describeId(label, id), { ...response, status: 404 });
    return found;
  };

  return {
    kind: "resource",
    type,
    replacedBy,
    ...(defaults === undefined ? {} : { defaults }),
    plan({ prior, planned, replacedBy }) {
      const removed = replacedByRemovalOf.filter(
        (name) => textAttribute(prior ?? {}, name) !== undefined && valueAt(planned, name) === null,
      );
      return { planned, replacedBy: [...replacedBy, ...removed] };
    },
    async create(api, planned) {
      const id = definition.id(planned, api);
      const existing = await sendToArm(api.resourceManager, { method: "GET", id, apiVersion });
      if (succeeded(existing)) throw existsAlready(type, id);
      if (existing.status !== 404) {
        throw requestFailed("checking for presence of existing", describeId(label, id), existing);
      }
      return write(api, id, planned, "creating");
    },
    read: (api, state) => read(api, requiredText(state, "id"), state),
    update: (api, planned, prior) => write(api, requiredText(prior, "id"), planned, "updating"),
    async delete(api, state) {
      const id = requiredText(state, "id");
      const request = { method: "DELETE", id, apiVersion } as const;
      const response = await locked(api, state, () => changeInArm(api.resourceManager, request));
      if (!succeeded(response) && response.status !== 404)
        throw requestFailed("deleting", describeId(label, id), response);
      await definition.afterDelete?.(api, state);
    },
  };
}

/** The subscription that the provider works in. */
export function subscriptionOf({ provider }: ApiClients): string {
  return requiredText(provider, "subscription_id");
}

/** ARM id of a resource group in the provider's subscription. */
export function resourceGroupId(api: ApiClients, name: string): string {
  return `/subscriptions/${subscriptionOf(api)}/resourceGroups/${name}`;
}

/** ARM id of a resource in `resource_group_name`, for example of type `Microsoft.Web/serverFarms`. */
export function groupedId(api: ApiClients, planned: Attributes, type: string): string {
  const group = resourceGroupId(api, requiredText(planned, "resource_group_name"));
  return `${group}/providers/${type}/${requiredText(planned, "name")}`;
}

/** `Sweden Central` and `swedencentral` are one place; Resource Manager returns the second form. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}

function sharedBody(planned: Attributes): JsonObject {
  const location = textAttribute(planned, "location");
  return {
    ...(location === undefined ? {} : { location: normalizeLocation(location) }),
    ...("tags" in planned ? { tags: toJsonObject(planned["tags"]) } : {}),
  };
}

function shared(found: JsonObject, known: Attributes): Attributes {
  const attributes: Record<string, Attributes[string]> = {};
  const location = textAt(found, "location");
  const before = textAttribute(known, "location");
  if (location !== undefined && "location" in known) {
    attributes["location"] =
      normalizeLocation(before ?? "") === normalizeLocation(location) ? (before ?? "") : location;
  }
  if ("tags" in known) attributes["tags"] = fromJson(objectAt(found, "tags"));
  return attributes;
}
