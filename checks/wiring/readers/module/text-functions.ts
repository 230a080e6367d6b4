/** Functions on texts. Undefined where the inputs do not tell the result. */
import type { Argument } from "../../configuration";
import type { Part } from "../../value";
import type { Position } from "./expression";
import { partsOf, textArgument } from "./function-inputs";
import { exampleOf, known, list, text, unknown } from "./pieces";

/** Items with a separator between them. */
export function joined(separator: string | undefined, items: readonly Argument[], at: Position): Argument | undefined {
  if (separator === undefined) return undefined;
  const parts: Part[] = [];
  for (const [index, item] of items.entries()) {
    const of = partsOf(item);
    if (of === undefined) return item.kind === "unknown" ? unknown(item.reason, at) : undefined;
    if (index > 0) parts.push(separator);
    parts.push(...of);
  }
  return text(parts, at);
}

/** A text with inputs in it, as `format` puts them there. */
export function formatted(
  pattern: string | undefined,
  inputs: readonly Argument[],
  at: Position,
): Argument | undefined {
  if (pattern === undefined) return undefined;
  const parts: Part[] = [];
  let next = 0;
  for (const piece of pattern.split(/(%.)/s)) {
    if (piece === "%%") parts.push("%");
    else if (piece === "%s" || piece === "%v" || piece === "%d") {
      const input = inputs[next++];
      const of = input && partsOf(input);
      if (of === undefined) return undefined;
      parts.push(...of);
    } else if (piece.startsWith("%")) return undefined;
    else parts.push(piece);
  }
  return text(parts, at);
}

/** The pieces of a text between separators. */
export function split(separator: string | undefined, content: string | undefined, at: Position): Argument | undefined {
  if (separator === undefined || content === undefined || separator === "") return undefined;
  return list(
    content.split(separator).map((piece) => known(piece, at)),
    at,
  );
}

/** A known text, changed. */
export function onText(
  input: Argument | undefined,
  at: Position,
  change: (text: string) => string | undefined,
): Argument | undefined {
  const content = textArgument(input);
  const result = content === undefined ? undefined : change(content);
  return result === undefined ? undefined : text([result], at);
}

/** A text without an end that it has. */
export function withoutEnd(value: string, end: string | undefined): string | undefined {
  if (end === undefined) return undefined;
  return end !== "" && value.endsWith(end) ? value.slice(0, -end.length) : value;
}

/** A text without a beginning that it has. */
export function withoutBegin(value: string, begin: string | undefined): string | undefined {
  if (begin === undefined) return undefined;
  return value.startsWith(begin) ? value.slice(begin.length) : value;
}

/** A text with another in place of each occurrence. */
export function replaced(value: string, from: string | undefined, to: string | undefined): string | undefined {
  // Between slashes stands a regular expression, of a kind that is not JavaScript's.
  if (from === undefined || to === undefined || (from.length > 1 && from.startsWith("/") && from.endsWith("/")))
    return undefined;
  return value.length * (to.length + 1) > 1_000_000 ? undefined : value.replaceAll(from, () => to);
}

/** Nobody writes down what a hash comes to, so its digits are never followed; how many there are is known. */
export function hash(name: string, digits: number, at: Position): Argument {
  return unknown(`it is the result of the function ${name}`, at, "0".repeat(digits));
}

/** Characters of a text, or of the form of one. */
export function cut(
  input: Argument | undefined,
  offset: Argument | undefined,
  size: Argument | undefined,
  at: Position,
): Argument | undefined {
  const form = input && exampleOf(input);
  if (form === undefined || offset?.kind !== "literal" || size?.kind !== "literal") return undefined;
  const [start, count] = [Number(offset.value), Number(size.value)];
  if (!(start >= 0) || !(count >= -1)) return undefined;
  // Terraform counts characters, not the halves of which JavaScript makes some.
  const piece = Array.from(form)
    .slice(start, count === -1 ? undefined : start + count)
    .join("");
  return input?.kind === "unknown" ? unknown(input.reason, at, piece) : known(piece, at);
}
