/** Secrets whose text is known, found wherever they stand. */
import { withheldText } from "./secret-forms";

/** Shorter ones are found in too many texts that are none. */
const leastLength = 8;
/** Length of the pieces by which they are found. */
const gram = 4;

interface Candidate {
  readonly secret: string;
  /** Where the piece stands in it. */
  readonly offset: number;
}

/**
 * Texts that are looked at in steps of four characters: whatever has seven or more holds a piece of four that begins at such a step. So the
 * time hangs on the text and hardly on the number of secrets.
 */
export class KnownSecrets {
  private readonly all = new Set<string>();
  private readonly candidates = new Map<string, Candidate[]>();
  private readonly hashes = new Uint8Array(1 << 16);

  /** Takes in a secret, and the forms that it has inside JSON and inside URLs. */
  add(secret: string): void {
    if (secret.length < leastLength || this.all.has(secret)) return;
    const lines = secret.includes("\n") ? secret.split(/\r?\n/).filter((line) => line.length >= 2 * leastLength) : [];
    for (const form of new Set([secret, JSON.stringify(secret).slice(1, -1), inUrl(secret), ...lines])) {
      if (form.length >= leastLength) this.index(form);
    }
  }

  /** The text with a marker in place of every known secret. */
  mask(text: string): string {
    if (this.all.size === 0 || text.length < leastLength) return text;
    const found = this.find(text);
    if (found.length === 0) return text;
    let shown = "";
    let copied = 0;
    for (const [start, end] of merged(found)) {
      shown += text.slice(copied, start) + withheldText;
      copied = end;
    }
    return shown + text.slice(copied);
  }

  private index(secret: string): void {
    if (this.all.has(secret)) return;
    this.all.add(secret);
    for (let offset = 0; offset < gram; offset += 1) {
      const piece = secret.slice(offset, offset + gram);
      this.hashes[hashAt(secret, offset)] = 1;
      const before = this.candidates.get(piece);
      if (before) before.push({ secret, offset });
      else this.candidates.set(piece, [{ secret, offset }]);
    }
  }

  private find(text: string): (readonly [start: number, end: number])[] {
    const found: (readonly [number, number])[] = [];
    for (let at = 0; at + gram <= text.length; at += gram) {
      if (this.hashes[hashAt(text, at)] === 0) continue;
      for (const { secret, offset } of this.candidates.get(text.slice(at, at + gram)) ?? []) {
        const start = at - offset;
        if (start >= 0 && text.startsWith(secret, start)) found.push([start, start + secret.length]);
      }
    }
    return found;
  }
}

/** As it stands in a URL. Half of a surrogate pair stands in none. */
function inUrl(secret: string): string {
  return encodeURIComponent(secret.replaceAll(/\p{Cs}/gu, ""));
}

function hashAt(text: string, at: number): number {
  let hash = 0;
  for (let index = at; index < at + gram; index += 1) hash = (hash * 33 + text.charCodeAt(index)) & 0xffff;
  return hash;
}

/** Intervals in order; those that touch are one. */
function merged(intervals: (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const sorted = intervals.toSorted(([left], [right]) => left - right);
  const result: [number, number][] = [];
  for (const [start, end] of sorted) {
    const last = result.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else result.push([start, end]);
  }
  return result;
}
