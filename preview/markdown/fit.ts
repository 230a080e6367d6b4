/** Fits the pieces of a comment into parts of limited length: what matters least is shortened first, and no piece is cut. */
import type { Block } from "./blocks";
import { join, type Markdown, ours } from "./markdown";

/** The limits. */
export interface Limits {
  /** Most characters of one part, as UTF-16 counts them: never fewer than GitHub counts. */
  readonly characters: number;
  /** Most parts. */
  readonly parts: number;
}

/** What became of the pieces. */
export interface Fitted {
  /** Not empty; each within the limit. */
  readonly parts: readonly Markdown[];
  /** Pieces that are shown in few words. */
  readonly shortened: number;
  readonly leftOut: number;
}

/** Between two pieces stands an empty line. */
const gap = 2;
/** Room for the lines that number the parts. */
const numbering = 120;
/** Longest piece where there are several parts; of each part but the last, a piece that did not fit may leave this much empty. */
const longestPiece = 8_000;

/**
 * Fits pieces into parts.
 *
 * @param blocks in the order in which they are shown
 * @param limits of the parts
 * @param note what to say at the end where something was shortened or left out; it may take some characters of its own
 */
export function fit(
  blocks: readonly Block[],
  limits: Limits,
  note: (fitted: Pick<Fitted, "shortened" | "leftOut">) => Markdown,
): Fitted {
  const room = limits.characters - numbering;
  const pieces = blocks.map(formedOnce);
  const whole = new Choice(room, room).of(pieces);
  if (whole.shortened + whole.leftOut === 0) return { ...whole, parts: [join(whole.texts, "\n\n")] };
  const noteRoom = note({ shortened: blocks.length, leftOut: blocks.length }).length + gap;
  const longest = limits.parts === 1 ? room - noteRoom : Math.min(longestPiece, Math.floor(room / 4));
  const capacity = limits.parts * room - (limits.parts - 1) * (longest + gap) - noteRoom;
  const chosen = new Choice(capacity, longest).of(pieces);
  return { ...chosen, parts: numbered(packed([...chosen.texts, note(chosen)], room)) };
}

/** A piece is tried in one part, and again in several. */
function formedOnce({ full, short, importance }: Block): Block {
  let [inFull, inShort]: (Markdown | undefined)[] = [];
  return {
    full: () => (inFull ??= full()),
    ...(short && { short: () => (inShort ??= short()) }),
    importance,
  };
}

interface Chosen {
  readonly texts: readonly Markdown[];
  readonly shortened: number;
  readonly leftOut: number;
}

/** Chooses a form for each piece, the most important first: all in short where that fits, and as many in full as fit then. */
class Choice {
  private left: number;
  private readonly longest: number;
  private readonly forms = new Map<number, Markdown>();
  private shortened = 0;

  constructor(room: number, longest: number) {
    this.left = room;
    this.longest = longest;
  }

  of(blocks: readonly Block[]): Chosen {
    for (const indexes of byImportance(blocks)) this.chooseAlike(blocks, indexes);
    const texts = [...this.forms].toSorted(([one], [other]) => one - other).map(([, form]) => form);
    return { texts, shortened: this.shortened, leftOut: blocks.length - texts.length };
  }

  private chooseAlike(blocks: readonly Block[], indexes: readonly number[]): void {
    // What comes later matters less, even where it is smaller.
    for (const index of indexes) {
      const short = blocks[index]?.short;
      if (short && !this.set(index, short())) break;
    }
    let isFull = false;
    for (const index of indexes) {
      if (!isFull) isFull = !this.set(index, blocks[index]?.full() ?? ours``);
      if (isFull && this.forms.has(index)) this.shortened += 1;
    }
  }

  private set(index: number, form: Markdown): boolean {
    const before = this.forms.get(index);
    const needed = form.length + gap - (before === undefined ? 0 : before.length + gap);
    if (needed > this.left || form.length > this.longest) return false;
    this.left -= needed;
    this.forms.set(index, form);
    return true;
  }
}

/** Places of the pieces, the most important first. */
function byImportance(blocks: readonly Block[]): readonly (readonly number[])[] {
  const classes = new Map<number, number[]>();
  for (const [index, { importance }] of blocks.entries()) {
    const alike = classes.get(importance);
    if (alike) alike.push(index);
    else classes.set(importance, [index]);
  }
  return [...classes].toSorted(([one], [other]) => other - one).map(([, indexes]) => indexes);
}

/** Pieces in their order, each in the part in which it fits. */
function packed(texts: readonly Markdown[], room: number): readonly Markdown[] {
  const parts: Markdown[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const last = parts.at(-1);
    if (last && length + gap + text.length <= room) {
      last.push(text);
      length += gap + text.length;
    } else {
      parts.push([text]);
      length = text.length;
    }
  }
  return parts.map((part) => join(part, "\n\n"));
}

/** Parts with their numbers: at the end of the first, so that the verdict stays the first line, and at the head of the others. */
function numbered(parts: readonly Markdown[]): readonly Markdown[] {
  if (parts.length === 1) return parts;
  return parts.map((part, index) =>
    index === 0
      ? ours`${part}\n\n*Part 1 of ${parts.length}.*`
      : ours`*Plan preview, part ${index + 1} of ${parts.length}.*\n\n${part}`,
  );
}
