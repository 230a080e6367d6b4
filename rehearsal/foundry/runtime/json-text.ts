import { isObject, type JsonObject } from "../../json";

/** The object that a JSON text holds; an empty one where it holds none. */
export function objectFrom(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}
