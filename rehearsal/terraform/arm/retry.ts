import { setTimeout as wait } from "node:timers/promises";

/** First wait of a retry; each further one is half as long again. */
const firstWaitMs = 100;

/** No single wait is longer. */
const longestWaitMs = 2_000;

/** All waits together; then the last failure stands. The real providers go on for half an hour. */
const patienceMs = 30_000;

/** Repeats an attempt, with growing waits, as long as its result is worth another try and patience lasts. */
export async function retryWhile<Result>(
  attempt: () => Promise<Result>,
  worthAnotherTry: (result: Result) => boolean,
): Promise<Result> {
  const deadline = Date.now() + patienceMs;
  for (let pauseMs = firstWaitMs; ; pauseMs = Math.min(pauseMs * 1.5, longestWaitMs)) {
    const result = await attempt();
    if (!worthAnotherTry(result) || Date.now() + pauseMs > deadline) return result;
    await wait(pauseMs);
  }
}
