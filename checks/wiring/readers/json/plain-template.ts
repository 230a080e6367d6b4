/**
 * Templates that only name things and call functions with them, which is what generated configurations are full of: read without the
 * parser of HCL, at a tenth of its cost.
 */
import { maxDepth } from "../errors";
import type { Expression, Position, Step, TemplatePart } from "../module/expression";

/** The parts of a template whose interpolations are names, attributes, literals and calls alone; undefined for any other. */
export function plainTemplateParts(text: string, at: Position): readonly TemplatePart[] | undefined {
  if (text.includes("%{") || text.includes("$${")) return undefined;
  const parts: TemplatePart[] = [];
  let from = 0;
  for (let begin = text.indexOf("${"); begin >= 0; begin = text.indexOf("${", from)) {
    if (begin > from) parts.push(text.slice(from, begin));
    const reader = new PlainReader(text, begin + 2, at);
    const expression = reader.expression(0);
    if (expression === undefined || !reader.takes("}")) return undefined;
    parts.push(expression);
    from = reader.offset;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** Words that are values and no names. */
const words: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["false", false],
  ["null", null],
]);

const name = /[A-Za-z_][\w-]*/y;
const number = /\d+(?:\.\d+)?(?![\w.])/y;
const plainText = /"[^"\\$%\n]*"/y;
const blanks = /[ \t\r\n]*/y;

/** Reads from an offset on; whatever it does not know is undefined, and the parser of HCL is asked. */
class PlainReader {
  offset: number;
  private readonly text: string;
  private readonly at: Position;

  constructor(text: string, offset: number, at: Position) {
    this.text = text;
    this.offset = offset;
    this.at = at;
  }

  /** A term and the steps behind it. */
  expression(depth: number): Expression | undefined {
    if (depth > maxDepth) return undefined;
    const from = this.term(depth);
    const steps: Step[] = [];
    for (let step = from && this.step(); step !== undefined; step = this.step()) {
      if (step === "unknown") return undefined;
      steps.push(step);
    }
    return from && steps.length > 0 ? { kind: "access", at: this.at, from, steps } : from;
  }

  /** Whether a sign comes next, behind blanks; then it is passed. */
  takes(sign: string): boolean {
    this.match(blanks);
    if (!this.text.startsWith(sign, this.offset)) return false;
    this.offset += sign.length;
    return true;
  }

  private term(depth: number): Expression | undefined {
    const literal = this.literal();
    if (literal) return literal;
    const word = this.match(name);
    if (word === undefined) return undefined;
    const value = words.get(word);
    if (value !== undefined) return { kind: "literal", at: this.at, value };
    return this.takes("(") ? this.call(word, depth) : { kind: "variable", at: this.at, name: word };
  }

  private literal(): Expression | undefined {
    this.match(blanks);
    const written = this.match(plainText)?.slice(1, -1);
    if (written !== undefined) return { kind: "literal", at: this.at, value: written };
    const digits = this.match(number);
    return digits === undefined ? undefined : { kind: "literal", at: this.at, value: Number(digits) };
  }

  private call(called: string, depth: number): Expression | undefined {
    const inputs: Expression[] = [];
    if (!this.takes(")")) {
      do {
        const input = this.expression(depth + 1);
        if (input === undefined) return undefined;
        inputs.push(input);
      } while (this.takes(","));
      if (!this.takes(")")) return undefined;
    }
    return { kind: "call", at: this.at, name: called, inputs, spread: false };
  }

  private step(): Step | "unknown" | undefined {
    const sign = this.text[this.offset];
    if (sign === ".") {
      this.offset += 1;
      const attribute = this.match(name);
      return attribute === undefined ? "unknown" : { kind: "attribute", name: attribute };
    }
    if (sign !== "[") return undefined;
    this.offset += 1;
    const key = this.literal();
    return key && this.takes("]") ? { kind: "index", key } : "unknown";
  }

  private match(pattern: RegExp): string | undefined {
    const from = this.offset;
    pattern.lastIndex = from;
    if (!pattern.test(this.text)) return undefined;
    this.offset = pattern.lastIndex;
    return this.text.slice(from, this.offset);
  }
}
