/** Comparisons of what two resources never share: client ids, secrets, redirect URLs. */
import { compareValues, showValue, soleReference, type Comparison, type Value, type Values } from "../../wiring/value";
import { containsAny } from "../../wiring/values";

/** Compares; what stands behind a variable, a module's output or a data source may be any resource's. */
export function compareUnique(left: Value, right: Value): Comparison {
  return compareValues(left, right, { unique: isComputed(left) && isComputed(right) });
}

/** Whether a list holds such a value. */
export function containsUnique(values: Values | undefined, wanted: Value): Comparison {
  return containsAny(values, [wanted], compareUnique);
}

/** What would have to be known of a value that stands for anyone's; undefined where it is a resource's own, or written. */
export function openReference(value: Value): string | undefined {
  if (value.kind !== "symbolic" || isComputed(value)) return undefined;
  return `what ${showValue(value)} is`;
}

function isComputed(value: Value): boolean {
  const reference = soleReference(value);
  return reference !== undefined && !isOpen(reference.address);
}

function isOpen(address: string): boolean {
  return /^(module\.[^.]+\.)*(var|local|data|each|self)\.|^(module\.[^.]+\.?)+$/.test(address);
}
