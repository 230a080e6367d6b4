/** How azapi combines a body of the configuration with what an API returned. */
import { isObject, type JsonObject, type JsonValue } from "../../json";
import { isJsonArray } from "../arm/json-values";

/** How a returned body updates the one in the state. */
export interface UpdateOptions {
  /** Texts that differ in case alone are equal. */
  readonly ignoreCasing: boolean;
  /** What is not returned, returned empty or returned masked stays as the state has it. */
  readonly ignoreMissing: boolean;
}

/**
 * The body with another one laid over it: objects are merged, arrays of equal length element by element, anything else
 * replaces. A null is kept, and sent; what it does is for the API to say.
 */
export function mergeBodies(base: JsonValue, over: JsonValue): JsonValue {
  if (isObject(base) && isObject(over)) {
    const merged: Record<string, JsonValue | undefined> = { ...base };
    for (const [name, value] of Object.entries(over)) merged[name] = mergeBodies(base[name] ?? null, value ?? null);
    return merged;
  }
  if (isJsonArray(base) && isJsonArray(over) && base.length === over.length) {
    return base.map((element, index) => mergeBodies(element, over[index] ?? null));
  }
  return over;
}

/** The state's body with the values that the API returned for the same properties: so is drift seen, there and nowhere else. */
export function refreshBody(known: JsonValue, returned: JsonValue, options: UpdateOptions): JsonValue {
  if (isObject(known) && isObject(returned)) return refreshObject(known, returned, options);
  if (isJsonArray(known) && isJsonArray(returned)) {
    if (areNamed(known) && areNamed(returned)) return refreshNamed(known, returned, options);
    if (known.length !== returned.length) return returned;
    return known.map((element, index) => refreshBody(element, returned[index] ?? null, options));
  }
  if (typeof known === "string" && typeof returned === "string") {
    if (options.ignoreCasing && known.toLowerCase() === returned.toLowerCase()) return known;
    if (options.ignoreMissing && /^(\**|<redacted>)$/.test(returned)) return known;
  }
  return returned;
}

type Named = JsonObject & { readonly name: string };

function areNamed(elements: readonly JsonValue[]): elements is readonly Named[] {
  return elements.every((element) => isObject(element) && typeof element["name"] === "string");
}

/** Elements that have names, such as app settings, are the same by their name, in whatever order they are returned. */
function refreshNamed(known: readonly Named[], returned: readonly Named[], options: UpdateOptions): JsonValue {
  const kept = known.flatMap((element) => {
    const now = returned.find(({ name }) => name === element.name);
    return now === undefined ? [] : [refreshBody(element, now, options)];
  });
  return [...kept, ...returned.filter(({ name }) => !known.some((element) => element.name === name))];
}

function refreshObject(known: JsonObject, returned: JsonObject, options: UpdateOptions): JsonObject {
  const refreshed: Record<string, JsonValue> = {};
  for (const [name, value = null] of Object.entries(known)) {
    const now = returned[name] ?? null;
    if (now !== null) refreshed[name] = refreshBody(value, now, options);
    else if (options.ignoreMissing || value === null) refreshed[name] = value;
  }
  return refreshed;
}
