/**
 * The only ways by which a text of somebody else comes into Markdown. Wherever it stands, it can form no HTML, mention, reference, link,
 * picture, heading or emphasis, it cannot end what it stands in, and nothing in it is invisible or turns the direction of reading.
 * @see https://github.github.com/gfm/
 */
import type { Clear } from "../discretion/clear";
import type { Markdown } from "./markdown";

/** Longest text that is shown within a sentence or a table. */
const longest = 300;

/**
 * A code span. In it nothing is active; backticks and bars are encoded, so that neither the span nor the cell of a table ends, and what would
 * begin a tag, for readers that look for tags alone.
 */
export function code(text: Clear): Markdown {
  const shown = shortened(visible(text), longest).replaceAll(/[`|]|<(?=[A-Za-z/!?])/g, encoded);
  if (shown.trim() === "") return '`""`' as Markdown;
  return `\`${shown}\`` as Markdown;
}

/** Words and numbers, which nothing reads as anything else. */
const plainWord = /^(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|\d{1,6})$/;
/** What GitHub makes a link of where there is such a commit. */
const maybeCommit = /^[0-9a-f]{7,}$/;
/** A sentence of the checks: plain words and what stands around words stay, everything else becomes code. */
export function prose(text: Clear): Markdown {
  const shown = shortened(visible(text), 4 * longest).replaceAll(/"(?:[^"\\]|\\.)*"|[^\s"]+|"/g, (token) => {
    if (/^"[^]+"$/.test(token)) return code(token.slice(1, -1) as Clear);
    const [, before = "", word = "", after = ""] = /^(\(*)([^]*?)([),.;:!?]*)$/.exec(token) ?? [];
    const isPlain = word === "" || (plainWord.test(word) && !maybeCommit.test(word));
    return `${before}${isPlain ? word : code(word as Clear)}${after}`;
  });
  // Spans that touch would be one.
  return shown.replaceAll("``", "` `").trim() as Markdown;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Code inside our own HTML, as in the summary of a fold. */
export function htmlCode(text: Clear): Markdown {
  const shown = shortened(visible(text), longest).replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
  return `<code>${shown}</code>` as Markdown;
}

/** A line inside a fence of three backticks. What would begin a tag is encoded as JSON does it, for readers that look for tags alone. */
export function fenced(text: Clear): Markdown {
  const shown = visible(text);
  if (!/[<`~]/.test(shown)) return shown as string as Markdown;
  return shown.replaceAll(/<(?=[A-Za-z/!?])|`(?=``)|~(?=~~)/g, encoded) as Markdown;
}

/** The label of a node or an edge of a Mermaid picture: letters, digits and what joins them; all else as Mermaid's entities. */
export function label(text: Clear): Markdown {
  const shown = shortened(visible(text), 60);
  return shown.replaceAll(/[^\p{L}\p{N} ._/-]/gu, (character) => `#${character.codePointAt(0) ?? 0};`) as Markdown;
}

const hidden = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}|\p{M}{3,}/gu;

/** On one line, with everything encoded that nobody would see. */
export function visible(text: Clear): Clear {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return text.replaceAll(hidden, (found) => found.replaceAll(/[^]/g, encoded)) as Clear;
}

function encoded(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** A text that is not longer than some characters; a pair of surrogates stays whole. */
export function shortened(text: Clear, most: number): Clear {
  if (text.length <= most) return text;
  const isPair = /[\ud800-\udbff]$/.test(text.slice(0, most - 1));
  return `${text.slice(0, isPair ? most - 2 : most - 1)}…` as Clear;
}
