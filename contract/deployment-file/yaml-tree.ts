import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type YAMLMap,
} from "yaml";

import type { SourcePosition } from "../deployment";
import type { DeploymentFileProblem } from "./deployment-file-error";
import * as problems from "./problems";
import type { MapEntry, SourceFile, SourceNode } from "./source-tree";
import { pathText, type Step } from "./wording";

/** Values in one file, those behind an alias counted each time: a deployment file has some dozens. */
export const maxValues = 10_000;

/** Maps and lists inside each other: a deployment file has five. */
export const maxDepth = 20;

/** Reading stops here: what follows would be without meaning. */
class Stop extends Error {}

/**
 * Reads the text of one file as YAML 1.2 with its core schema, keeping where each value stands.
 *
 * @see https://yaml.org/spec/1.2.2/
 * @returns undefined, with at least one problem, where the text holds no map
 */
export function readYaml(
  text: string,
  file: SourceFile,
): { root: SourceNode | undefined; problems: DeploymentFileProblem[] } {
  const reader = new YamlReader(text, file);
  return { root: reader.read(), problems: reader.problems };
}

class YamlReader {
  readonly problems: DeploymentFileProblem[] = [];
  private readonly lines = new LineCounter();
  private readonly text: string;
  private readonly file: SourceFile;
  private targets: ReadonlyMap<Alias, unknown> = new Map();
  private values = 0;

  constructor(text: string, file: SourceFile) {
    this.text = text;
    this.file = file;
  }

  read(): SourceNode | undefined {
    const document = this.parse();
    if (document === undefined) return undefined;
    const { contents } = document;
    if (contents === null || (isScalar(contents) && contents.value === null)) {
      this.problems.push(problems.emptyFile(this.at(0)));
      return undefined;
    }
    try {
      const root = this.node(contents, [], 0);
      if (root.kind === "map") return root;
      this.problems.push(problems.noMap(root));
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    return undefined;
  }

  private parse(): Document | undefined {
    try {
      // Duplicate keys are found here, not by the parser, which compares every key with every other.
      const document = parseDocument(this.text, {
        lineCounter: this.lines,
        version: "1.2",
        schema: "core",
        merge: false,
        uniqueKeys: false,
        prettyErrors: false,
      });
      // Where the parser gives up depends on the room that its stack happens to have: the file as a whole is too deep.
      if (document.errors.some(({ code }) => code === "RESOURCE_EXHAUSTION")) {
        this.problems.push(problems.tooDeep(this.at(0), "", maxDepth));
        return undefined;
      }
      // One slip makes the parser complain several times at one place; the first complaint names it.
      const told = new Set<number>();
      for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
        if (!told.has(pos[0])) this.problems.push(parserProblem(code, message, this.at(pos[0])));
        told.add(pos[0]);
      }
      this.targets = aliasTargets(document);
      return this.problems.length > 0 ? undefined : document;
    } catch (error) {
      // The parser is recursive: thousands of nested brackets end its stack.
      if (!(error instanceof RangeError)) throw error;
      this.problems.push(problems.tooDeep(this.at(0), "", maxDepth));
      return undefined;
    }
  }

  private node(yaml: unknown, path: readonly Step[], fallback: number): SourceNode {
    const offset = offsetOf(yaml) ?? fallback;
    const common = { file: this.file, position: this.at(offset), path };
    this.values += 1;
    if (this.values > maxValues) this.stop(problems.tooManyValues(common.position, pathText(path), maxValues));
    if (path.length > maxDepth) this.stop(problems.tooDeep(common.position, pathText(path), maxDepth));
    if (isAlias(yaml)) return this.node(this.target(yaml, common.position, path), path, offset);
    if (isMap(yaml)) return { ...common, kind: "map", entries: this.entries(yaml, path, offset) };
    if (isSeq(yaml)) {
      return {
        ...common,
        kind: "list",
        items: yaml.items.map((item, index) => this.node(item, [...path, index], offset)),
      };
    }
    const value: unknown = isScalar(yaml) ? yaml.value : yaml;
    const written = isScalar(yaml) && yaml.source !== undefined ? yaml.source : String(value);
    switch (typeof value) {
      case "string":
        this.checkCharacters(value, common.position, path);
        return { ...common, kind: "scalar", value: value.normalize("NFC"), written };
      case "number":
      case "bigint":
      case "boolean":
        return { ...common, kind: "scalar", value, written };
      default:
        return { ...common, kind: "scalar", value: null, written };
    }
  }

  private entries(map: YAMLMap, path: readonly Step[], fallback: number): ReadonlyMap<string, MapEntry> {
    const entries = new Map<string, MapEntry>();
    for (const pair of map.items) {
      const offset = offsetOf(pair.key) ?? fallback;
      const keyPosition = this.at(offset);
      const key = this.key(pair.key, keyPosition, path);
      if (key === undefined) continue;
      const first = entries.get(key);
      if (first !== undefined) {
        this.problems.push(problems.duplicateKey(keyPosition, [...path, key], first.keyPosition));
        continue;
      }
      entries.set(key, { keyPosition, node: this.node(pair.value, [...path, key], offset) });
    }
    return entries;
  }

  private key(yaml: unknown, position: SourcePosition, path: readonly Step[]): string | undefined {
    const target = isAlias(yaml) ? this.target(yaml, position, path) : yaml;
    const value: unknown = isScalar(target) ? target.value : target;
    // A key that looks like a number or boolean is a text all the same: tags may have such names.
    const key = isScalar(target) && typeof value !== "string" && value !== null ? target.source : value;
    if (typeof key !== "string" || key === "__proto__") {
      this.problems.push(problems.unusableKey(position, pathText(path), typeof key === "string" ? key : undefined));
      return undefined;
    }
    this.checkCharacters(key, position, path);
    return key.normalize("NFC");
  }

  private target(alias: Alias, position: SourcePosition, path: readonly Step[]): unknown {
    // A circle of aliases ends at the greatest depth, as any other nesting does.
    return this.targets.get(alias) ?? this.stop(problems.unknownAlias(position, pathText(path), alias.source));
  }

  private checkCharacters(text: string, position: SourcePosition, path: readonly Step[]): void {
    // Terraform reads JSON, whose texts are Unicode: half a surrogate pair would arrive as another character.
    const found = /[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.exec(text.replaceAll(/[\n\t]/g, ""));
    if (found !== null) this.problems.push(problems.forbiddenCharacter(position, pathText(path), text, found[0]));
  }

  private at(offset: number): SourcePosition {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file.shown, line: Math.max(1, line), column: Math.max(1, col) };
  }

  private stop(problem: DeploymentFileProblem): never {
    this.problems.push(problem);
    throw new Stop();
  }
}

function parserProblem(code: string, message: string, at: SourcePosition): DeploymentFileProblem {
  switch (code) {
    case "MULTIPLE_DOCS":
      return problems.severalDocuments(at);
    default:
      return problems.notYaml(at, message);
  }
}

/** An alias stands for the last node before it that carries its anchor. */
function aliasTargets(document: Document): ReadonlyMap<Alias, unknown> {
  const anchors = new Map<string, unknown>();
  const targets = new Map<Alias, unknown>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) targets.set(node, anchors.get(node.source));
      else if ("anchor" in node && node.anchor) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function offsetOf(yaml: unknown): number | undefined {
  const { range } = (typeof yaml === "object" && yaml !== null ? yaml : {}) as {
    range?: [number, number, number] | null;
  };
  return range?.[0];
}
