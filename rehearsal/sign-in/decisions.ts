import type { Decision } from "./options";

/** What was decided, by the id of the library's grant that codes and tokens refer to; beyond a number the oldest go. */
export class Decisions<D extends Decision> {
  readonly #limit: number;
  readonly #byGrant = new Map<string, D>();

  /** @param limit number of decisions; 10,000 by default */
  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  /** Keeps a decision, or replaces the one of the same grant. */
  keep(grantId: string, decision: D): void {
    this.#byGrant.delete(grantId);
    for (const [oldest] of this.#byGrant) {
      if (this.#byGrant.size < this.#limit) break;
      this.#byGrant.delete(oldest);
    }
    this.#byGrant.set(grantId, decision);
  }

  find(grantId: string | undefined): D | undefined {
    return grantId === undefined ? undefined : this.#byGrant.get(grantId);
  }
}
