/** Lists that are written as one text. */
import { fromParts, showReference, type Part, type Value, type Values } from "../value";

/**
 * Splits a text at separators, also where references stand between them: `${a.client_id} ${b.client_id}` is two values. What a
 * reference stands for is taken to hold no separator, unless it is the whole text.
 */
export function splitText(value: Value, separator: " " | ","): Values {
  const { source } = value;
  if (value.kind === "unknown") return { items: [], incomplete: value.reason, source };
  const parts: readonly Part[] = value.kind === "literal" ? [String(value.value ?? "")] : value.parts;
  const pieces: Part[][] = [[]];
  for (const part of parts) {
    if (typeof part !== "string") {
      pieces.at(-1)?.push(part);
      continue;
    }
    const [first = "", ...rest] = part.split(separator);
    pieces.at(-1)?.push(first);
    for (const piece of rest) pieces.push([piece]);
  }
  const items = pieces
    .map((piece) => piece.map((part) => (typeof part === "string" ? part.trim() : part)))
    .filter((piece) => piece.some((part) => part !== ""))
    .map((piece) => fromParts(piece, source));
  const [only] = parts;
  if (parts.length === 1 && typeof only === "object" && only.address.startsWith("var.")) {
    return { items: [], incomplete: `${showReference(only)} has no value here`, source };
  }
  return { items, source };
}
