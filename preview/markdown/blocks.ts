/** Pieces of a comment that are never cut. */
import type { Markdown } from "./markdown";

/** One piece. */
export interface Block {
  /** Formed when it is asked for, which for most of ten thousand resources is never. */
  readonly full: () => Markdown;
  /** The same in few words. @default there is nothing between all and nothing */
  readonly short?: () => Markdown;
  /** What matters less is shortened and left out before what matters more. */
  readonly importance: Importance;
}

/** How much a piece matters; what `always` matters stands whatever it takes, and is small. */
export const importances = {
  always: 100,
  errors: 90,
  counts: 80,
  people: 70,
  changedScopes: 60,
  picture: 50,
  warnings: 45,
  scopes: 40,
  replaced: 30,
  updated: 20,
  others: 15,
  created: 10,
} as const;

/** One of these. */
export type Importance = (typeof importances)[keyof typeof importances];

/** A piece that always stands. */
export function always(text: Markdown): Block {
  return { full: () => text, importance: importances.always };
}
