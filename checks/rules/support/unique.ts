/** Comparisons of what two resources never share: client ids, secrets, redirect URLs. */
import { compareValues, soleReference, type Comparison, type Value, type Values } from "../../wiring/value";
import { containsAny } from "../../wiring/values";

/** Compares; what stands behind a variable, a module's output or a data source may be any resource's. */
export function compareUnique(left: Value, right: Value): Comparison {
  return compareValues(left, right, { unique: isComputed(left) && isComputed(right) });
}

/** Whether a list holds such a value. */
export function containsUnique(values: Values | undefined, wanted: Value): Comparison {
  return containsAny(values, [wanted], compareUnique);
}

function isComputed(value: Value): boolean {
  const reference = soleReference(value);
  return (
    reference !== undefined &&
    !/^(module\.[^.]+\.)*(var|local|data|each|self)\.|^(module\.[^.]+\.?)+$/.test(reference.address)
  );
}
