/** What differs between two values of a plan, path by path, in time that grows with the values alone. */
import { extended } from "../../checks/wiring/readers/module/references";
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
  keysOf,
  leafOf,
  leafUnlessEmpty,
  memberOf,
  nothing,
  type Position,
  type Side,
  sideAt,
} from "./sides";

/** What has values. */
export interface Owner {
  readonly address: string;
  readonly type: string;
}

/**
 * Differences of a resource or an output, in the order of the attributes. What comes or goes as a whole is told attribute by attribute;
 * attributes that hold nothing are left out.
 *
 * @param owner the resource
 * @param change what becomes of it
 * @param name of the value, where it is no resource
 * @throws {InputError} where values are nested too deep
 */
export function differencesOf(owner: Owner, change: ValueChange, name = ""): readonly Difference[] {
  const { address, type } = owner;
  const before = sideOf(change.before, change.beforeSensitive);
  const after = sideOf(change.after, change.afterSensitive, change.afterUnknown);
  const found: Difference[] = [];
  walk(
    { address, type, path: name === "" ? "" : extended("", name), key: name, parent: "", setting: undefined, depth: 0 },
    before,
    after,
    found,
  );
  return found;
}

function sideOf(value: unknown, sensitive: unknown, later?: unknown): Side {
  // Terraform marks what is not there with false.
  return value === undefined && typeof later !== "object" && later !== true ? nothing : { value, sensitive, later };
}

function walk(at: Position, before: Side, after: Side, found: Difference[]): void {
  if (at.depth > errors.maxDepth) throw errors.tooDeep(at.address);
  if (isWithheld(at, before) || isWithheld(at, after)) addWithheld(at.path, before, after, found);
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
    const [was, willBe] = [sideAt(before, key), sideAt(after, key)];
    // Most attributes hold nothing, or stay: that is told before anything is formed for them.
    if (!isSurelySame(was, willBe)) walk(memberOf(at, key), was, willBe, found);
  }
}

function isSurelySame({ value: was }: Side, { value: willBe, later }: Side): boolean {
  if (later === true || (typeof willBe === "object" && willBe !== null) || typeof later === "object") return false;
  return Object.is(was, willBe) || (isNothing(was) && isNothing(willBe));
}

function isWithheld(place: Place, { value, sensitive, later }: Side): boolean {
  return sensitive === true || isSecretPlace(place, later === true ? "" : value);
}

function addWithheld(path: string, before: Side, after: Side, found: Difference[]): void {
  if (after.later !== true && isSame(before.value, after.value)) return;
  const leaf: Leaf = { value: undefined, withheld: true, later: false };
  add(found, path, isEmpty(before) ? undefined : leaf, isEmpty(after) ? undefined : leaf);
}

function addLater(path: string, before: Side, found: Difference[]): void {
  add(found, path, isNothing(before.value) ? undefined : leafOf(before), {
    value: undefined,
    withheld: false,
    later: true,
  });
}

function addScalar(path: string, before: Side, after: Side, found: Difference[]): void {
  if (Object.is(before.value, after.value)) return;
  const [was, willBe] = [leafUnlessEmpty(before), leafUnlessEmpty(after)];
  if (was || willBe) add(found, path, was, willBe);
}

function add(found: Difference[], path: string, before: Leaf | undefined, after: Leaf | undefined): void {
  found.push({ path, isItem: false, before, after });
}

function isList({ value, later }: Side): boolean {
  return Array.isArray(value) || Array.isArray(later);
}
