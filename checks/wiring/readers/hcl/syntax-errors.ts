/** Where the syntax of a file is wrong. */
import type { Node } from "web-tree-sitter";
import * as errors from "../errors";
import type { InputError } from "../input-error";
import type { Position } from "../module/expression";

/** The first error of a tree; undefined where there is none. */
export function firstSyntaxError(
  root: Node,
  text: string,
  positionOf: (node: Node) => Position,
): InputError | undefined {
  if (!root.hasError) return undefined;
  let node = root;
  for (;;) {
    if (node.isMissing) return errors.missingToken(positionOf(node), node.type);
    if (node.isError) return inside(node, text, positionOf);
    const inner = node.children.find((child) => child.isError || child.isMissing || child.hasError);
    if (inner === undefined) return errors.syntaxError(positionOf(node), restOfLine(text, node.startIndex));
    node = inner;
  }
}

/** An error may span a whole file: what was understood are its children, and it is wrong where the last of them stands. */
function inside(error: Node, text: string, positionOf: (node: Node) => Position): InputError {
  const deeper = error.children.findLast((child) => child.isError);
  const last = deeper ?? error.lastChild ?? error;
  return errors.syntaxError(positionOf(last), restOfLine(text, last.startIndex));
}

function restOfLine(text: string, from: number): string {
  const end = text.indexOf("\n", from);
  return text.slice(from, end < 0 ? undefined : end).trim();
}
