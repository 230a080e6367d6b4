/** What functions ask of their inputs. */
import type { Argument } from "../../configuration";
import { textOf, type Part } from "../../value";

/** The parts of a text; undefined for lists, maps, null and what is not known. */
export function partsOf(value: Argument): readonly Part[] | undefined {
  if (value.kind === "symbolic") return value.parts;
  return value.kind === "literal" && value.value !== null ? [String(value.value)] : undefined;
}

/** Whether a value is one text, number or truth value, or stands for one. */
export function scalar(value: Argument): boolean {
  return partsOf(value) !== undefined;
}

/** Whether a value is known, and no list or map. */
export function scalarKnown(value: Argument): boolean {
  return value.kind === "literal";
}

/** The text of a known text. */
export function textArgument(value: Argument | undefined): string | undefined {
  return value?.kind === "list" || value?.kind === "map" ? undefined : textOf(value);
}

/** Whether a value is a map of which every entry is told. */
export function complete(value: Argument | undefined): value is Extract<Argument, { kind: "map" }> {
  return value?.kind === "map" && value.incomplete === undefined;
}

/** What is made of the items of a list, where all are told. */
export function andThen<Result>(
  value: Argument | undefined,
  use: (items: readonly Argument[]) => Result | undefined,
): Result | undefined {
  return value?.kind === "list" && value.incomplete === undefined ? use(value.items) : undefined;
}
