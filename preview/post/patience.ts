/** Waits for GitHub's limits as GitHub asks, and no longer than a workflow can afford. */

/** Time, for tests to take another one. */
export interface Time {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** What GitHub's library throws where a request fails. */
export interface FailedRequest extends Error {
  readonly status: number;
  /** @default GitHub was not reached */
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

/** Longest time in milliseconds that one request waits in all. */
const patience = 300_000;
const mostAttempts = 6;
/** Where a secondary limit says nothing, GitHub asks for a minute at least. */
const minute = 60_000;

/** What an answer asks for. */
export interface Pause {
  readonly milliseconds: number;
  /** Whether a limit is the reason, rather than a failure of the server. */
  readonly isLimit: boolean;
}

/**
 * Sends a request again where its answer says that this may help.
 *
 * @param send the request
 * @param isRepeatable whether it may be sent again although the server may have carried it out
 * @param time what is waited with
 * @throws what the last attempt threw
 */
export async function patiently<Answer>(
  send: () => Promise<Answer>,
  isRepeatable: boolean,
  time: Time,
): Promise<Answer> {
  let left = patience;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const pause = pauseAfter(error, attempt, time.now());
      const isSensible = pause && (pause.isLimit || isRepeatable) && pause.milliseconds <= left;
      if (!isSensible || attempt === mostAttempts) throw error;
      left -= pause.milliseconds;
      await time.wait(pause.milliseconds);
    }
  }
}

/**
 * How long to wait before a request is sent again.
 *
 * @param error what the attempt threw
 * @param attempt from 1
 * @param now milliseconds since 1970
 * @returns undefined where another attempt cannot help
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */
export function pauseAfter(error: unknown, attempt: number, now: number): Pause | undefined {
  if (!isRequestError(error)) return undefined;
  const { status, response, message } = error;
  if (status >= 500) return { milliseconds: 1000 * 2 ** (attempt - 1), isLimit: false };
  if (status !== 403 && status !== 429) return undefined;
  const headers = response?.headers ?? {};
  const after = seconds(headers["retry-after"]);
  if (after !== undefined) return { milliseconds: after * 1000, isLimit: true };
  const reset = seconds(headers["x-ratelimit-reset"]);
  if (seconds(headers["x-ratelimit-remaining"]) === 0 && reset !== undefined) {
    // A second more, because clocks differ.
    return { milliseconds: Math.max(0, reset * 1000 - now) + 1000, isLimit: true };
  }
  if (status === 429 || /secondary rate limit|abuse detection/i.test(message)) {
    return { milliseconds: minute * 2 ** (attempt - 1), isLimit: true };
  }
  return undefined;
}

/** Whether GitHub's library says that a request failed; by its form, because the class is loaded when it is needed. */
export function isRequestError(error: unknown): error is FailedRequest {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}

function seconds(value: string | number = ""): number | undefined {
  const text = String(value);
  return /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
