/** Lists of values, asked what they hold. */
import { compareValues, type CompareOptions, type Comparison, type Source, type Value, type Values } from "./value";

/** A list that holds nothing, and nothing more. */
export function noValues(source: Source): Values {
  return { items: [], source };
}

/** Whether a list holds a value: `undecided` where an item may be equal, or where there may be more items. */
export function containsValue(values: Values | undefined, wanted: Value, options: CompareOptions = {}): Comparison {
  return containsAny(values, [wanted], (item, value) => compareValues(item, value, options));
}

/** Whether a list holds one of some values, by a comparison of one's own. */
export function containsAny(
  values: Values | undefined,
  wanted: readonly Value[],
  compare: (item: Value, wanted: Value) => Comparison,
): Comparison {
  if (values === undefined) return { outcome: "different" };
  let missing = values.incomplete;
  for (const item of values.items) {
    for (const value of wanted) {
      const compared = compare(item, value);
      if (compared.outcome === "equal") return compared;
      if (compared.outcome === "undecided") missing ??= compared.missing;
    }
  }
  return missing === undefined ? { outcome: "different" } : { outcome: "undecided", missing };
}

/** Several lists as one; its source is the first one's, or the given one where there is none. */
export function joinValues(lists: readonly Values[], source: Source): Values {
  const incomplete = lists.find((list) => list.incomplete !== undefined)?.incomplete;
  return {
    items: lists.flatMap(({ items }) => items),
    ...(incomplete !== undefined && { incomplete }),
    source: lists[0]?.source ?? source,
  };
}
