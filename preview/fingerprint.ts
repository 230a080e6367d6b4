/**
 * Tells one change from another without telling what is secret in it. Two plans of the same change on the same state have the same
 * fingerprint; another address, action, order, or value that may be shown makes another one. Of a secret, only that it changes counts.
 */
import { createHash, type Hash } from "node:crypto";
import type { Discretion, Leaf, LeafList } from "./discretion/discretion";
import { withinLimit } from "./discretion/masks";
import { differencesOf } from "./plan/differences";
import { changesNothing, type OutputChange, type Plan, type ResourceChange } from "./plan/plan";
import type { Difference } from "./plan/sides";
import type { Preview } from "./preview";

/**
 * The fingerprint of the plans of a preview, in whatever order they were given.
 *
 * @returns 64 hexadecimal digits
 * @throws {InputError} where values are nested too deep, or masks take too long
 */
export function fingerprint({ plans, discretion }: Preview): string {
  return withinLimit(discretion.masks, () => {
    const hash = createHash("sha256");
    const all = plans.map(({ plan }) => plan).toSorted((one, other) => compared(one.name, other.name));
    for (const plan of all) add(hash, plan, discretion);
    return hash.digest("hex");
  });
}

function add(hash: Hash, plan: Plan, discretion: Discretion): void {
  hash.update(
    entry(discretion, "plan", plan.name, changesNothing(plan) ? "nothing" : "something", String(plan.complete)),
  );
  const resources = plan.resources
    .filter(({ kind }) => kind !== "none")
    .toSorted((one, other) => compared(one.address, other.address) || compared(one.deposed, other.deposed));
  for (const change of resources) addResource(hash, change, discretion);
  for (const change of plan.outputs.toSorted((one, other) => compared(one.name, other.name))) {
    if (change.kind !== "none") addOutput(hash, change, discretion);
  }
}

function addResource(hash: Hash, change: ResourceChange, discretion: Discretion): void {
  const { address, deposed, previousAddress, kind, createdFirst, replacedBy } = change;
  const order = createdFirst === undefined ? "" : createdFirst ? "created first" : "destroyed first";
  hash.update(entry(discretion, "resource", address, deposed, previousAddress, kind, order, ...replacedBy));
  addDifferences(hash, differencesOf(change, change.values), discretion);
}

function addOutput(hash: Hash, { name, kind, values }: OutputChange, discretion: Discretion): void {
  hash.update(entry(discretion, "output", name, kind));
  addDifferences(hash, differencesOf({ address: name, type: "output" }, values, name), discretion);
}

function addDifferences(hash: Hash, differences: readonly Difference[], discretion: Discretion): void {
  const shown = (leaf: Leaf | LeafList | undefined): string => (leaf === undefined ? "" : discretion.value(leaf));
  let text = "";
  for (const { path, isItem, before, after } of differences) {
    text += `${discretion.text(path)}${isItem ? "[]" : ""}\u0000${shown(before)}\u0000${shown(after)}\n`;
  }
  hash.update(text);
}

function entry(discretion: Discretion, ...facts: readonly (string | undefined)[]): string {
  return `${JSON.stringify(facts.map((fact) => discretion.text(fact ?? "")))}\n`;
}

/** An order that hangs on no language. */
function compared(one = "", other = ""): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
