import { timingSafeEqual } from "node:crypto";
import { inspect } from "node:util";

const hidden = "[secret]";

/** A secret that cannot reach a log, a JSON document or an error by accident: only `reveal` gives it away. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The secret itself, for the one answer or comparison that needs it. */
  reveal(): string {
    return this.#value;
  }

  /** Whether a presented text is this secret; takes the same time wherever the texts differ. */
  matches(presented: string): boolean {
    const expected = Buffer.from(this.#value);
    const given = Buffer.from(presented);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  toString(): string {
    return hidden;
  }

  toJSON(): string {
    return hidden;
  }

  [inspect.custom](): string {
    return hidden;
  }
}
