/** JSON that a person may have written, with the position of everything in it. */
import { type Node, parseTree, type ParseError, printParseErrorCode } from "jsonc-parser";
import * as errors from "../errors";
import type { Position } from "../module/expression";

/** A parsed file. */
export interface JsonTree {
  readonly root: Node;
  readonly text: string;
  readonly positionOf: (node: Node) => Position;
}

/** How JSON is read. */
interface JsonOptions {
  /** @default false: Terraform takes none */
  readonly comments?: boolean;
}

/** Parses JSON; fails at the first mistake. */
export function readJsonTree(text: string, file: string, { comments = false }: JsonOptions = {}): JsonTree {
  const position = positions(text, file);
  refuseDeepNesting(text, position);
  const problems: ParseError[] = [];
  const root = parseTree(text, problems, { disallowComments: !comments, allowTrailingComma: false });
  const [first] = problems;
  if (first) throw errors.notJsonAt(position(first.offset), words(printParseErrorCode(first.error)));
  if (root === undefined) throw errors.notJsonAt(position(0), "the file is empty");
  return { root, text, positionOf: (node) => position(node.offset) };
}

/** `CloseBraceExpected` as `close brace expected`. */
function words(code: string): string {
  return code.replace(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();
}

/** The parser is recursive: what would exhaust the stack is told before. */
function refuseDeepNesting(text: string, position: (offset: number) => Position): void {
  let depth = 0;
  let inText = false;
  for (let offset = 0; offset < text.length; offset += 1) {
    const sign = text[offset];
    if (inText) {
      if (sign === "\\") offset += 1;
      else if (sign === '"' || sign === "\n") inText = false;
    } else if (sign === '"') inText = true;
    else if (sign === "{" || sign === "[") {
      depth += 1;
      if (depth > errors.maxDepth) throw errors.tooDeep(position(offset));
    } else if (sign === "}" || sign === "]") depth -= 1;
  }
}

function positions(text: string, file: string): (offset: number) => Position {
  let starts: readonly number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The properties of an object, in order, each key as often as it is written; undefined for anything else. */
export function propertiesOf(node: Node): readonly (readonly [string, Node])[] | undefined {
  if (node.type !== "object") return undefined;
  return (node.children ?? []).flatMap(({ children = [] }) => {
    const [key, value] = children;
    return key && value ? [[String(key.value), value] as const] : [];
  });
}
