/**
 * Filters of lists: comparisons joined by `and`. Texts and moments are compared as the directory does, regardless of case.
 * @see https://learn.microsoft.com/graph/filter-query-parameter
 */
import { isObject } from "../json";
import { filterPropertyUnknown, filterUnsupported } from "./graph-errors";

type Entity = Readonly<Record<string, unknown>>;
type Operator = "eq" | "ne" | "ge" | "gt" | "le" | "lt";

/** A comparison that only some properties know. */
export type Comparison = Exclude<Operator, "eq"> | "startswith";

/** What may be filtered by. */
export interface Filterable {
  /** An object with all properties that the type has. */
  readonly like: Entity;
  /** Name of the entity type, for example `group`. */
  readonly type: string;
  /** Comparisons beside `eq`, by property. */
  readonly comparisons: Readonly<Record<string, readonly Comparison[]>>;
}

/** `displayName eq 'a name'`; a quote inside a text is written twice, a moment stands without quotes. */
const comparison =
  /^\s*([\w/]+)\s+(eq|ne|ge|gt|le|lt)\s+(?:'((?:[^']|'')*)'|(true|false|null)|(\d{4}-[\dT:.Z-]+)|(-?\d+))(?=\s|$)\s*/i;
const beginning = /^\s*(startswith)\(\s*([\w/]+)\s*,\s*'((?:[^']|'')*)'\s*\)\s*/i;
const conjunction = /^and\s+/i;
const literals: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

const operators: Readonly<Record<Operator | "startswith", (actual: unknown, wanted: unknown) => boolean>> = {
  eq: (actual, wanted) => actual === wanted,
  ne: (actual, wanted) => actual !== wanted,
  ge: (actual, wanted) => compared(actual, wanted, (difference) => difference >= 0),
  gt: (actual, wanted) => compared(actual, wanted, (difference) => difference > 0),
  le: (actual, wanted) => compared(actual, wanted, (difference) => difference <= 0),
  lt: (actual, wanted) => compared(actual, wanted, (difference) => difference < 0),
  startswith: (actual, wanted) => String(actual).startsWith(String(wanted)),
};

interface Clause {
  readonly path: string;
  readonly operator: keyof typeof operators;
  readonly value: unknown;
}

/** Reads `$filter`. @throws GraphError for a property that the type does not have, and for what this service does not read */
export function readFilter(filter: string | null, filterable: Filterable): (entity: Entity) => boolean {
  const clauses = filter === null || filter.trim() === "" ? [] : readClauses(filter);
  for (const { path, operator } of clauses) {
    if (!((path.split("/")[0] ?? "") in filterable.like)) throw filterPropertyUnknown(path, filterable.type);
    if (operator !== "eq" && filterable.comparisons[path]?.includes(operator) !== true) throw filterUnsupported();
  }
  return (entity) =>
    clauses.every(({ path, operator, value }) => operators[operator](fold(valueAt(entity, path)), fold(value)));
}

function readClauses(filter: string): readonly Clause[] {
  const clauses: Clause[] = [];
  let rest = filter;
  for (;;) {
    const [length, clause] = readClause(rest);
    clauses.push(clause);
    rest = rest.slice(length);
    if (rest === "") return clauses;
    const [and] = conjunction.exec(rest) ?? [];
    if (and === undefined) throw filterUnsupported();
    rest = rest.slice(and.length);
  }
}

function readClause(text: string): readonly [length: number, clause: Clause] {
  const [start, , startPath, startText] = beginning.exec(text) ?? [];
  if (start !== undefined && startPath !== undefined && startText !== undefined) {
    return [start.length, { path: startPath, operator: "startswith", value: startText.replaceAll("''", "'") }];
  }
  const [all, path, operator, quoted, word, moment, number] = comparison.exec(text) ?? [];
  if (all === undefined || path === undefined || operator === undefined) throw filterUnsupported();
  const value =
    quoted?.replaceAll("''", "'") ??
    moment ??
    (number === undefined ? literals[String(word).toLowerCase()] : Number(number));
  return [all.length, { path, operator: operator.toLowerCase() as Operator, value }];
}

function valueAt(entity: Entity, path: string): unknown {
  return path
    .split("/")
    .reduce<unknown>(
      (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
      entity,
    );
}

/** Moments in the order of time, numbers in theirs; nothing else has an order. */
function compared(actual: unknown, wanted: unknown, judge: (difference: number) => boolean): boolean {
  const [left, right] = [actual, wanted].map((value) =>
    typeof value === "number" ? value : Date.parse(String(value)),
  );
  return left !== undefined && right !== undefined && judge(left - right);
}

function fold(value: unknown): unknown {
  return typeof value === "string" ? value.toLowerCase() : value;
}
