import { distance } from "fastest-levenshtein";

/** One step into a deployment file: the key of a map, or the index of a list item. */
export type Step = string | number;

/** Longest value that a message repeats, in characters. */
const shownLength = 80;

/** Longest word that is compared with others: a longer one is no slip of the finger. */
const comparedLength = 64;

/** Writes a path as a person would: `connections.weather-reader.scopes[0]`, `scopes["weather.read"].tools`. */
export function pathText(path: readonly Step[]): string {
  return path
    .map((step, index) => {
      if (typeof step === "string" && /^[A-Za-z_][\w-]{0,63}$/.test(step)) return index === 0 ? step : `.${step}`;
      return `[${quoted(step)}]`;
    })
    .join("");
}

/** JSON-encodes a value that somebody else wrote, and shortens it, so that no message is flooded or forged by it. */
export function quoted(value: string | number, length = shownLength): string {
  return escapeInvisible(JSON.stringify(typeof value === "string" ? cut(value, length) : value));
}

/** Text of somebody else that is already a sentence: kept on one line, shortened, with nothing invisible in it. */
export function oneLine(text: string): string {
  return escapeInvisible(cut(text.replaceAll(/\s+/g, " ").trim(), 200));
}

/** Writes words as an enumeration: `"a", "b", "c"`; a long one is shortened. */
export function enumeration(words: Iterable<string>): string {
  const all = [...words];
  const shown = all.slice(0, 20).map((word) => quoted(word));
  return all.length > shown.length ? `${shown.join(", ")} and ${all.length - shown.length} more` : shown.join(", ");
}

/** Writes words as a choice: `"a", "b" or "c"`. */
export function choice(words: readonly string[]): string {
  const all = words.map((word) => quoted(word));
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} or ${all.at(-1) ?? ""}`;
}

/**
 * The word that somebody most likely meant.
 *
 * @returns undefined where nothing is near
 */
export function nearMiss(written: string, allowed: Iterable<string>): string | undefined {
  if (written.length > comparedLength) return undefined;
  const lower = written.toLowerCase();
  let best: { word: string; difference: number } | undefined;
  for (const word of allowed) {
    if (word === written || word.length > comparedLength) continue;
    const difference = distance(lower, word.toLowerCase());
    const tolerated = toleratedDifference(Math.min(word.length, written.length));
    if (difference <= tolerated && (best === undefined || difference < best.difference)) best = { word, difference };
  }
  return best?.word;
}

/** Two slips in a short word, such as two letters exchanged; more in a long one. One or two letters are near everything. */
function toleratedDifference(length: number): number {
  if (length < 3) return 0;
  return length === 3 ? 1 : Math.max(2, Math.floor(length / 3));
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Half an emoji would be printed as garbage.
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function escapeInvisible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
      .join(""),
  );
}
