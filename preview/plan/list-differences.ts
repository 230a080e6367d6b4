/** Differences of lists: single values by what they are, objects by their names, and only what has none by its place. */
import { member } from "../../checks/wiring/readers/generated/json-object";
import type { LeafList } from "../discretion/discretion";
import {
  type Difference,
  isCompound,
  isEmpty,
  itemOf,
  keysOf,
  leafOf,
  leafUnlessEmpty,
  memberOf,
  nothing,
  type Position,
  type Side,
  sideAt,
} from "./sides";

/** Adds what differs at a position. */
export type Walk = (at: Position, before: Side, after: Side, found: Difference[]) => void;

/** Adds what differs between two lists; a side that is no list is an empty one. */
export function listDifferences(at: Position, before: Side, after: Side, found: Difference[], walk: Walk): void {
  const [was, willBe] = [itemsOf(before), itemsOf(after)];
  if (!was.some(isCompound) && !willBe.some(isCompound)) {
    addSingles(at.path, was, willBe, found);
    return;
  }
  const [namesBefore, namesAfter] = [namesOf(was), namesOf(willBe)];
  if (namesBefore && namesAfter) {
    walkNamed(at, namesBefore, namesAfter, found, walk);
    return;
  }
  for (let index = 0; index < Math.max(was.length, willBe.length); index += 1) {
    walk(itemOf(at, index), was[index] ?? nothing, willBe[index] ?? nothing, found);
  }
}

function itemsOf(side: Side): readonly Side[] {
  const items: Side[] = [];
  const length = Math.max(lengthOf(side.value), lengthOf(side.later));
  for (let index = 0; index < length; index += 1) items.push(sideAt(side, index));
  return items;
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** What was added and what was removed; where only the order differs, both lists. */
function addSingles(path: string, was: readonly Side[], willBe: readonly Side[], found: Difference[]): void {
  if (was.length === 0 || willBe.length === 0) {
    const [before, after] = [was, willBe].map((sides) => (sides.length === 0 ? undefined : listOf(sides)));
    if (before || after) found.push({ path, isItem: false, before, after });
    return;
  }
  const left = new Map<string, number>();
  for (const side of was) left.set(keyOf(side), (left.get(keyOf(side)) ?? 0) + 1);
  const take = (side: Side): boolean => {
    const count = left.get(keyOf(side)) ?? 0;
    if (count > 0) left.set(keyOf(side), count - 1);
    return count > 0;
  };
  const added = willBe.filter((side) => side.later === true || !take(side));
  const removed = was.filter(take);
  for (const side of removed) found.push({ path, isItem: true, before: leafOf(side), after: undefined });
  for (const side of added) found.push({ path, isItem: true, before: undefined, after: leafOf(side) });
  if (removed.length + added.length > 0) return;
  const isMoved = was.some((side, index) => keyOf(side) !== keyOf(willBe[index] ?? nothing));
  if (isMoved) found.push({ path, isItem: false, before: listOf(was), after: listOf(willBe) });
}

function listOf(sides: readonly Side[]): LeafList {
  return { items: sides.map(leafOf) };
}

function keyOf({ value }: Side): string {
  return `${typeof value}:${String(value)}`;
}

/** Objects by their names; undefined where one has none that may be shown, or two have the same. */
function namesOf(items: readonly Side[]): ReadonlyMap<string, Side> | undefined {
  const named = new Map<string, Side>();
  for (const item of items) {
    const { value, sensitive } = sideAt(item, "name");
    if (typeof value !== "string" || sensitive === true || named.has(value)) return undefined;
    named.set(value, item);
  }
  return named;
}

function walkNamed(
  at: Position,
  was: ReadonlyMap<string, Side>,
  willBe: ReadonlyMap<string, Side>,
  found: Difference[],
  walk: Walk,
): void {
  for (const name of new Set([...was.keys(), ...willBe.keys()])) {
    const [before, after] = [was.get(name) ?? nothing, willBe.get(name) ?? nothing];
    const inner = itemOf(at, name);
    // The path tells the name already.
    const keys = keysOf(before.value, after.value, after.later).filter((key) => key !== "name");
    for (const key of keys) walk(memberOf(inner, key, name), sideAt(before, key), sideAt(after, key), found);
    const comesOrGoes = isEmpty(before) !== isEmpty(after);
    if (comesOrGoes && !keys.some((key) => hasValue(before, key) || hasValue(after, key))) {
      found.push({ path: inner.path, isItem: false, before: leafUnlessEmpty(before), after: leafUnlessEmpty(after) });
    }
  }
}

function hasValue(side: Side, key: string): boolean {
  return member(side.later, key) === true || !isEmpty(sideAt(side, key));
}
