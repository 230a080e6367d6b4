/** Waits that hosts ask for: nobody asks a host that has asked for a pause. */
import type { HttpAnswer, HttpClientOptions } from "./http";

/** Milliseconds where a host says 429 and not how long. */
const usualPause = 1000;

type PauseOptions = Required<Pick<HttpClientOptions, "longestWait" | "sleep" | "onWait">>;

/** Pauses of one client, by host. */
export class Pauses {
  readonly #options: PauseOptions;
  readonly #waits = new Map<string, Promise<void>>();
  readonly #spent = new Map<string, number>();

  constructor(options: PauseOptions) {
    this.#options = options;
  }

  /** Waits until a host may be asked. */
  async over(host: string): Promise<void> {
    await this.#waits.get(host);
  }

  /**
   * Begins a pause, unless one is under way, which serves as well.
   * @returns false where the pauses of the host would be too long in all
   */
  begin(host: string, milliseconds: number): boolean {
    if (this.#waits.has(host)) return true;
    const { longestWait, sleep, onWait } = this.#options;
    const spent = (this.#spent.get(host) ?? 0) + milliseconds;
    if (spent > longestWait) return false;
    this.#spent.set(host, spent);
    onWait(host, milliseconds);
    this.#waits.set(
      host,
      sleep(milliseconds).finally(() => this.#waits.delete(host)),
    );
    return true;
  }
}

/**
 * How long an answer asks to wait, in milliseconds; undefined where it does not.
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 * @see https://developer.okta.com/docs/reference/rl-best-practices/
 */
export function pauseOf({ status, headers }: HttpAnswer): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  // The host's own clock, which the times in its headers are of.
  const date = Date.parse(headers.get("date") ?? "");
  const now = Number.isNaN(date) ? Date.now() : date;
  const after = retryAfter(headers.get("retry-after"), now);
  const reset = /^\d{1,12}$/.exec(headers.get("x-rate-limit-reset") ?? "")?.[0];
  const asked = after ?? (status === 429 && reset !== undefined ? Number(reset) * 1000 - now : undefined);
  if (asked !== undefined) return Math.max(asked, 0);
  return status === 429 ? usualPause : undefined;
}

function retryAfter(text: string | undefined, now: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : date - now;
}
