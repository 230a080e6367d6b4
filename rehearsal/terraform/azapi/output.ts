import { isObject, type JsonObject, type JsonValue } from "../../json";
import { fromJson, isJsonArray } from "../arm/json-values";
import { isObject as isAttributes, isSequence } from "../protocol/values";
import type { TerraformValue } from "../resource-type";
import { mergeBodies } from "./bodies";
import { unsupportedPath } from "./errors";

/**
 * `output` of a resource: what `response_export_values` picks from the answer. A map names each value and gives its path;
 * a list gives paths, which keep their nesting, or `*` for everything. Without it, what the answer adds to the body.
 *
 * @throws where a path is more than names, dots and indices
 * @see https://registry.terraform.io/providers/Azure/azapi/latest/docs/resources/resource
 */
export function outputOf(found: JsonObject, wanted: TerraformValue, body: JsonValue): TerraformValue {
  if (isAttributes(wanted)) {
    const picked = Object.entries(wanted).map(([name, path]) => [name, fromJson(at(found, textOf(path)))] as const);
    return Object.fromEntries(picked);
  }
  if (!isSequence(wanted)) return fromJson(added(found, body) ?? {});
  if (wanted.includes("*")) return fromJson(found);
  const parts = wanted.map((path) => nested(found, steps(textOf(path))) ?? {});
  return fromJson(parts.reduce(mergeBodies, {}));
}

function textOf(path: TerraformValue): string {
  return typeof path === "string" ? path : "";
}

function at(value: JsonValue | undefined, path: string): JsonValue {
  return steps(path).reduce<JsonValue>((inner, step) => member(inner, step) ?? null, value ?? null);
}

function nested(value: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined || value === undefined) return value;
  const inner = nested(member(value, step), rest);
  return inner === undefined ? undefined : { [step]: inner };
}

function steps(path: string): readonly string[] {
  if (!/^[\w-]+(\.[\w-]+|\[\d+\])*$/.test(path)) throw unsupportedPath(path);
  return path.split(/[.[\]]+/).filter((step) => step !== "");
}

function member(value: JsonValue, step: string): JsonValue | undefined {
  if (isJsonArray(value)) return value[Number(step)];
  return isObject(value) ? value[step] : undefined;
}

/** Properties of the answer that the body does not set: the read-only ones. */
function added(found: JsonValue | undefined, body: JsonValue | undefined): JsonValue | undefined {
  if (body === undefined || body === null) return found;
  if (!isObject(found) || !isObject(body)) return undefined;
  const own = Object.entries(found).map(([name, value]) => [name, added(value, body[name])] as const);
  const left = own.filter(([, value]) => value !== undefined);
  return left.length === 0 ? undefined : Object.fromEntries(left);
}
