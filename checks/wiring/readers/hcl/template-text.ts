/** Texts between interpolations: escapes, heredocs, strip markers. */
import type { TemplatePart } from "../module/expression";

const simpleEscapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

/** The text that a piece of a template stands for: `$${` and `%%{` write what would begin a template. */
export function withoutDoubledSigns(text: string): string {
  return text.replace(/([$%])\1\{/g, "$1{");
}

/** The text that a piece of a quoted template stands for. */
export function unescaped(text: string): string {
  return text.replace(
    /\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})|\\(.)|([$%])\4\{/gs,
    (whole: string, short: unknown, long, simple, sign) => {
      const code = (short ?? long) as string | undefined;
      if (code !== undefined) {
        const point = parseInt(code, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
      }
      if (typeof sign === "string") return `${sign}{`;
      return (typeof simple === "string" ? simpleEscapes[simple] : undefined) ?? whole;
    },
  );
}

/** Removes from every line of `<<-` the indentation of the least indented one, as Terraform does; blank lines do not count. */
export function withoutIndentation(parts: readonly TemplatePart[]): readonly TemplatePart[] {
  let beginsLine = true;
  let least = Infinity;
  const lines = parts.map((part) => {
    if (typeof part !== "string") {
      if (beginsLine) least = 0;
      beginsLine = false;
      return part;
    }
    if (part === "") return part;
    return part.split(/(?<=\n)/).map((line) => {
      const blank = line.trim() === "" && line.endsWith("\n");
      const indented = beginsLine && !blank;
      beginsLine = line.endsWith("\n");
      if (indented) least = Math.min(least, line.length - line.trimStart().length);
      return { line, indented };
    });
  });
  return lines.map((part) =>
    Array.isArray(part) ? part.map(({ line, indented }) => (indented ? line.slice(least) : line)).join("") : part,
  );
}
