/** One thing that a deployment file and the live system should say alike. */
import type { SourcePosition } from "../../contract/deployment";
import type { End, Layer } from "../../checks/finding";
import { end } from "../../checks/finding";
import { textOf, type Source, type Value, type Values } from "../../checks/wiring/value";

/** What the file leads to, and what is there. */
export interface Fact {
  readonly layer: Layer;
  /** As a noun phrase: `scopes requested by connection "weather-reader-1a2b3c"`. */
  readonly what: string;
  /** What the file leads to; the order does not count. */
  readonly expected: readonly string[];
  /** Where the file says it. */
  readonly place: SourcePosition;
  /** What is there. @default nothing is */
  readonly live: Value | Values | undefined;
  /** Where it would stand. */
  readonly source: Source;
  /** How a live value is compared and shown, such as an id by the name of its group. @default as it is */
  readonly shownAs?: (text: string) => string;
  /** Whether the live system may say more. @default it must not */
  readonly atLeast?: true;
}

/** A fact that the two say differently. */
export interface Difference extends Pick<Fact, "layer" | "what"> {
  readonly inFile: End;
  readonly live: End;
  /** What the live system lacks, and what it says beyond the file. */
  readonly lacking: readonly string[];
  readonly beyond: readonly string[];
}

/** Compares; undefined where both say the same, or nobody knows what the live system says. */
export function differenceIn(fact: Fact): Difference | undefined {
  const { layer, what, expected, place, source, shownAs } = fact;
  const texts = liveTexts(fact.live)?.map((text) => shownAs?.(text) ?? text);
  if (texts === undefined) return undefined;
  const lacking = expected.filter((text) => !texts.includes(text));
  const beyond = fact.atLeast ? [] : texts.filter((text) => !expected.includes(text));
  if (lacking.length === 0 && beyond.length === 0) return undefined;
  return {
    layer,
    what,
    lacking,
    beyond,
    inFile: end(layer, `${what}, by the deployment file`, shown(expected), {
      source: { address: place.file, path: "", position: place },
    }),
    live: end(layer, `${what}, in the live system`, shown(texts), fact.live ?? { source }),
  };
}

/** Undefined where not all is known. */
function liveTexts(live: Fact["live"]): readonly string[] | undefined {
  if (live === undefined) return [];
  if ("items" in live) {
    const texts = live.items.map(scalar);
    return live.incomplete === undefined && texts.every((text) => text !== undefined) ? texts : undefined;
  }
  const text = scalar(live);
  return text === undefined ? undefined : [text];
}

function scalar(value: Value): string | undefined {
  return value.kind === "literal" ? (textOf(value) ?? JSON.stringify(value.value)) : undefined;
}

function shown(texts: readonly string[]): string {
  const [only] = texts;
  return texts.length === 1 ? JSON.stringify(only) : `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;
}
