/** What differs between two values of a plan, path by path, in time that grows with the values alone. */
import { isObject } from "../../checks/wiring/readers/generated/json-object";
import type { Leaf } from "../discretion/discretion";
import { isSecretPlace, type Place } from "../discretion/secret-places";
import * as errors from "../errors";
import { listDifferences } from "./list-differences";
import type { ValueChange } from "./plan";
import {
  type Difference,
  isCompound,
  isEmpty,
  isNothing,
  isSame,
  leafOf,
  memberOf,
  nothing,
  type Position,
  type Side,
  sideAt,
} from "./sides";

/**
 * Differences of a resource or an output, in the order of the attributes. What comes or goes as a whole is told attribute by attribute;
 * attributes that hold nothing are left out.
 *
 * @param owner address and type of the resource
 * @param change what becomes of it
 * @param name of the value, where it is no resource
 * @throws {InputError} where values are nested too deep
 */
export function differencesOf(owner: Position["owner"], change: ValueChange, name = ""): readonly Difference[] {
  const before = { value: change.before, sensitive: change.beforeSensitive, later: undefined };
  const after = { value: change.after, sensitive: change.afterSensitive, later: change.afterUnknown };
  const found: Difference[] = [];
  walk({ owner, path: name, place: { type: owner.type, key: name }, depth: 0 }, before, after, found);
  return found;
}

function walk(at: Position, before: Side, after: Side, found: Difference[]): void {
  if (at.depth > errors.maxDepth) throw errors.tooDeep(at.owner.address);
  if (isWithheld(at.place, before) || isWithheld(at.place, after)) addWithheld(at.path, before, after, found);
  else if (after.later === true) addLater(at.path, before, found);
  else if (isCompound(before) !== isCompound(after) && !isEmpty(before) && !isEmpty(after)) {
    walk(at, before, nothing, found);
    walk(at, nothing, after, found);
  } else if (isList(before) || isList(after)) listDifferences(at, before, after, found, walk);
  else if (isCompound(before) || isCompound(after)) walkObject(at, before, after, found);
  else addScalar(at.path, before, after, found);
}

function walkObject(at: Position, before: Side, after: Side, found: Difference[]): void {
  for (const key of keysOf(before.value, after.value, after.later)) {
    walk(memberOf(at, key), sideAt(before, key), sideAt(after, key), found);
  }
}

function keysOf(...values: readonly unknown[]): Iterable<string> {
  const objects = values.filter(isObject);
  const [only, ...more] = objects;
  if (only === undefined) return [];
  if (more.length === 0) return Object.keys(only);
  return new Set(objects.flatMap((object) => Object.keys(object)));
}

function isWithheld(place: Place, { value, sensitive, later }: Side): boolean {
  return sensitive === true || isSecretPlace(place, later === true ? "" : value);
}

function addWithheld(path: string, before: Side, after: Side, found: Difference[]): void {
  if (after.later !== true && isSame(before.value, after.value)) return;
  const leaf: Leaf = { value: undefined, withheld: true, later: false };
  found.push({ path, ...(!isEmpty(before) && { before: leaf }), ...(!isEmpty(after) && { after: leaf }) });
}

function addLater(path: string, before: Side, found: Difference[]): void {
  const after: Leaf = { value: undefined, withheld: false, later: true };
  found.push({ path, ...(!isNothing(before.value) && { before: leafOf(before) }), after });
}

function addScalar(path: string, before: Side, after: Side, found: Difference[]): void {
  if (Object.is(before.value, after.value) || (isEmpty(before) && isEmpty(after))) return;
  found.push({
    path,
    ...(!isEmpty(before) && { before: leafOf(before) }),
    ...(!isEmpty(after) && { after: leafOf(after) }),
  });
}

function isList({ value, later }: Side): boolean {
  return Array.isArray(value) || Array.isArray(later);
}
