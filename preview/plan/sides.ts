/** Both sides of a change, at one path. */
import { isObject, member } from "../../checks/wiring/readers/generated/json-object";
import { extended } from "../../checks/wiring/readers/module/references";
import type { Leaf, LeafList } from "../discretion/discretion";
import type { Place } from "../discretion/secret-places";
import * as errors from "../errors";

/** A difference at one path. One of both sides is absent where a value comes or goes. */
export interface Difference {
  readonly path: string;
  /** The values are items of a list, whose other items stay. @default the values stand at the path themselves */
  readonly item?: true;
  readonly before?: Leaf | LeafList;
  readonly after?: Leaf | LeafList;
}

/** One side of a change. */
export interface Side {
  /** Undefined where nothing stands there. */
  readonly value: unknown;
  readonly sensitive: unknown;
  readonly later: unknown;
}

/** Where both sides stand. */
export interface Position {
  readonly owner: { readonly address: string; readonly type: string };
  readonly path: string;
  readonly place: Place;
  readonly depth: number;
}

/** A side on which nothing stands. */
export const nothing: Side = { value: undefined, sensitive: undefined, later: undefined };

/** The position of a member of an object. */
export function memberOf(at: Position, key: string, setting?: string): Position {
  const { owner, path, place, depth } = at;
  return {
    owner,
    path: extended(path, key),
    place: {
      type: owner.type,
      key,
      ...(place.key !== "" && { parent: place.key }),
      ...(setting !== undefined && { setting }),
    },
    depth: depth + 1,
  };
}

/** The position of an item of a list. */
export function itemOf(at: Position, key: string | number): Position {
  return { ...at, path: `${at.path}[${JSON.stringify(key)}]`, depth: at.depth + 1 };
}

/** One side, one step further. A mark for all is a mark for each. */
export function sideAt({ value, sensitive, later }: Side, key: string | number): Side {
  return {
    value: member(value, key),
    sensitive: sensitive === true ? true : member(sensitive, key),
    later: later === true ? true : member(later, key),
  };
}

/** A side as it is shown at its path. */
export function leafOf({ value, sensitive, later }: Side): Leaf {
  return { value, withheld: sensitive === true, later: later === true };
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
