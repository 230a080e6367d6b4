import { setTimeout as delay } from "node:timers/promises";
import type { Program } from "./program";

/** How long a program may take until it is ready, in milliseconds. */
const patience = 30_000;

/** What a program is waited for. */
export interface Readiness<Ready> {
  /** @param giveUp aborts when nobody waits any longer */
  readonly ready: (giveUp: AbortSignal) => Promise<Ready>;
  /** How a sentence ends that says what has not come, for example `nothing listens on its port`. */
  readonly otherwise: string;
  /** Aborts when the program is not wanted any more. */
  readonly signal: AbortSignal;
}

/**
 * Waits until a program is ready; one that does not become so is ended.
 * @throws Error with the reason
 */
export async function untilReady<Ready extends object>(
  program: Program,
  { ready, otherwise, signal }: Readiness<Ready>,
): Promise<Ready> {
  const end = new AbortController();
  const giveUp = AbortSignal.any([end.signal, signal]);
  const stopped = new Promise<string>((done) => {
    giveUp.addEventListener("abort", () => done("it is not wanted any more"));
  });
  try {
    const result = await Promise.race([
      ready(giveUp),
      program.ended,
      stopped,
      delay(patience, `${otherwise} after ${patience / 1000} seconds`, { signal: giveUp }),
    ]);
    if (typeof result !== "string") return result;
    await program.stop();
    throw new Error(result);
  } finally {
    end.abort();
  }
}
