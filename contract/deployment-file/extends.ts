import { realpathSync } from "node:fs";
import { dirname, resolve } from "node:path";

import type { DeploymentFileProblem } from "./deployment-file-error";
import * as problems from "./problems";
import { readSource, readText, sourceFile } from "./source-file";
import { isText, type MapEntry, type MapNode, type SourceFile, type SourceNode } from "./source-tree";
import { readYaml } from "./yaml-tree";

/** A file with all that it extends merged into it. */
export interface MergedFile {
  /** Undefined, with at least one problem, where nothing could be read. */
  readonly root: MapNode | undefined;
  readonly problems: readonly DeploymentFileProblem[];
  /** False where a file that is extended could not be read: what is not there may stand in it. */
  readonly isComplete: boolean;
}

/** Reads a file and what it extends. */
export function readMerged(path: string): MergedFile {
  const file = sourceFile(path);
  const source = readSource(file);
  return "problem" in source
    ? { root: undefined, problems: [source.problem], isComplete: false }
    : mergeText(source.text, file);
}

/** As `readMerged`, of a text that stands for the content of the file at the path. */
export function mergeText(text: string, file: SourceFile): MergedFile {
  const found: DeploymentFileProblem[] = [];
  const chain = [file];
  const visited = new Set([realPath(file.absolute)]);
  let { root } = add(readYaml(text, file), found);
  const layers: MapNode[] = [];
  while (root?.kind === "map") {
    layers.push(root);
    const base = baseOf(root, chain, visited, found);
    root = base === undefined ? undefined : add(readYaml(base.text, base.file), found).root;
  }
  const merged = layers.reduceRight<MapNode | undefined>(
    (base, layer) => (base ? merge(base, layer) : layer),
    undefined,
  );
  const last = layers.at(-1);
  const isComplete = last !== undefined && extendedBy(last) === undefined;
  return { root: merged && withoutExtends(merged), problems: found, isComplete };
}

function add<T extends { problems: DeploymentFileProblem[] }>(result: T, found: DeploymentFileProblem[]): T {
  found.push(...result.problems);
  return result;
}

function baseOf(
  root: MapNode,
  chain: SourceFile[],
  visited: Set<string>,
  found: DeploymentFileProblem[],
): { text: string; file: SourceFile } | undefined {
  const node = extendedBy(root);
  if (node === undefined) return undefined;
  if (!isText(node) || node.value === "") {
    found.push(problems.extendsNoPath(node));
    return undefined;
  }
  const file = sourceFile(resolve(dirname(root.file.absolute), node.written));
  const real = realPath(file.absolute);
  chain.push(file);
  if (visited.has(real)) {
    found.push(problems.extendsCircle(node, chain));
    return undefined;
  }
  visited.add(real);
  const result = readText(file.absolute);
  if ("text" in result) return { text: result.text, file };
  found.push(problems.extendsUnreadable(node, file, result.reason));
  return undefined;
}

function extendedBy(root: MapNode): SourceNode | undefined {
  const node = root.entries.get("extends")?.node;
  return node?.kind === "scalar" && node.value === null ? undefined : node;
}

/** Maps merge by key, all else replaces; null replaces too, and is left out when the file is judged. */
function merge(base: MapNode, layer: MapNode): MapNode {
  const entries = new Map<string, MapEntry>(base.entries);
  for (const [key, entry] of layer.entries) {
    const below = entries.get(key);
    entries.set(key, below === undefined ? entry : { ...entry, node: mergeNode(below.node, entry.node) });
  }
  return { ...layer, entries };
}

function mergeNode(base: SourceNode, layer: SourceNode): SourceNode {
  return base.kind === "map" && layer.kind === "map" ? merge(base, layer) : layer;
}

function withoutExtends(root: MapNode): MapNode {
  return { ...root, entries: new Map([...root.entries].filter(([key]) => key !== "extends")) };
}

/** Two paths of one file are one file; a missing file is told when it is read. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
