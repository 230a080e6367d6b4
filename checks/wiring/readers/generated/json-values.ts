/** Values of plans and states as arguments: what is known, what is known later, and that there is a secret, but never the secret. */
import type { Argument, MapArgument } from "../../configuration";
import { isSecretName, isWriteOnly, publicKeys } from "../../relevant-types";
import { literalValue, type Source, type Unknown } from "../../value";
import * as errors from "../errors";
import { extended } from "../module/references";
import { isObject, keysOf, member } from "./json-object";
import { LazyEntries } from "./lazy-entries";
import { withoutPositions } from "./without-positions";
import type { Written } from "./written";

/** What is known about a value besides itself, in trees of the same shape; `true` marks everything below. */
export interface Marks {
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  /** What the configuration says at this place; undefined where it says nothing. */
  readonly written?: Written | undefined;
  /** Whether `written` is undefined because nothing is written. @default false: the configuration is not at hand */
  readonly configured?: boolean;
}

/** Where values stand. */
export interface Owner {
  readonly address: string;
  readonly type: string;
}

/** Reason of a value that is there and must not be shown. */
export const sensitiveReason = "it is sensitive";

/** One attribute. */
export function attributeOf(owner: Owner, name: string, value: unknown, marks: Marks): Argument {
  const source = { address: owner.address, path: extended("", name) };
  if (isWriteOnly(name) && value === null && marks.unknown !== true) {
    if (marks.written) return published(withoutPositions(marks.written.value(), source), name);
    if (marks.configured === true) return literalValue(null, source);
    return unknown("it is write-only: neither plans nor states hold it", source);
  }
  return convert(owner, name, value, marks, source, 0);
}

/** All attributes of a resource; `written` tells what the configuration says, where there is one. */
export function attributesOf(
  owner: Owner,
  values: unknown,
  marks: Marks,
  written?: (name: string) => Written | undefined,
): MapArgument {
  const form = (name: string): Argument => {
    const later = member(marks.unknown, name);
    // What a plan knows needs no configuration, which takes longer to read.
    const isOpen = (later !== undefined && later !== false) || isWriteOnly(name);
    const of: Marks = {
      unknown: later,
      sensitive: marks.sensitive === true || member(marks.sensitive, name),
      written: isOpen ? written?.(name) : undefined,
      configured: written !== undefined,
    };
    return attributeOf(owner, name, member(values, name) ?? null, of);
  };
  return {
    kind: "map",
    entries: new LazyEntries(keysOf(values, marks.unknown), form),
    source: { address: owner.address, path: "" },
  };
}

function convert(owner: Owner, key: string, value: unknown, marks: Marks, source: Source, depth: number): Argument {
  if (depth > errors.maxDepth) throw errors.tooDeep(owner.address);
  const { unknown: later, sensitive, written } = marks;
  if (sensitive === true && later !== true) {
    return value === null ? literalValue(null, source) : unknown(sensitiveReason, source);
  }
  if (later === true) {
    const told = written?.value();
    // An attribute that nobody writes is what the resource itself computes.
    if (told === undefined) return { kind: "symbolic", parts: [{ address: owner.address, path: source.path }], source };
    const isShown = sensitive !== true || isPureReference(told);
    return isShown ? withoutPositions(told, source) : unknown(sensitiveReason, source);
  }
  if (Array.isArray(value)) return list(owner, key, value, marks, source, depth);
  if (isObject(value) || isObject(later)) return object(owner, value, marks, source, depth);
  if (typeof value === "string") {
    return isSecretName(owner.type, key) ? unknown(sensitiveReason, source) : literalValue(value, source);
  }
  return literalValue(typeof value === "number" || typeof value === "boolean" ? value : null, source);
}

function object(owner: Owner, value: unknown, marks: Marks, source: Source, depth: number): MapArgument {
  const { unknown: later, sensitive, written } = marks;
  const form = (name: string): Argument => {
    const inner = {
      unknown: member(later, name),
      sensitive: member(sensitive, name),
      written: written?.entry(name, calledAs(value, name)),
    };
    const at = { address: source.address, path: extended(source.path, name) };
    return convert(owner, name, member(value, name) ?? null, inner, at, depth + 1);
  };
  return { kind: "map", entries: new LazyEntries(keysOf(value, later), form), source };
}

/** Settings are lists of names and values: what a value stands for is the name beside it. */
function calledAs(value: unknown, name: string): string {
  const beside = name === "value" ? member(value, "name") : undefined;
  return typeof beside === "string" ? beside : name;
}

function list(
  owner: Owner,
  key: string,
  value: readonly unknown[],
  marks: Marks,
  source: Source,
  depth: number,
): Argument {
  const writtenAt = pairing(value, marks);
  const items = value.map((item, index) => {
    const inner = {
      unknown: member(marks.unknown, index),
      sensitive: member(marks.sensitive, index),
      written: writtenAt(index),
    };
    const at = { address: source.address, path: extended(source.path, index) };
    return convert(owner, key, item, inner, at, depth + 1);
  });
  return { kind: "list", items, source };
}

/** Which item of what is written an item of a plan is. The order of sets is Terraform's own, so items that are not known are told by count. */
function pairing(
  value: readonly unknown[],
  { unknown: later, written }: Marks,
): (index: number) => Written | undefined {
  const items = written?.items();
  if (written === undefined || items === undefined) return () => written?.anyItem();
  if (items.some((item) => item.isStructured())) {
    return (index) => (items.length === value.length ? items[index] : undefined);
  }
  const open = value.map((_, index) => index).filter((index) => member(later, index) === true);
  const notLiteral = items.filter((item) => item.value().kind !== "literal");
  const [only] = notLiteral;
  if (open.length === notLiteral.length) return (index) => notLiteral[open.indexOf(index)];
  return () => (open.length === 1 && notLiteral.length === 1 ? only : undefined);
}

function isPureReference(value: Argument): boolean {
  return value.kind === "symbolic" && value.parts.every((part) => typeof part !== "string");
}

/** What is written in a place that must not be shown: references, and of texts those that are public. */
function published(value: Argument, key: string): Argument {
  switch (value.kind) {
    case "list":
      return { ...value, items: value.items.map((item) => published(item, key)) };
    case "map":
      return { ...value, entries: new Map([...value.entries].map(([name, item]) => [name, published(item, name)])) };
    case "literal":
      return typeof value.value === "string" && !publicKeys.has(key) ? unknown(sensitiveReason, value.source) : value;
    case "symbolic":
      return publicKeys.has(key) || isPureReference(value) ? value : unknown(sensitiveReason, value.source);
    default:
      return value;
  }
}

function unknown(reason: string, source: Source): Unknown {
  return { kind: "unknown", reason, source };
}
