/** Functions on lists, sets and maps. Undefined where the inputs do not tell the result. */
import type { Argument } from "../../configuration";
import type { Position } from "./expression";
import { complete, scalarKnown, textArgument } from "./function-inputs";
import { known, list, map, unknown } from "./pieces";

/** Texts that are not empty; what a resource computes is none. */
export function compacted(items: readonly Argument[], at: Position): Argument | undefined {
  if (items.some(({ kind }) => kind !== "literal" && kind !== "symbolic")) return undefined;
  return list(
    items.filter((item) => item.kind !== "literal" || (item.value !== "" && item.value !== null)),
    at,
  );
}

/** Items, each once. */
export function distinct(items: readonly Argument[], at: Position, incomplete?: string): Argument {
  const seen = new Set<string>();
  const kept = items.filter((item) => {
    if (item.kind !== "literal" && item.kind !== "symbolic") return true;
    const key = JSON.stringify(item.kind === "literal" ? [item.value] : item.parts);
    return seen.size < seen.add(key).size;
  });
  return list(kept, at, incomplete);
}

/** The items of all lists. */
export function joinedLists(inputs: readonly Argument[], at: Position): Argument | undefined {
  const items: Argument[] = [];
  let incomplete: string | undefined;
  for (const input of inputs) {
    if (input.kind === "list") {
      for (const item of input.items) items.push(item);
      incomplete ??= input.incomplete;
    } else if (input.kind === "unknown") incomplete ??= input.reason;
    else return undefined;
    if (items.length > 100_000) return unknown("it has too many items to be followed", at);
  }
  return list(items, at, incomplete);
}

/** Items of lists in lists. */
export function flattened(items: readonly Argument[], at: Position): Argument | undefined {
  const flat: Argument[] = [];
  const open: Argument[] = [...items].reverse();
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (flat.length + open.length > 100_000) return unknown("it has too many items to be followed", at);
    if (item.kind === "list" && item.incomplete === undefined) open.push(...[...item.items].reverse());
    else if (item.kind === "list" || item.kind === "unknown") return undefined;
    else flat.push(item);
  }
  return list(flat, at);
}

/** Known texts in order. */
export function sorted(items: readonly Argument[], at: Position): Argument | undefined {
  const texts = items.map(textArgument);
  const found = texts.filter((value) => value !== undefined);
  return found.length < texts.length
    ? undefined
    : list(
        found.sort().map((value) => known(value, at)),
        at,
      );
}

/** The order of entries by their keys. */
export function byKey([left]: readonly [string, Argument], [right]: readonly [string, Argument]): number {
  return left < right ? -1 : Number(left > right);
}

/** The entries of all maps, later ones over earlier ones. */
export function merged(inputs: readonly Argument[], at: Position): Argument | undefined {
  const entries = new Map<string, Argument>();
  let incomplete: string | undefined;
  for (const input of inputs) {
    if (input.kind === "literal" && input.value === null) continue;
    if (input.kind === "unknown") {
      // What is unknown may replace anything that stands before it.
      entries.clear();
      incomplete = input.reason;
    } else if (input.kind === "map") {
      for (const [key, value] of input.entries) entries.set(key, value);
      incomplete ??= input.incomplete;
    } else return undefined;
  }
  return map(entries, at, incomplete);
}

/** The item at an index that begins anew at the end. */
export function element(items: readonly Argument[], index: Argument | undefined): Argument | undefined {
  if (index?.kind !== "literal" || typeof index.value !== "number" || items.length === 0) return undefined;
  return items[index.value % items.length];
}

/** How many items, entries or characters a value has. */
export function length(value: Argument | undefined, at: Position): Argument | undefined {
  if (value?.kind === "list" && value.incomplete === undefined) return known(value.items.length, at);
  if (complete(value)) return known(value.entries.size, at);
  const content = textArgument(value);
  return content === undefined ? undefined : known(Array.from(content).length, at);
}

/** Whether an item is in a list. */
export function contains(items: readonly Argument[], item: Argument | undefined, at: Position): Argument | undefined {
  if (item?.kind !== "literal") return undefined;
  if (items.some((other) => other.kind === "literal" && other.value === item.value)) return known(true, at);
  return items.every(scalarKnown) ? known(false, at) : undefined;
}

/** The first input that is accepted, where all before it are known. */
export function firstThat(
  inputs: readonly Argument[],
  accept: (value: string | number | boolean | null) => boolean,
): Argument | undefined {
  for (const input of inputs) {
    if (input.kind !== "literal") return input.kind === "unknown" ? undefined : input;
    if (accept(input.value)) return input;
  }
  return undefined;
}
