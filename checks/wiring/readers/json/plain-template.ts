/** Templates that only name things, which is what generated configurations are full of: read without the parser, at a tenth of its cost. */
import type { Expression, Position, Step, TemplatePart } from "../module/expression";

const interpolation = /\$\{[ \t]*([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*)[ \t]*\}/g;

/** Words that are values and no names. */
const literals: ReadonlySet<string> = new Set(["true", "false", "null"]);

/** The parts of a template whose interpolations are names and attributes alone; undefined for any other. */
export function plainTemplateParts(text: string, at: Position): readonly TemplatePart[] | undefined {
  if (text.includes("%{") || text.includes("$${")) return undefined;
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const { 0: whole, 1: path = "", index } of text.matchAll(interpolation)) {
    const [name = "", ...attributes] = path.split(".");
    if (literals.has(name)) return undefined;
    if (index > from) parts.push(text.slice(from, index));
    parts.push(named(name, attributes, at));
    from = index + whole.length;
  }
  const rest = text.slice(from);
  if (rest !== "") parts.push(rest);
  return parts.some((part) => typeof part === "string" && part.includes("${")) ? undefined : parts;
}

function named(name: string, attributes: readonly string[], at: Position): Expression {
  const from: Expression = { kind: "variable", at, name };
  if (attributes.length === 0) return from;
  const steps = attributes.map((attribute): Step => ({ kind: "attribute", name: attribute }));
  return { kind: "access", at, from, steps };
}
