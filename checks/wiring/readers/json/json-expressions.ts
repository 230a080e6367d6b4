/** Values of Terraform's JSON syntax as expressions: its texts are templates. */
import type { Node } from "jsonc-parser";
import * as errors from "../errors";
import { ExpressionReader } from "../hcl/expressions";
import type { Grammar } from "../hcl/grammar";
import { templateParts } from "../hcl/templates";
import type { Expression, Position, TemplatePart } from "../module/expression";
import { type JsonTree, propertiesOf } from "./json-tree";
import { plainTemplateParts } from "./plain-template";

/** The expression that a value of a `.tf.json` file is. @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping */
export function expressionOf(node: Node, tree: JsonTree, grammar: Grammar): Expression {
  const text = (value: string, at: Position): Expression => templateOf(value, at, grammar);
  return convert(node, tree, text);
}

/** The expression that a value of a `.tfvars.json` file is: there, texts are texts. */
export function literalOf(node: Node, tree: JsonTree): Expression {
  return convert(node, tree, (value, at) => ({ kind: "literal", at, value }));
}

function convert(node: Node, tree: JsonTree, text: (value: string, at: Position) => Expression): Expression {
  const at = tree.positionOf(node);
  const properties = propertiesOf(node);
  if (properties) {
    const entries = properties.map(([key, value]) => ({ key: text(key, at), value: convert(value, tree, text) }));
    return { kind: "object", at, entries };
  }
  if (node.type === "array") {
    return { kind: "tuple", at, items: (node.children ?? []).map((item) => convert(item, tree, text)) };
  }
  const value: unknown = node.value;
  if (typeof value === "string") return text(value, at);
  return { kind: "literal", at, value: typeof value === "number" || typeof value === "boolean" ? value : null };
}

const opening = "value = <<";

/** A text of the JSON syntax as an expression. */
export function templateOf(text: string, at: Position, grammar: Grammar): Expression {
  if (!text.includes("${") && !text.includes("%{")) return { kind: "literal", at, value: text };
  const parts = plainTemplateParts(text, at) ?? parsedTemplateParts(text, at, grammar);
  const [first] = parts;
  if (first === undefined) return { kind: "literal", at, value: "" };
  if (parts.length > 1) return { kind: "template", at, parts };
  return typeof first === "string" ? { kind: "literal", at, value: first } : first;
}

/** It is parsed as a heredoc, where a backslash is a backslash, as it is here once JSON has been decoded. */
function parsedTemplateParts(text: string, at: Position, grammar: Grammar): readonly TemplatePart[] {
  let mark = "END";
  while (text.includes(mark)) mark += "_";
  const source = `${opening}${mark}\n${text}\n${mark}\n`;
  const tree = grammar.parse(source);
  try {
    if (tree.rootNode.hasError) throw errors.badTemplate(at, text);
    const [heredoc] = tree.rootNode.descendantsOfType("heredoc_template");
    if (!heredoc) throw errors.badTemplate(at, text);
    return templateParts(heredoc, new ExpressionReader(source, () => at), { dropLastNewline: true });
  } finally {
    tree.delete();
  }
}
