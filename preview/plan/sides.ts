/** Both sides of a change, at one path. */
import { isObject, member } from "../../checks/wiring/readers/generated/json-object";
import { extended } from "../../checks/wiring/readers/module/references";
import type { Leaf, LeafList } from "../discretion/discretion";
import type { Place } from "../discretion/secret-places";
import * as errors from "../errors";

/** A difference at one path. One of both sides is undefined where a value comes or goes. */
export interface Difference {
  readonly path: string;
  /** Whether the values are items of a list, whose other items stay. */
  readonly isItem: boolean;
  readonly before: Leaf | LeafList | undefined;
  readonly after: Leaf | LeafList | undefined;
}

/** One side of a change. */
export interface Side {
  /** Undefined where nothing stands there. */
  readonly value: unknown;
  readonly sensitive: unknown;
  readonly later: unknown;
}

/** Where both sides stand. */
export interface Position extends Place {
  /** Of the resource. */
  readonly address: string;
  readonly path: string;
  readonly depth: number;
}

/** A side on which nothing stands. */
export const nothing: Side = { value: undefined, sensitive: undefined, later: undefined };

/** The position of a member of an object. */
export function memberOf(at: Position, key: string, setting?: string): Position {
  const { address, type, path, depth } = at;
  return { address, type, path: steppedInto(path, key), key, parent: at.key, setting, depth: depth + 1 };
}

/** Few names are used again and again, and most of them are plain. */
const plainNames = new Set<string>();
const mostPlainNames = 10_000;

function steppedInto(path: string, key: string): string {
  if (!plainNames.has(key)) {
    if (!/^[a-z]\w*$/.test(key)) return extended(path, key);
    if (plainNames.size < mostPlainNames) plainNames.add(key);
  }
  return path === "" ? key : `${path}.${key}`;
}

/** The position of an item of a list. */
export function itemOf(at: Position, key: string | number): Position {
  const { address, type, path, parent, setting, depth } = at;
  return { address, type, path: `${path}[${JSON.stringify(key)}]`, key: at.key, parent, setting, depth: depth + 1 };
}

/** One side, one step further. A mark for all is a mark for each. */
export function sideAt(side: Side, key: string | number): Side {
  const { value, sensitive, later } = side;
  if (value === undefined && later === undefined && sensitive !== true) return nothing;
  return {
    value: member(value, key),
    sensitive: sensitive === true ? true : member(sensitive, key),
    later: later === true ? true : member(later, key),
  };
}

/** Keys of some objects, each once. */
export function keysOf(...values: readonly unknown[]): readonly string[] {
  const [first, ...others] = values.filter(isObject);
  if (first === undefined) return [];
  const keys = Object.keys(first);
  for (const [index, other] of others.entries()) {
    const earlier = others.slice(0, index);
    for (const key of Object.keys(other)) {
      if (!Object.hasOwn(first, key) && !earlier.some((each) => Object.hasOwn(each, key))) keys.push(key);
    }
  }
  return keys;
}

/** A side as it is shown at its path. */
export function leafOf({ value, sensitive, later }: Side): Leaf {
  return { value, withheld: sensitive === true, later: later === true };
}

/** The same; undefined where nothing stands there. */
export function leafUnlessEmpty(side: Side): Leaf | undefined {
  return isEmpty(side) ? undefined : leafOf(side);
}

/** Whether nothing is there, and nothing will be. */
export function isEmpty({ value, later }: Side): boolean {
  return isNothing(value) && later !== true;
}

/** What nobody writes and what is written as null are the same to Terraform; empty lists and maps say nothing either. */
export function isNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.keys(value).length === 0;
}

/** Whether a side is a list or an object, or will be. */
export function isCompound({ value, later }: Side): boolean {
  return (typeof value === "object" && value !== null) || (typeof later === "object" && later !== null);
}

/** Whether two values are the same, member by member. */
export function isSame(left: unknown, right: unknown, depth = 0): boolean {
  if (Object.is(left, right) || (isNothing(left) && isNothing(right))) return true;
  // Deeper than anything that is read: what cannot be compared is taken to change.
  if (depth > errors.maxDepth) return false;
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => isSame(item, right[index], depth + 1));
  }
  if (!isObject(left) || !isObject(right)) return false;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].every((key) => isSame(member(left, key), member(right, key), depth + 1));
}
