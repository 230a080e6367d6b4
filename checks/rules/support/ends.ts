/** Ends of a disagreement, from values that may be absent. */
import { end, type End, type Layer } from "../../finding";
import { showValue, type Source, type Value, type Values } from "../../wiring/value";
import { showValues } from "./words";

/** An end that shows a value, or that its owner says nothing. */
export function valueEnd(
  layer: Layer,
  what: string,
  value: Value | undefined,
  owner: { readonly source: Source },
): End {
  return end(layer, what, showValue(value), value ?? owner);
}

/** An end that shows a list, or that its owner says nothing. */
export function valuesEnd(
  layer: Layer,
  what: string,
  values: Values | undefined,
  owner: { readonly source: Source },
): End {
  return end(layer, what, showValues(values), values ?? owner);
}
