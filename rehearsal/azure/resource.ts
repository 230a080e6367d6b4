import { isObject, type JsonObject } from "../json";
import { invalidRequestContent } from "./errors";
import { formatId, fullType, ownName, type ResourceId } from "./resource-id";

/** A resource as it is kept: everything of it may be shown. */
export interface Resource {
  readonly id: ResourceId;
  /** Normalised, for example `swedencentral`. @default none: nested resources mostly have no place of their own */
  readonly location?: string;
  readonly tags?: JsonObject;
  readonly kind?: string;
  readonly sku?: JsonObject;
  readonly identity?: JsonObject;
  readonly properties: JsonObject;
}

/** The parts of a request body that all resource types share. */
export interface ResourceBody {
  readonly location?: string;
  readonly tags?: JsonObject;
  readonly kind?: string;
  readonly sku?: JsonObject;
  readonly identity?: JsonObject;
  /** As sent. An array or text has no properties, and is refused before. */
  readonly properties: JsonObject;
}

/**
 * Reads the body of a PUT.
 * @throws ArmError InvalidRequestContent when a part has another type than Resource Manager takes
 */
export function parseBody(value: unknown): ResourceBody {
  if (!isObject(value)) throw invalidRequestContent("The body must be a JSON object.");
  return {
    ...part("location", textPart(value, "location")),
    ...part("tags", objectPart(value, "tags")),
    ...part("kind", textPart(value, "kind")),
    ...part("sku", objectPart(value, "sku")),
    ...part("identity", objectPart(value, "identity")),
    properties: objectPart(value, "properties") ?? {},
  };
}

/** A resource in the form of a request body, to be patched and written again. */
export function asBody(resource: Resource): ResourceBody {
  const { location, tags, kind, sku, identity, properties } = resource;
  return {
    properties,
    ...part("location", location),
    ...part("tags", tags),
    ...part("kind", kind),
    ...part("sku", sku),
    ...part("identity", identity),
  };
}

/** A resource as Resource Manager answers with it; parts that are not set are left out. */
export function present(resource: Resource): JsonObject {
  const { id, location, tags, kind, sku, identity, properties } = resource;
  return { id: formatId(id), name: ownName(id), type: fullType(id), location, tags, kind, sku, identity, properties };
}

/** A place in Resource Manager's normal form: `Sweden Central` and `swedencentral` are the same. */
export function normalizeLocation(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}

/** A part of a body or a resource, absent rather than `undefined`. */
export function part<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  const present: Partial<Record<Name, Value>> = {};
  if (value !== undefined) present[name] = value;
  return present;
}

function textPart(body: JsonObject, name: string): string | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || typeof value === "string") return value;
  throw invalidRequestContent(`${name} must be a string.`);
}

function objectPart(body: JsonObject, name: string): JsonObject | undefined {
  const value = body[name] ?? undefined;
  if (value === undefined || isObject(value)) return value;
  throw invalidRequestContent(`${name} must be a JSON object.`);
}
