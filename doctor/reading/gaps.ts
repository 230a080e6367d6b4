import type { Gap, Witness } from "../evidence";
import type { Unread } from "./answered";

/** Gathers what could not be read, one gap for each cause. */
export class Gaps {
  readonly #witness: Witness;
  readonly #gaps = new Map<string, Gap>();

  constructor(witness: Witness) {
    this.#witness = witness;
  }

  /** Adds a gap; what is lacking for the same cause is told together. */
  add(what: string, { because, needs }: Omit<Unread, "outcome">): void {
    const key = JSON.stringify([because, needs]);
    const same = this.#gaps.get(key);
    if (same?.what.split(", ").includes(what)) return;
    this.#gaps.set(key, {
      witness: this.#witness,
      what: same === undefined ? what : `${same.what}, ${what}`,
      because,
      ...(needs !== undefined && { needs }),
    });
  }

  /** Every gap, in the order in which they came. */
  get all(): readonly Gap[] {
    return [...this.#gaps.values()];
  }
}
