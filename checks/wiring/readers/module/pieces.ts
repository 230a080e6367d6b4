/** Values while they are evaluated: they know where they are written, and learn whose argument they are at the end. */
import type { Argument, ListArgument, MapArgument } from "../../configuration";
import { fromParts, literalValue, type Literal, type Part, type Symbolic, type Unknown } from "../../value";
import type { Position } from "./expression";

/** Longest text, most parts and most items of one value that are followed; more is no configuration that a person wrote. */
const most = { text: 1_000_000, example: 1_000, parts: 10_000, items: 100_000 };

interface Place {
  readonly address: "";
  readonly path: "";
  readonly position: Position;
}

function place(position: Position): Place {
  return { address: "", path: "", position };
}

/** A known text, number, boolean or null. */
export function known(value: Literal["value"], at: Position): Literal {
  return literalValue(value, place(at));
}

/** What cannot be told, or of what only the form can. */
export function unknown(reason: string, at: Position, example?: string): Unknown {
  const known = example !== undefined && example.length <= most.example;
  return { kind: "unknown", reason, ...(known && { example }), source: place(at) };
}

/** A text of the form that a value has; undefined where the form is not known. */
export function exampleOf(value: Argument): string | undefined {
  if (value.kind === "unknown") return value.example;
  return value.kind === "literal" && value.value !== null ? String(value.value) : undefined;
}

/** What a resource, a variable or a module computes. */
export function reference(address: string, path: string, at: Position): Symbolic {
  return { kind: "symbolic", parts: [{ address, path }], source: place(at) };
}

/** A text of parts. */
export function text(parts: readonly Part[], at: Position): Literal | Symbolic | Unknown {
  let length = 0;
  for (const part of parts) length += typeof part === "string" ? part.length : 1;
  if (length > most.text || parts.length > most.parts) return unknown("it is too long to be followed", at);
  return fromParts(parts, place(at));
}

/** A list, or unknown where it is too long. */
export function list(items: readonly Argument[], at: Position, incomplete?: string): ListArgument | Unknown {
  if (items.length > most.items) return unknown("it has too many items to be followed", at);
  return { kind: "list", items, ...(incomplete !== undefined && { incomplete }), source: place(at) };
}

/** A map or object. */
export function map(entries: ReadonlyMap<string, Argument>, at: Position, incomplete?: string): MapArgument {
  return { kind: "map", entries, ...(incomplete !== undefined && { incomplete }), source: place(at) };
}

/** Where a value is written. */
export function positionOf(value: Argument): Position {
  return value.source.position ?? { file: "", line: 1, column: 1 };
}

/** The same value as one that stands elsewhere. */
export function movedTo<Moved extends Argument>(value: Moved, at: Position): Moved {
  return { ...value, source: place(at) };
}

/** Why a value is not known; undefined where it is, as a whole and in all its parts that matter to `within`. */
export function reasonOf(value: Argument): string | undefined {
  if (value.kind === "unknown") return value.reason;
  return value.kind === "list" || value.kind === "map" ? value.incomplete : undefined;
}
