/** Reading arguments: absent means that nothing is said, unknown that something may be. */
import type { Argument, ListArgument, MapArgument } from "../configuration";
import { soleReference, showReference, type Source, type Value, type Values } from "../value";

/** An argument at a path; a list of one nested block may be passed over, and what refers elsewhere is followed by its path. */
export function argument(from: Argument | undefined, ...path: readonly string[]): Argument | undefined {
  let at = from;
  for (let index = 0; index < path.length; index += 1) {
    const step = path[index] ?? "";
    if (at?.kind === "list" && at.items.length <= 1) {
      if (at.items.length === 0 && at.incomplete !== undefined) return unknown(at.incomplete, at.source);
      at = at.items[0];
    }
    if (at === undefined) return undefined;
    if (at.kind === "map") {
      const entry: Argument | undefined = at.entries.get(step);
      if (entry === undefined && at.incomplete !== undefined) return unknown(at.incomplete, at.source);
      at = entry;
    } else if (at.kind === "symbolic") return referred(at, path.slice(index));
    else if (at.kind === "unknown") return at;
    else return undefined;
  }
  return isNull(at) ? undefined : at;
}

/** One value at a path. */
export function value(from: Argument | undefined, ...path: readonly string[]): Value | undefined {
  const found = argument(from, ...path);
  if (found?.kind === "list") return unknown("it is a list where one value belongs", found.source);
  if (found?.kind === "map") return unknown("it is an object where one value belongs", found.source);
  return found;
}

/** A list or set of values at a path. */
export function values(from: Argument | undefined, ...path: readonly string[]): Values | undefined {
  const found = argument(from, ...path);
  return found && toValues(found);
}

/** An argument as a list of values; one value that is no list counts as a list of it, where it is known. */
export function toValues(found: Argument): Values {
  const { source } = found;
  if (found.kind === "list") {
    const items = found.items.map((item) => value(item) ?? unknown("it is null", source));
    return { items, ...(found.incomplete !== undefined && { incomplete: found.incomplete }), source };
  }
  if (found.kind === "literal") return { items: [found], source };
  if (found.kind === "unknown") return { items: [], incomplete: found.reason, source };
  if (found.kind === "map") return { items: [], incomplete: "it is an object where a list belongs", source };
  const reference = soleReference(found);
  // A text with references in it is one value; a reference alone stands for a list.
  if (!reference) return { items: [found], source };
  return { items: [], incomplete: `${showReference(reference)} is not followed here`, source };
}

/** Nested blocks of one kind, or objects in a list. */
export function nested(from: Argument | undefined, ...path: readonly string[]): ListArgument {
  const found = argument(from, ...path);
  const source = found?.source ?? from?.source ?? { address: "", path: "" };
  if (found === undefined) return { kind: "list", items: [], source };
  if (found.kind === "list") return found;
  if (found.kind === "map") return { kind: "list", items: [found], source };
  const reason = found.kind === "unknown" ? found.reason : "it is not followed here";
  return { kind: "list", items: [], incomplete: reason, source };
}

/** Objects merged as azapi merges a body and its sensitive part: members of both, the second's where both have one. */
export function mergeArguments(first: Argument | undefined, second: Argument | undefined): Argument | undefined {
  if (first === undefined || isNull(first)) return isNull(second) ? undefined : second;
  if (second === undefined || isNull(second)) return first;
  if (first.kind !== "map") return second;
  if (second.kind !== "map") {
    const incomplete = second.kind === "unknown" ? second.reason : "another part of it is not followed here";
    return { ...first, incomplete: first.incomplete ?? incomplete };
  }
  const entries = new Map(first.entries);
  for (const [name, entry] of second.entries) {
    const merged = mergeArguments(entries.get(name), entry);
    if (merged) entries.set(name, merged);
  }
  const incomplete = first.incomplete ?? second.incomplete;
  return { ...first, entries, ...(incomplete !== undefined && { incomplete }) };
}

/** Whether `null` is written. */
export function isNull(found: Argument | undefined): boolean {
  return found?.kind === "literal" && found.value === null;
}

/** Something that is not known. */
export function unknown(reason: string, source: Source): Value {
  return { kind: "unknown", reason, source };
}

/** A list of which nothing is known. */
export function unknownValues(reason: string, source: Source): Values {
  return { items: [], incomplete: reason, source };
}

/** An empty object. */
export function noArguments(source: Source): MapArgument {
  return { kind: "map", entries: new Map(), source };
}

function referred(at: Value & { readonly kind: "symbolic" }, rest: readonly string[]): Value {
  const reference = soleReference(at);
  if (!reference) return unknown("it is a text where an object belongs", at.source);
  const path = [...(reference.path === "" ? [] : [reference.path]), ...rest].join(".");
  return { kind: "symbolic", parts: [{ address: reference.address, path }], source: at.source };
}
