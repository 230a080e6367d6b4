/**
 * The rate limit of the management API: so many requests in each minute.
 * @see https://developer.okta.com/docs/reference/rl-best-practices/
 */
import type { Clock } from "../clock";
import { rateLimited } from "./okta-errors";

const windowSeconds = 60;

/** Counts the requests of one organization. */
export class RateLimit {
  readonly #limit: number;
  readonly #clock: Clock;
  #window = 0;
  #used = 0;

  /** Takes the number of requests that a minute allows, and the clock that begins the minutes: that of header `Date`. */
  constructor(limit: number, clock: Clock) {
    this.#limit = limit;
    this.#clock = clock;
  }

  /**
   * Counts a request.
   * @param send receives the headers that tell how much is left, also of a request that is refused
   */
  count(send: (headers: Readonly<Record<string, string>>) => void): void {
    const window = Math.floor(this.#clock.now() / 1000 / windowSeconds);
    if (window !== this.#window) {
      this.#window = window;
      this.#used = 0;
    }
    this.#used += 1;
    send({
      "x-rate-limit-limit": String(this.#limit),
      "x-rate-limit-remaining": String(Math.max(0, this.#limit - this.#used)),
      "x-rate-limit-reset": String((window + 1) * windowSeconds),
    });
    if (this.#used > this.#limit) {
      throw rateLimited();
    }
  }
}
