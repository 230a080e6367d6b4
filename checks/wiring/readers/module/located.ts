/** The end of an evaluation: each value learns whose argument it is. */
import type { Argument } from "../../configuration";
import type { Source } from "../../value";
import type { Budget } from "./budget";
import { positionOf } from "./pieces";
import { extended } from "./references";

/** A copy takes memory for as long as the configuration lives, so it costs more than a step of evaluation. */
const costOfCopy = 3;

/** The same value with the address and path of the argument; positions stay where the texts are written. */
export function located(value: Argument, at: Pick<Source, "address" | "path">, budget: Budget): Argument {
  const position = positionOf(value);
  budget.spend(costOfCopy, position);
  const source: Source = position.file === "" ? at : { ...at, position };
  if (value.kind === "list") {
    const items = budget.deeper(position, () =>
      value.items.map((item, index) => located(item, { address: at.address, path: extended(at.path, index) }, budget)),
    );
    return { ...value, items, source };
  }
  if (value.kind === "map") {
    const entries = budget.deeper(
      position,
      () =>
        new Map(
          [...value.entries].map(([key, item]) => [
            key,
            located(item, { address: at.address, path: extended(at.path, key) }, budget),
          ]),
        ),
    );
    return { ...value, entries, source };
  }
  return { ...value, source };
}
