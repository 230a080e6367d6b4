/** The functions of Terraform that people form wiring with, where their inputs are known. All others are unknown. */
import type { Argument } from "../../configuration";
import { textOf, type Part } from "../../value";
import { asJson } from "./json-encoding";
import type { Position } from "./expression";
import { exampleOf, known, list, map, reasonOf, text, unknown } from "./pieces";

/** Undefined where the inputs do not tell the result. */
type TerraformFunction = (inputs: readonly Argument[], at: Position) => Argument | undefined;

const functions: ReadonlyMap<string, TerraformFunction> = new Map<string, TerraformFunction>([
  ["tostring", ([input], at) => (input && scalar(input) ? text(partsOf(input) ?? [], at) : undefined)],
  ["tonumber", ([input], at) => (input?.kind === "literal" ? numberFrom(input.value, at) : undefined)],
  ["tobool", ([input], at) => (input?.kind === "literal" ? booleanFrom(input.value, at) : undefined)],
  ["tolist", ([input]) => (input?.kind === "list" ? input : undefined)],
  ["toset", ([input], at) => (input?.kind === "list" ? distinct(input.items, at, input.incomplete) : undefined)],
  ["tomap", ([input]) => (input?.kind === "map" ? input : undefined)],
  ["nonsensitive", ([input]) => input],
  ["sensitive", (_, at) => unknown("it is sensitive", at)],
  ["jsonencode", ([input], at) => input && asJson(input, at)],
  ["concat", (inputs, at) => joinedLists(inputs, at)],
  ["setunion", (inputs, at) => andThen(joinedLists(inputs, at), (items) => distinct(items, at))],
  ["distinct", ([input], at) => (input?.kind === "list" ? distinct(input.items, at, input.incomplete) : undefined)],
  [
    "compact",
    ([input], at) => andThen(input, (items) => (items.every(scalarKnown) ? list(items.filter(filled), at) : undefined)),
  ],
  ["flatten", ([input], at) => andThen(input, (items) => flattened(items, at))],
  ["sort", ([input], at) => andThen(input, (items) => sorted(items, at))],
  [
    "keys",
    ([input], at) =>
      complete(input)
        ? list(
            [...input.entries.keys()].sort().map((key) => known(key, at)),
            at,
          )
        : undefined,
  ],
  [
    "values",
    ([input], at) =>
      complete(input)
        ? list(
            [...input.entries].sort(byKey).map(([, value]) => value),
            at,
          )
        : undefined,
  ],
  ["merge", (inputs, at) => merged(inputs, at)],
  [
    "lookup",
    ([from, key, otherwise]) => (complete(from) ? (from.entries.get(textArgument(key) ?? "") ?? otherwise) : undefined),
  ],
  ["element", ([from, index]) => andThen(from, (items) => element(items, index))],
  [
    "one",
    ([input], at) =>
      andThen(input, (items) => (items.length === 0 ? known(null, at) : items.length === 1 ? items[0] : undefined)),
  ],
  ["length", ([input], at) => length(input, at)],
  ["contains", ([input, item], at) => andThen(input, (items) => contains(items, item, at))],
  ["coalesce", (inputs) => firstThat(inputs, (value) => value !== null && value !== "")],
  ["join", ([separator, items], at) => andThen(items, (parts) => joined(textArgument(separator), parts, at))],
  ["format", ([pattern, ...inputs], at) => formatted(textArgument(pattern), inputs, at)],
  ["split", ([separator, input], at) => split(textArgument(separator), textArgument(input), at)],
  ["lower", ([input], at) => onText(input, at, (value) => value.toLowerCase())],
  ["upper", ([input], at) => onText(input, at, (value) => value.toUpperCase())],
  ["trimspace", ([input], at) => onText(input, at, (value) => value.trim())],
  ["trimsuffix", ([input, end], at) => onText(input, at, (value) => withoutEnd(value, textArgument(end)))],
  ["trimprefix", ([input, begin], at) => onText(input, at, (value) => withoutBegin(value, textArgument(begin)))],
  [
    "replace",
    ([input, from, to], at) => onText(input, at, (value) => replaced(value, textArgument(from), textArgument(to))),
  ],
  ["substr", ([input, offset, size], at) => cut(input, offset, size, at)],
  ["md5", (_, at) => hash("md5", 32, at)],
  ["sha1", (_, at) => hash("sha1", 40, at)],
  ["sha256", (_, at) => hash("sha256", 64, at)],
  ["sha512", (_, at) => hash("sha512", 128, at)],
]);

/** The result of a function, or why it is not known. */
export function callFunction(name: string, inputs: readonly Argument[], at: Position): Argument {
  return functions.get(name)?.(inputs, at) ?? unknown(why(name, inputs), at);
}

function why(name: string, inputs: readonly Argument[]): string {
  const reason = functions.has(name) ? inputs.map(reasonOf).find((found) => found !== undefined) : undefined;
  return reason ?? `it is the result of the function ${name}`;
}

/** The parts of a text; undefined for lists, maps, null and what is not known. */
export function partsOf(value: Argument): readonly Part[] | undefined {
  if (value.kind === "symbolic") return value.parts;
  return value.kind === "literal" && value.value !== null ? [String(value.value)] : undefined;
}

function scalar(value: Argument): boolean {
  return partsOf(value) !== undefined;
}

function scalarKnown(value: Argument): boolean {
  return value.kind === "literal";
}

function filled(value: Argument): boolean {
  return value.kind === "literal" && value.value !== "" && value.value !== null;
}

function textArgument(value: Argument | undefined): string | undefined {
  return value?.kind === "list" || value?.kind === "map" ? undefined : textOf(value);
}

function complete(value: Argument | undefined): value is Extract<Argument, { kind: "map" }> {
  return value?.kind === "map" && value.incomplete === undefined;
}

function andThen<Result>(
  value: Argument | undefined,
  use: (items: readonly Argument[]) => Result | undefined,
): Result | undefined {
  return value?.kind === "list" && value.incomplete === undefined ? use(value.items) : undefined;
}

function numberFrom(value: string | number | boolean | null, at: Position): Argument | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? known(number, at) : undefined;
}

function booleanFrom(value: string | number | boolean | null, at: Position): Argument | undefined {
  if (typeof value === "boolean") return known(value, at);
  return value === "true" || value === "false" ? known(value === "true", at) : undefined;
}

function distinct(items: readonly Argument[], at: Position, incomplete?: string): Argument {
  const seen = new Set<string>();
  const kept = items.filter((item) => {
    if (item.kind !== "literal" && item.kind !== "symbolic") return true;
    const key = JSON.stringify(item.kind === "literal" ? [item.value] : item.parts);
    return seen.size < seen.add(key).size;
  });
  return list(kept, at, incomplete);
}

function joinedLists(inputs: readonly Argument[], at: Position): Argument | undefined {
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

function flattened(items: readonly Argument[], at: Position): Argument | undefined {
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

function sorted(items: readonly Argument[], at: Position): Argument | undefined {
  const texts = items.map(textArgument);
  const found = texts.filter((value) => value !== undefined);
  return found.length < texts.length
    ? undefined
    : list(
        found.sort().map((value) => known(value, at)),
        at,
      );
}

function byKey([left]: readonly [string, Argument], [right]: readonly [string, Argument]): number {
  return left < right ? -1 : Number(left > right);
}

function merged(inputs: readonly Argument[], at: Position): Argument | undefined {
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

function element(items: readonly Argument[], index: Argument | undefined): Argument | undefined {
  if (index?.kind !== "literal" || typeof index.value !== "number" || items.length === 0) return undefined;
  return items[index.value % items.length];
}

function length(value: Argument | undefined, at: Position): Argument | undefined {
  if (value?.kind === "list" && value.incomplete === undefined) return known(value.items.length, at);
  if (complete(value)) return known(value.entries.size, at);
  const content = textArgument(value);
  return content === undefined ? undefined : known(Array.from(content).length, at);
}

function contains(items: readonly Argument[], item: Argument | undefined, at: Position): Argument | undefined {
  if (item?.kind !== "literal") return undefined;
  if (items.some((other) => other.kind === "literal" && other.value === item.value)) return known(true, at);
  return items.every(scalarKnown) ? known(false, at) : undefined;
}

function firstThat(
  inputs: readonly Argument[],
  accept: (value: string | number | boolean | null) => boolean,
): Argument | undefined {
  for (const input of inputs) {
    if (input.kind !== "literal") return input.kind === "unknown" ? undefined : input;
    if (accept(input.value)) return input;
  }
  return undefined;
}

function joined(separator: string | undefined, items: readonly Argument[], at: Position): Argument | undefined {
  if (separator === undefined) return undefined;
  const parts: Part[] = [];
  for (const [index, item] of items.entries()) {
    const of = partsOf(item);
    if (of === undefined) return item.kind === "unknown" ? unknown(item.reason, at) : undefined;
    if (index > 0) parts.push(separator);
    parts.push(...of);
  }
  return text(parts, at);
}

function formatted(pattern: string | undefined, inputs: readonly Argument[], at: Position): Argument | undefined {
  if (pattern === undefined) return undefined;
  const parts: Part[] = [];
  let next = 0;
  for (const piece of pattern.split(/(%.)/s)) {
    if (piece === "%%") parts.push("%");
    else if (piece === "%s" || piece === "%v" || piece === "%d") {
      const input = inputs[next++];
      const of = input && partsOf(input);
      if (of === undefined) return undefined;
      parts.push(...of);
    } else if (piece.startsWith("%")) return undefined;
    else parts.push(piece);
  }
  return text(parts, at);
}

function split(separator: string | undefined, content: string | undefined, at: Position): Argument | undefined {
  if (separator === undefined || content === undefined || separator === "") return undefined;
  return list(
    content.split(separator).map((piece) => known(piece, at)),
    at,
  );
}

function onText(
  input: Argument | undefined,
  at: Position,
  change: (text: string) => string | undefined,
): Argument | undefined {
  const content = textArgument(input);
  const result = content === undefined ? undefined : change(content);
  return result === undefined ? undefined : text([result], at);
}

function withoutEnd(value: string, end: string | undefined): string | undefined {
  if (end === undefined) return undefined;
  return end !== "" && value.endsWith(end) ? value.slice(0, -end.length) : value;
}

function withoutBegin(value: string, begin: string | undefined): string | undefined {
  if (begin === undefined) return undefined;
  return value.startsWith(begin) ? value.slice(begin.length) : value;
}

function replaced(value: string, from: string | undefined, to: string | undefined): string | undefined {
  // Between slashes stands a regular expression, of a kind that is not JavaScript's.
  if (from === undefined || to === undefined || (from.length > 1 && from.startsWith("/") && from.endsWith("/")))
    return undefined;
  return value.length * (to.length + 1) > 1_000_000 ? undefined : value.replaceAll(from, () => to);
}

/** Nobody writes down what a hash comes to, so its digits are never followed; how many there are is known. */
function hash(name: string, digits: number, at: Position): Argument {
  return unknown(`it is the result of the function ${name}`, at, "0".repeat(digits));
}

function cut(
  input: Argument | undefined,
  offset: Argument | undefined,
  size: Argument | undefined,
  at: Position,
): Argument | undefined {
  const form = input && exampleOf(input);
  if (form === undefined || offset?.kind !== "literal" || size?.kind !== "literal") return undefined;
  const [start, count] = [Number(offset.value), Number(size.value)];
  if (!(start >= 0) || !(count >= -1)) return undefined;
  // Terraform counts characters, not the halves of which JavaScript makes some.
  const piece = Array.from(form)
    .slice(start, count === -1 ? undefined : start + count)
    .join("");
  return input?.kind === "unknown" ? unknown(input.reason, at, piece) : known(piece, at);
}
