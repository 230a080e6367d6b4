import { setTimeout as delay } from "node:timers/promises";
import { HostNotReached, outOfTime } from "./errors";

/** Milliseconds between two tries: short at first, then longer. */
const shortest = 20;
const longest = 10_000;

/** A bound for everything that is waited for. */
export class Deadline {
  readonly #seconds: number;
  readonly #end: number;
  readonly #check: () => void;

  /**
   * @param seconds from now on
   * @param check called before every wait; throws where the work was interrupted
   */
  constructor(seconds: number, check: () => void) {
    this.#seconds = seconds;
    this.#end = performance.now() + seconds * 1000;
    this.#check = check;
  }

  /**
   * Tries until something comes of it; a host that cannot be reached may be reached the next time.
   * @param attempt `undefined` means: not yet
   * @param unfinished how a sentence begins that says what has not come, with what was seen last
   * @throws {PublishFailed} when the time is over
   */
  async until<Result>(attempt: () => Promise<Result | undefined>, unfinished: () => string): Promise<Result> {
    for (let pause = shortest; ; pause = Math.min(pause * 2, longest)) {
      this.#check();
      const isLast = performance.now() + pause > this.#end;
      const result = await attempt().catch((error: unknown) => {
        if (isLast || !(error instanceof HostNotReached)) throw error;
        return undefined;
      });
      if (result !== undefined) return result;
      if (isLast) throw outOfTime(this.#seconds, unfinished());
      await delay(pause);
    }
  }
}
