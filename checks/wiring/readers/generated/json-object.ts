/** Access to parsed JSON that cannot be led astray by keys such as `__proto__`. */
import * as errors from "../errors";
import type { Keys } from "./lazy-entries";

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of an object or list; undefined for anything else. */
export function member(from: unknown, key: string | number): unknown {
  if (Array.isArray(from)) return typeof key === "number" ? (from as readonly unknown[])[key] : undefined;
  return isObject(from) && Object.hasOwn(from, key) ? from[key] : undefined;
}

/** The keys of one or two objects; what is no object has none. */
export function keysOf(first: unknown, second?: unknown): Keys {
  const [one, other] = [isObject(first) ? first : {}, isObject(second) ? second : {}];
  return {
    has: (name) => Object.hasOwn(one, name) || Object.hasOwn(other, name),
    all: () => new Set([...Object.keys(one), ...Object.keys(other)]),
  };
}

/** What stands at a path. */
export function at(from: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce(member, from);
}

/** A text; undefined for anything else. */
export function textAt(from: unknown, key: string): string | undefined {
  const value = member(from, key);
  return typeof value === "string" ? value : undefined;
}

/** Objects of a list that may be absent; fails where it is no list of objects. */
export function objectsAt(from: unknown, key: string, file: string): readonly JsonObject[] {
  const value = member(from, key);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw errors.wrongShape(file, key, "a list", value);
  for (const item of value as readonly unknown[]) {
    if (!isObject(item)) throw errors.wrongShape(file, `a member of ${key}`, "an object", item);
  }
  return value as readonly JsonObject[];
}

/** A text that must be there. */
export function requiredText(from: unknown, key: string, file: string): string {
  const value = member(from, key);
  if (typeof value !== "string") throw errors.wrongShape(file, key, "a text", value);
  return value;
}
