/** A JSON value as it travels between Terraform and the clouds. */
export type JsonValue = null | string | number | boolean | readonly JsonValue[] | JsonObject;

/** A JSON object; a property that is `undefined` is not written. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** Whether a value is a JSON object: no array, no `null`. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object at a property, or an empty one. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

/** The text at a property, or `undefined`. */
export function textAt(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === "string" ? value : undefined;
}

/** Applies a JSON merge patch: objects are merged, everything else replaces, `null` removes (RFC 7396). */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else if (isObject(value)) merged.set(name, mergePatch(objectAt(target, name), value));
    else if (value !== undefined) merged.set(name, value);
  }
  return Object.fromEntries(merged);
}

/** The object without the named properties. */
export function without(object: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
}
