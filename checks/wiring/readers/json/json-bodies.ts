/** A `.tf.json` file as a body. The syntax tells no nested block from an argument: what speaks to Terraform itself is known by its name. */
import type { Node } from "jsonc-parser";
import * as errors from "../errors";
import type { Grammar } from "../hcl/grammar";
import type { Attribute, Body, NestedBlock } from "../module/definition";
import type { Expression } from "../module/expression";
import { expressionOf } from "./json-expressions";
import { type JsonTree, propertiesOf, readJsonTree } from "./json-tree";

/** Labels of the blocks of a file. */
const labelCounts: ReadonlyMap<string, number> = new Map([
  ["resource", 2],
  ["data", 2],
  ["variable", 1],
  ["output", 1],
  ["module", 1],
  ["locals", 0],
]);

/** Names that are always blocks in a block. */
const nestedIn: ReadonlyMap<string, readonly string[]> = new Map([
  ["resource", ["lifecycle", "provisioner", "connection"]],
  ["data", ["lifecycle"]],
  ["lifecycle", ["precondition", "postcondition"]],
  ["variable", ["validation"]],
  ["dynamic", ["content"]],
]);

/** Reads the text of a `.tf.json` file. */
export function readJsonBody(text: string, file: string, grammar: Grammar): Body {
  const tree = readJsonTree(text, file);
  const properties = propertiesOf(tree.root);
  if (!properties) throw errors.notABlock(tree.positionOf(tree.root), "A .tf.json file");
  const reader = new BodyReader(tree, grammar);
  const blocks = properties.flatMap(([type, node]) => {
    const labels = labelCounts.get(type);
    return labels === undefined ? [] : reader.labelled(type, labels, [], node);
  });
  return { attributes: new Map(), blocks };
}

class BodyReader {
  private readonly tree: JsonTree;
  private readonly grammar: Grammar;

  constructor(tree: JsonTree, grammar: Grammar) {
    this.tree = tree;
    this.grammar = grammar;
  }

  /** Blocks with labels: objects in objects, or lists of them at any level. */
  labelled(type: string, count: number, labels: readonly string[], node: Node): NestedBlock[] {
    if (node.type === "array") return (node.children ?? []).flatMap((item) => this.labelled(type, count, labels, item));
    const properties = propertiesOf(node);
    if (!properties) throw errors.notABlock(this.tree.positionOf(node), ["The block", type, ...labels].join(" "));
    if (labels.length === count) return [this.block(type, labels, node, properties)];
    return properties
      .filter(([label]) => label !== "//")
      .flatMap(([label, inner]) => this.labelled(type, count, [...labels, label], inner));
  }

  private block(
    type: string,
    labels: readonly string[],
    node: Node,
    properties: readonly (readonly [string, Node])[],
  ): NestedBlock {
    const attributes = new Map<string, Attribute>();
    const blocks: NestedBlock[] = [];
    for (const [name, value] of properties) {
      if (name === "//") continue;
      if (nestedIn.get(type)?.includes(name) === true) blocks.push(...this.labelled(name, 0, [], value));
      else if (name === "dynamic" && type !== "locals") blocks.push(...this.labelled(name, 1, [], value));
      else if (attributes.has(name)) throw errors.duplicate(this.tree.positionOf(value), `The argument ${name}`);
      else attributes.set(name, new JsonAttribute(value, this.tree, this.grammar));
    }
    return { type, labels, body: { attributes, blocks }, at: this.tree.positionOf(node) };
  }
}

/** Converted when it is asked for: of a large stack, few arguments matter. */
class JsonAttribute implements Attribute {
  private readonly node: Node;
  private readonly tree: JsonTree;
  private readonly grammar: Grammar;
  private converted: Expression | undefined;

  constructor(node: Node, tree: JsonTree, grammar: Grammar) {
    this.node = node;
    this.tree = tree;
    this.grammar = grammar;
  }

  get expression(): Expression {
    this.converted ??= expressionOf(this.node, this.tree, this.grammar);
    return this.converted;
  }

  get text(): string {
    const value: unknown = this.node.value;
    if (typeof value !== "string") return this.tree.text.slice(this.node.offset, this.node.offset + this.node.length);
    return /^\$\{(.*)\}$/s.exec(value)?.[1] ?? value;
  }
}
