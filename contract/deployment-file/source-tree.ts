import type { SourcePosition } from "../deployment";
import { pathText, type Step } from "./wording";

/** A file that was read: itself, or one that it extends. */
export interface SourceFile {
  /** Absolute path. */
  readonly absolute: string;
  /** Path as it is shown to a person. */
  readonly shown: string;
}

interface Node {
  /** File in which the value stands: another one than the deployment file where it came by `extends`. */
  readonly file: SourceFile;
  readonly position: SourcePosition;
  readonly path: readonly Step[];
}

/** A text, number, boolean or null. */
export interface ScalarNode extends Node {
  readonly kind: "scalar";
  /** Texts are in Unicode Normalization Form C, the form in which Terraform keeps every string. */
  readonly value: string | number | bigint | boolean | null;
  /** As it stands in the file, without quotes: what `0613` was before YAML made a number of it. */
  readonly written: string;
}

/** A list. */
export interface ListNode extends Node {
  readonly kind: "list";
  readonly items: readonly SourceNode[];
}

/** One key of a map with its value. */
export interface MapEntry {
  readonly keyPosition: SourcePosition;
  readonly node: SourceNode;
}

/** A map. */
export interface MapNode extends Node {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
}

/** What a file holds, each value with its position. */
export type SourceNode = ScalarNode | ListNode | MapNode;

/** The value at a path. */
export function nodeAt(root: SourceNode, path: readonly Step[]): SourceNode | undefined {
  let node: SourceNode | undefined = root;
  for (const step of path) {
    if (node?.kind === "map") node = node.entries.get(String(step))?.node;
    else if (node?.kind === "list" && typeof step === "number") node = node.items[step];
    else return undefined;
  }
  return node;
}

/** The entries of the map at a path; none where it is absent or no map. */
export function entriesAt(root: SourceNode, ...path: Step[]): ReadonlyMap<string, MapEntry> {
  const node = nodeAt(root, path);
  return node?.kind === "map" ? withoutNull(node.entries) : new Map<string, MapEntry>();
}

/** The items of the list at a path; none where it is absent or no list. */
export function itemsAt(root: SourceNode, ...path: Step[]): readonly SourceNode[] {
  const node = nodeAt(root, path);
  return node?.kind === "list" ? node.items : [];
}

/** The text at a path. */
export function textAt(root: SourceNode, ...path: Step[]): (ScalarNode & { readonly value: string }) | undefined {
  const node = nodeAt(root, path);
  return node !== undefined && isText(node) ? node : undefined;
}

/** Whether a value is a text. */
export function isText(node: SourceNode): node is ScalarNode & { readonly value: string } {
  return node.kind === "scalar" && typeof node.value === "string";
}

/** Where to show a mistake at a path: the value, else its key, else the nearest map around it. */
export function placeOf(root: SourceNode, path: readonly Step[]): { position: SourcePosition; path: string } {
  let node: SourceNode = root;
  let { position } = root;
  for (const step of path) {
    const entry: MapEntry | undefined = node.kind === "map" ? node.entries.get(String(step)) : undefined;
    const next: SourceNode | undefined =
      entry?.node ?? (node.kind === "list" && typeof step === "number" ? node.items[step] : undefined);
    if (next === undefined) break;
    // A map or list begins below its key; the key is what a person looks for.
    position = next.kind === "scalar" || entry === undefined ? next.position : entry.keyPosition;
    node = next;
  }
  return { position, path: pathText(path) };
}

/**
 * What the schema judges. Keys whose value is null are left out: null removes what `extends` brought, and a key with
 * nothing after it says nothing. Maps have no prototype, so that no key means anything to JavaScript.
 */
export function plainValue(node: SourceNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainValue);
    case "map": {
      const value = Object.create(null) as Record<string, unknown>;
      for (const [key, entry] of withoutNull(node.entries)) value[key] = plainValue(entry.node);
      return value;
    }
  }
}

function withoutNull(entries: ReadonlyMap<string, MapEntry>): ReadonlyMap<string, MapEntry> {
  return new Map([...entries].filter(([, { node }]) => node.kind !== "scalar" || node.value !== null));
}
