/** From the nodes of tree-sitter to bodies: arguments and nested blocks. */
import type { Node } from "web-tree-sitter";
import * as errors from "../errors";
import type { Attribute, Body, NestedBlock } from "../module/definition";
import { ExpressionReader } from "./expressions";
import { firstSyntaxError } from "./syntax-errors";
import type { Grammar } from "./grammar";
import { unescaped } from "./template-text";

/** Reads the text of a `.tf` or `.tfvars` file. */
export function readHcl(text: string, file: string, grammar: Grammar): Body {
  const tree = grammar.parse(text);
  try {
    const positionOf = (node: Node): { file: string; line: number; column: number } => ({
      file,
      line: node.startPosition.row + 1,
      column: node.startPosition.column + 1,
    });
    const error = firstSyntaxError(tree.rootNode, text, positionOf);
    if (error) throw error;
    const body = tree.rootNode.namedChildren.find(({ type }) => type === "body");
    return bodyOf(body, new ExpressionReader(text, positionOf), 0);
  } finally {
    tree.delete();
  }
}

function bodyOf(node: Node | undefined, reader: ExpressionReader, depth: number): Body {
  const attributes = new Map<string, Attribute>();
  const blocks: NestedBlock[] = [];
  for (const child of node?.namedChildren ?? []) {
    if (child.type === "attribute") addAttribute(child, attributes, reader);
    if (child.type === "block") blocks.push(blockOf(child, reader, depth + 1));
  }
  return { attributes, blocks };
}

function addAttribute(node: Node, attributes: Map<string, Attribute>, reader: ExpressionReader): void {
  const [name, expression] = node.namedChildren.filter(({ type }) => type !== "comment");
  if (!name || !expression) throw errors.syntaxError(reader.positionOf(node), node.text);
  if (attributes.has(name.text)) throw errors.duplicate(reader.positionOf(node), `The argument ${name.text}`);
  attributes.set(name.text, {
    expression: reader.expression(expression),
    text: reader.text.slice(expression.startIndex, expression.endIndex),
  });
}

function blockOf(node: Node, reader: ExpressionReader, depth: number): NestedBlock {
  const at = reader.positionOf(node);
  if (depth > errors.maxDepth) throw errors.tooDeep(at);
  const words = node.namedChildren.filter(({ type }) => type === "identifier" || type === "string_lit");
  const [type = "", ...labels] = words.map((word) =>
    word.type === "string_lit" ? unescaped(word.text.slice(1, -1)) : word.text,
  );
  const body = node.namedChildren.find((child) => child.type === "body");
  return { type, labels, body: bodyOf(body, reader, depth), at };
}
