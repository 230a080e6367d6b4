/** The parts of a quoted template or a heredoc. */
import type { Node } from "web-tree-sitter";
import type { Expression, Position, TemplatePart } from "../module/expression";
import { unescaped, withoutDoubledSigns, withoutIndentation } from "./template-text";

/** What the parts need of the expressions around them. */
export interface TemplateReader {
  readonly text: string;
  readonly positionOf: (node: Node) => Position;
  readonly expression: (node: Node) => Expression;
}

/** A piece that is no text, with where it begins and ends, and whether it strips the blanks before and after itself. */
interface Gap {
  readonly start: number;
  readonly end: number;
  readonly expression: Expression;
  readonly stripsBefore: boolean;
  readonly stripsAfter: boolean;
}

/** How a template is read. */
interface TemplateOptions {
  /** The heredoc stands for a text that does not end in a newline. @default false: every heredoc ends in one */
  readonly dropLastNewline?: boolean;
}

/** Parts of a node `quoted_template`, `string_lit` or `heredoc_template`; no part is an empty text. */
export function templateParts(
  node: Node,
  reader: TemplateReader,
  { dropLastNewline = false }: TemplateOptions = {},
): readonly TemplatePart[] {
  const heredoc = node.type === "heredoc_template";
  const [begin, last] = heredoc ? heredocContent(node, reader.text) : [node.startIndex + 1, node.endIndex - 1];
  const end = dropLastNewline ? last - 1 : last;
  const indented = heredoc && node.firstChild?.text === "<<-";
  const gaps = node.namedChildren.flatMap((child) => gapOf(child, reader));
  // Texts are taken from between the gaps: the grammar leaves blanks out of its literals.
  const raw = split(reader.text, begin, end, gaps);
  const parts = indented ? withoutIndentation(raw) : raw;
  const meaning = heredoc ? withoutDoubledSigns : unescaped;
  return parts.map((part) => (typeof part === "string" ? meaning(part) : part)).filter((part) => part !== "");
}

/** From the line after the identifier to the line of the closing one. */
function heredocContent(node: Node, text: string): readonly [number, number] {
  const begin = text.indexOf("\n", node.startIndex) + 1;
  const closing = node.lastChild?.startIndex ?? node.endIndex;
  return [begin, Math.max(begin, text.lastIndexOf("\n", closing - 1) + 1)];
}

function gapOf(node: Node, reader: TemplateReader): Gap[] {
  const { startIndex: start, endIndex: end } = node;
  if (node.type === "template_directive") {
    const reason = "it is a template with %{ … } directives";
    const expression: Expression = { kind: "opaque", at: reader.positionOf(node), reason };
    return [{ start, end, expression, stripsBefore: false, stripsAfter: false }];
  }
  if (node.type !== "template_interpolation") return [];
  const inner = node.namedChildren.find(({ type }) => type === "expression");
  const expression: Expression = inner
    ? reader.expression(inner)
    : { kind: "opaque", at: reader.positionOf(node), reason: "its interpolation is empty" };
  const text = reader.text.slice(start, end);
  return [{ start, end, expression, stripsBefore: text.startsWith("${~"), stripsAfter: text.endsWith("~}") }];
}

function split(text: string, begin: number, end: number, gaps: readonly Gap[]): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = begin;
  let stripped = false;
  const addText = (to: number, strips: boolean): void => {
    let piece = text.slice(from, to);
    if (stripped) piece = piece.trimStart();
    parts.push(strips ? piece.trimEnd() : piece);
  };
  for (const gap of gaps) {
    addText(gap.start, gap.stripsBefore);
    parts.push(gap.expression);
    from = gap.end;
    stripped = gap.stripsAfter;
  }
  addText(Math.max(from, end), false);
  return parts;
}
