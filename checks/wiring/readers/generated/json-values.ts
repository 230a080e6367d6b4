/** Values of plans and states as arguments: what is known, what is known later, and that there is a secret, but never the secret. */
import type { Argument, MapArgument } from "../../configuration";
import { isSecretName, isWriteOnly, publicKeys } from "../../relevant-types";
import { literalValue, type Source, type Unknown } from "../../value";
import * as errors from "../errors";
import { extended } from "../module/references";
import { isObject, member } from "./json-object";
import { LazyEntries } from "./lazy-entries";

/** What is known about a value besides itself, in trees of the same shape; `true` marks everything below. */
export interface Marks {
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  /** What the configuration says at this place; undefined where it says nothing. */
  readonly written?: Argument | undefined;
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
    if (marks.written) return published(marks.written, name);
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
  written?: (name: string) => Argument | undefined,
): MapArgument {
  const names = new Set([...keysOf(values), ...keysOf(marks.unknown)]);
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
  return { kind: "map", entries: new LazyEntries(names, form), source: { address: owner.address, path: "" } };
}

function keysOf(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function convert(owner: Owner, key: string, value: unknown, marks: Marks, source: Source, depth: number): Argument {
  if (depth > errors.maxDepth) throw errors.tooDeep(owner.address);
  const { unknown: later, sensitive, written } = marks;
  // An attribute that nobody writes is what the resource itself computes.
  const computed: Argument = { kind: "symbolic", parts: [{ address: owner.address, path: source.path }], source };
  if (sensitive === true && later !== true) {
    return value === null ? literalValue(null, source) : unknown(sensitiveReason, source);
  }
  if (sensitive === true) {
    if (written === undefined) return computed;
    return isPureReference(written) ? written : unknown(sensitiveReason, source);
  }
  if (later === true) return written ?? computed;
  if (Array.isArray(value)) return list(owner, key, value, marks, source, depth);
  if (isObject(value) || isObject(later)) {
    const entries = new Map<string, Argument>();
    for (const name of new Set([...keysOf(value), ...keysOf(later)])) {
      const inner = {
        unknown: member(later, name),
        sensitive: member(sensitive, name),
        written: writtenEntry(written, name),
      };
      const at = { address: source.address, path: extended(source.path, name) };
      entries.set(name, convert(owner, name, member(value, name) ?? null, inner, at, depth + 1));
    }
    return { kind: "map", entries, source };
  }
  if (typeof value === "string") {
    return isSecretName(owner.type, key) ? unknown(sensitiveReason, source) : literalValue(value, source);
  }
  return literalValue(typeof value === "number" || typeof value === "boolean" ? value : null, source);
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
): (index: number) => Argument | undefined {
  if (written?.kind !== "list" || written.incomplete !== undefined) return () => undefined;
  const { items } = written;
  if (items.some(({ kind }) => kind === "map" || kind === "list")) {
    return (index) => (items.length === value.length ? items[index] : undefined);
  }
  const open = value.map((_, index) => index).filter((index) => member(later, index) === true);
  const notLiteral = items.filter(({ kind }) => kind !== "literal");
  const [only] = notLiteral;
  if (open.length === notLiteral.length) return (index) => notLiteral[open.indexOf(index)];
  return () => (open.length === 1 && notLiteral.length === 1 ? only : undefined);
}

function writtenEntry(written: Argument | undefined, name: string): Argument | undefined {
  if (written?.kind === "list" && written.items.length === 1) return writtenEntry(written.items[0], name);
  return written?.kind === "map" ? written.entries.get(name) : undefined;
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
