/** From the nodes of tree-sitter to expressions. The grammar hides its terms, so the nodes of an operand lie side by side. */
import type { Node } from "web-tree-sitter";
import * as errors from "../errors";
import type { Expression, ObjectEntry, Position, Step } from "../module/expression";
import { templateParts, type TemplateReader } from "./templates";

/** Turns the nodes of one text into expressions. */
export class ExpressionReader implements TemplateReader {
  readonly text: string;
  readonly positionOf: (node: Node) => Position;
  private depth = 0;

  constructor(text: string, positionOf: (node: Node) => Position) {
    this.text = text;
    this.positionOf = positionOf;
  }

  /** A node `expression`, or anything that holds one term and what is done to it. */
  expression(node: Node): Expression {
    if (this.depth >= errors.maxDepth) throw errors.tooDeep(this.positionOf(node));
    this.depth += 1;
    try {
      return this.terms(meaningful(node));
    } finally {
      this.depth -= 1;
    }
  }

  /** One operand: a term, then accesses. */
  private terms(nodes: readonly Node[]): Expression {
    const [first] = nodes;
    if (first === undefined) throw new Error("The grammar has no expression without a term.");
    const inParentheses = first.type === "(";
    const inner = inParentheses ? nodes[1] : first;
    if (inner === undefined) throw new Error("The grammar has no parentheses without an expression.");
    const from = this.term(inner);
    const steps = nodes.slice(inParentheses ? 3 : 1).flatMap((node) => this.steps(node));
    return steps.length === 0 ? from : { kind: "access", at: this.positionOf(first), from, steps };
  }

  private term(node: Node): Expression {
    const at = this.positionOf(node);
    switch (node.type) {
      case "expression":
        return this.expression(node);
      case "literal_value":
        return this.literal(node, at);
      case "template_expr":
        return this.template(only(node), at);
      case "collection_value":
        return this.collection(only(node), at);
      case "variable_expr":
        return { kind: "variable", at, name: node.text };
      case "function_call":
        return this.call(node, at);
      case "for_expr":
        return this.for(only(node), at);
      case "conditional": {
        const [condition, yes, no] = node.namedChildren.filter(({ type }) => type === "expression");
        if (!condition || !yes || !no) throw errors.syntaxError(at, node.text);
        return {
          kind: "conditional",
          at,
          condition: this.expression(condition),
          yes: this.expression(yes),
          no: this.expression(no),
        };
      }
      case "operation":
        return this.operation(only(node), at);
      default:
        throw errors.syntaxError(at, node.text);
    }
  }

  private literal(node: Node, at: Position): Expression {
    const literal = only(node);
    switch (literal.type) {
      case "string_lit":
        return this.template(literal, at);
      case "numeric_lit":
        return { kind: "literal", at, value: Number(literal.text) };
      case "bool_lit":
        return { kind: "literal", at, value: literal.text === "true" };
      default:
        return { kind: "literal", at, value: null };
    }
  }

  private template(node: Node, at: Position): Expression {
    const parts = templateParts(node, this);
    const [first] = parts;
    if (parts.length === 0) return { kind: "literal", at, value: "" };
    if (parts.length > 1 || first === undefined) return { kind: "template", at, parts };
    // A template of one interpolation is that expression, whatever its type.
    return typeof first === "string" ? { kind: "literal", at, value: first } : first;
  }

  private collection(node: Node, at: Position): Expression {
    if (node.type === "tuple") {
      const items = node.namedChildren.filter(({ type }) => type === "expression");
      return { kind: "tuple", at, items: items.map((item) => this.expression(item)) };
    }
    return { kind: "object", at, entries: this.entries(node) };
  }

  private entries(node: Node): ObjectEntry[] {
    return node.namedChildren
      .filter(({ type }) => type === "object_elem")
      .map((element) => {
        const [key, value] = element.namedChildren.filter(({ type }) => type === "expression");
        if (!key || !value) throw errors.syntaxError(this.positionOf(element), element.text);
        const [word, ...more] = meaningful(key);
        const isWord = word?.type === "variable_expr" && more.length === 0;
        return {
          key: isWord ? { kind: "literal", at: this.positionOf(key), value: word.text } : this.expression(key),
          value: this.expression(value),
        };
      });
  }

  private call(node: Node, at: Position): Expression {
    const inputs = node.namedChildren.find(({ type }) => type === "function_arguments");
    const children = inputs?.namedChildren ?? [];
    return {
      kind: "call",
      at,
      name: only(node).text,
      inputs: children.filter(({ type }) => type === "expression").map((input) => this.expression(input)),
      spread: children.some(({ type }) => type === "ellipsis"),
    };
  }

  private for(node: Node, at: Position): Expression {
    const children = node.namedChildren;
    const intro = children.find(({ type }) => type === "for_intro");
    const names = intro?.namedChildren.filter(({ type }) => type === "identifier").map(({ text }) => text) ?? [];
    const collection = intro?.namedChildren.find(({ type }) => type === "expression");
    const results = children.filter(({ type }) => type === "expression");
    const condition = children.find(({ type }) => type === "for_cond")?.namedChildren.find(isExpression);
    const value = results.at(-1);
    const valueName = names.at(-1);
    if (!collection || !value || valueName === undefined) throw errors.syntaxError(at, node.text);
    return {
      kind: "for",
      at,
      keyName: names.length > 1 ? names[0] : undefined,
      valueName,
      collection: this.expression(collection),
      condition: condition && this.expression(condition),
      key: node.type === "for_object_expr" && results[0] ? this.expression(results[0]) : undefined,
      value: this.expression(value),
      grouped: children.some(({ type }) => type === "ellipsis"),
    };
  }

  private operation(node: Node, at: Position): Expression {
    const children = meaningful(node);
    const isUnary = node.type === "unary_operation";
    const split = isUnary
      ? 0
      : children.findIndex((child) => !child.isNamed && child.type !== "(" && child.type !== ")");
    const operator = children[split]?.type ?? "";
    const operands = isUnary ? [children.slice(1)] : [children.slice(0, split), children.slice(split + 1)];
    return this.nested(node, () => ({
      kind: "operation",
      at,
      operator,
      operands: operands.map((operand) => this.terms(operand)),
    }));
  }

  /** Operations nest without a node `expression` between them. */
  private nested(node: Node, read: () => Expression): Expression {
    if (this.depth >= errors.maxDepth) throw errors.tooDeep(this.positionOf(node));
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }

  private steps(node: Node): Step[] {
    switch (node.type) {
      case "get_attr":
        return [{ kind: "attribute", name: only(node).text }];
      case "index":
        return this.index(only(node));
      case "splat":
        return [{ kind: "each" }, ...only(node).namedChildren.flatMap((inner) => this.steps(inner))];
      default:
        return [];
    }
  }

  private index(node: Node): Step[] {
    const key = node.namedChildren.find(isExpression);
    if (key) return [{ kind: "index", key: this.expression(key) }];
    return [{ kind: "index", key: { kind: "literal", at: this.positionOf(node), value: Number(node.text.slice(1)) } }];
  }
}

function isExpression(node: Node): boolean {
  return node.type === "expression";
}

function meaningful(node: Node): readonly Node[] {
  return node.children.filter(({ type }) => type !== "comment");
}

function only(node: Node): Node {
  const child = node.namedChildren.find(({ type }) => type !== "comment");
  if (child === undefined) throw new Error(`The grammar has no empty node ${node.type}.`);
  return child;
}
