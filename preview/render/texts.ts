/** Texts of a plan on their way into Markdown: first what may be shown, then how. */
import type { Clear } from "../discretion/clear";
import type { Discretion, Leaf, LeafList } from "../discretion/discretion";
import { code, fenced, htmlCode, prose, shortened } from "../markdown/escape";
import { join, ours, type Markdown } from "../markdown/markdown";

/** Longest value in a fold of a comment; the file shows all of it. */
const longestValue = 400;

const longestRemembered = 100;
const mostRemembered = 50_000;

/** Brings texts of one preview into Markdown. */
export class Texts {
  private readonly discretion: Discretion;
  private readonly isWhole: boolean;
  /** Names of attributes and many values come again and again. */
  private readonly paths = new Map<string, Markdown>();
  private readonly values = new Map<string, Markdown>();

  /** Values are shown however long they are where the whole is rendered. */
  constructor(discretion: Discretion, isWhole: boolean) {
    this.discretion = discretion;
    this.isWhole = isWhole;
  }

  /** A name, an address or a value within a sentence. */
  code(text: string): Markdown {
    return code(this.discretion.text(text));
  }

  /** Several of them; what is too much is counted. */
  codes(texts: readonly string[], most = 8): Markdown {
    const shown = texts.slice(0, most).map((text) => this.code(text));
    if (texts.length > most) return ours`${join(shown, ", ")} and ${texts.length - most} more`;
    const last = shown.pop() ?? ours`nothing`;
    return shown.length === 0 ? last : ours`${join(shown, ", ")} and ${last}`;
  }

  /** A sentence of the checks. */
  prose(text: string): Markdown {
    return prose(this.discretion.text(text));
  }

  /** Inside the summary of a fold. */
  html(text: string): Markdown {
    return htmlCode(this.discretion.text(text));
  }

  /** A path inside a fence. */
  path(path: string): Markdown {
    return once(this.paths, path, () => fenced(this.discretion.text(path)));
  }

  /** A value inside a fence. */
  value(leaf: Leaf | LeafList): Markdown {
    const form = (): Markdown => {
      const shown = this.discretion.value(leaf);
      return fenced(this.isWhole ? shown : shortened(shown, longestValue));
    };
    if ("items" in leaf || leaf.withheld || leaf.later) return form();
    if (typeof leaf.value === "boolean") return leaf.value ? ours`true` : ours`false`;
    return typeof leaf.value === "string" ? once(this.values, leaf.value, form) : form();
  }

  /** The lines of a text inside a fence, JSON-encoded. */
  lines(text: string): readonly Markdown[] {
    return this.discretion
      .text(text)
      .split("\n")
      .map((line) => fenced(JSON.stringify(line) as Clear));
  }

  /** Lets nothing secret pass. */
  readonly clear = (text: string): Clear => this.discretion.text(text);
}

function once(formed: Map<string, Markdown>, text: string, form: () => Markdown): Markdown {
  const before = formed.get(text);
  if (before !== undefined) return before;
  const shown = form();
  if (text.length < longestRemembered && formed.size < mostRemembered) formed.set(text, shown);
  return shown;
}
