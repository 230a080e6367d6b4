/** The functions of Terraform that people form wiring with, where their inputs are known. All others are unknown. */
import type { Argument } from "../../configuration";
import {
  byKey,
  compacted,
  contains,
  distinct,
  element,
  firstThat,
  flattened,
  joinedLists,
  length,
  merged,
  sorted,
} from "./collection-functions";
import type { Position } from "./expression";
import { andThen, complete, partsOf, scalar, textArgument } from "./function-inputs";
import { asJson, fromJson } from "./json-encoding";
import { known, list, reasonOf, text, unknown } from "./pieces";
import { cut, formatted, hash, joined, onText, replaced, split, withoutBegin, withoutEnd } from "./text-functions";

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
  ["jsondecode", ([input], at) => input && fromJson(input, at)],
  ["concat", (inputs, at) => joinedLists(inputs, at)],
  ["setunion", (inputs, at) => andThen(joinedLists(inputs, at), (items) => distinct(items, at))],
  ["distinct", ([input], at) => (input?.kind === "list" ? distinct(input.items, at, input.incomplete) : undefined)],
  ["compact", ([input], at) => andThen(input, (items) => compacted(items, at))],
  ["try", (inputs) => inputs.find((input) => input.kind !== "unknown" || input.refused !== true)],
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

function numberFrom(value: string | number | boolean | null, at: Position): Argument | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? known(number, at) : undefined;
}

function booleanFrom(value: string | number | boolean | null, at: Position): Argument | undefined {
  if (typeof value === "boolean") return known(value, at);
  return value === "true" || value === "false" ? known(value === "true", at) : undefined;
}
