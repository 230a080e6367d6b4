import type { JsonObject, JsonValue } from "../../json";
import { isObject, isSequence } from "../protocol/values";
import { unknown, type TerraformValue } from "../resource-type";

/** A value that Terraform knows, as JSON. At apply nothing is unknown any more; if it were, the API could not be told. */
export function toJson(value: TerraformValue | undefined): JsonValue {
  if (value === undefined || value === null) return null;
  if (value === unknown) throw new Error("A value is still unknown while it is being applied.");
  if (isSequence(value)) return value.map(toJson);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, toJson(member)]));
}

/** An object as JSON; empty where it is absent, or unknown because it is left to the API. */
export function toJsonObject(value: TerraformValue | undefined): JsonObject {
  if (value === unknown) return {};
  const json = toJson(value);
  return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as JsonObject) : {};
}

/** JSON as a value of Terraform. */
export function fromJson(value: JsonValue | undefined): TerraformValue {
  if (value === undefined || value === null || typeof value !== "object") return value ?? null;
  if (isJsonArray(value)) return value.map(fromJson);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, fromJson(member)]));
}

/** Whether a JSON value is an array. */
export function isJsonArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
