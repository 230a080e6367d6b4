/** Where the syntax of a file is wrong. */
import type { Node } from "web-tree-sitter";
import * as errors from "../errors";
import type { InputError } from "../input-error";
import type { Position } from "../module/expression";

/** The first error of a tree; undefined where there is none. */
export function firstSyntaxError(root: Node, positionOf: (node: Node) => Position): InputError | undefined {
  if (!root.hasError) return undefined;
  let node = root;
  for (;;) {
    if (node.isMissing) return errors.missingToken(positionOf(node), node.type);
    const inner = node.children.find((child) => child.isError || child.isMissing || child.hasError);
    if (inner === undefined || node.isError) return errors.syntaxError(positionOf(node), firstLine(node));
    node = inner;
  }
}

function firstLine(node: Node): string {
  return node.text.trim().split("\n", 1)[0] ?? "";
}
