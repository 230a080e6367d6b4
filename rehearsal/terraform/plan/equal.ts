import { isObject, isSequence } from "../protocol/values";
import type { TypeExpression } from "../protocol/schema";
import { unknown, type TerraformValue } from "../resource-type";

/** Whether two values of a type are equal; the order of a set says nothing, and unknown equals unknown. */
export function equalValues(type: TypeExpression, left: TerraformValue, right: TerraformValue): boolean {
  if (left === right) return true;
  if (isSequence(left) && isSequence(right)) return equalSequences(type, left, right);
  if (isObject(left) && isObject(right)) {
    const names = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...names].every((name) => equalValues(memberType(type, name), left[name] ?? null, right[name] ?? null));
  }
  return false;
}

/** Whether a value holds an unknown value anywhere. */
export function holdsUnknown(value: TerraformValue): boolean {
  if (value === unknown) return true;
  if (isSequence(value)) return value.some(holdsUnknown);
  return isObject(value) && Object.values(value).some(holdsUnknown);
}

function equalSequences(
  type: TypeExpression,
  left: readonly TerraformValue[],
  right: readonly TerraformValue[],
): boolean {
  if (left.length !== right.length) return false;
  if (type[0] !== "set") {
    return left.every((element, index) => equalValues(elementType(type, index), element, right[index] ?? null));
  }
  const remaining = [...right];
  return left.every((element) => {
    const found = remaining.findIndex((candidate) => equalValues(elementType(type, 0), element, candidate));
    if (found >= 0) remaining.splice(found, 1);
    return found >= 0;
  });
}

function elementType(type: TypeExpression, index: number): TypeExpression {
  if (typeof type === "string" || type[0] === "object") return "dynamic";
  return type[0] === "tuple" ? (type[1][index] ?? "dynamic") : type[1];
}

function memberType(type: TypeExpression, name: string): TypeExpression {
  if (typeof type === "string") return "dynamic";
  if (type[0] === "map") return type[1];
  return type[0] === "object" ? (type[1][name] ?? "dynamic") : "dynamic";
}
