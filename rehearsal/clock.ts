/** Time in the local cloud: that of the machine, and as much later as somebody has let pass. Nothing waits for it. */

/** A clock that all systems of a cloud share. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** How far this clock is ahead of the machine's, in milliseconds. */
  readonly offset: number;
}

/** The clock of a whole cloud. */
export interface CloudClock extends Clock {
  /** Lets time pass, in milliseconds; resolves when everybody who listens has been told. */
  advance(milliseconds: number): Promise<void>;
  /** Calls a listener with the new offset after every change. Returns a function that ends this. */
  onChange(listener: (offset: number) => Promise<void>): () => void;
}

/** A clock that shows the machine's time until it is advanced. */
export function createClock(): CloudClock {
  const listeners = new Set<(offset: number) => Promise<void>>();
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    get offset() {
      return offset;
    },
    async advance(milliseconds) {
      offset += milliseconds;
      await Promise.all([...listeners].map((listener) => listener(offset)));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A clock that is wrong: ahead of another by some milliseconds, behind it where they are negative. */
export function skewed(clock: Clock, milliseconds: number): Clock {
  return {
    now: () => clock.now() + milliseconds,
    get offset() {
      return clock.offset + milliseconds;
    },
  };
}
