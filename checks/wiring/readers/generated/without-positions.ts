/** Values that were evaluated inside a plan: they stand at an address, not at a line of the generated file. */
import type { Argument } from "../../configuration";
import type { Source } from "../../value";
import { extended } from "../module/references";

/** The same value at an address and path. */
export function withoutPositions(value: Argument, source: Source): Argument {
  const { address, path } = source;
  if (value.kind === "list") {
    const items = value.items.map((item, index) => withoutPositions(item, { address, path: extended(path, index) }));
    return { ...value, items, source };
  }
  if (value.kind === "map") {
    const entries = [...value.entries].map(
      ([key, item]) => [key, withoutPositions(item, { address, path: extended(path, key) })] as const,
    );
    return { ...value, entries: new Map(entries), source };
  }
  return { ...value, source };
}
