import { constants } from "node:os";

/** Ctrl-C, an order to stop, and a terminal that was closed. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A signal that asks a command to end. Node never delivers SIGPIPE: it tells of a reader that has gone as an error of the stream. */
export type InterruptSignal = (typeof signals)[number] | "SIGPIPE";

/** Exit code of a command that a signal ended, as shells count. */
export function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}

/** A signal ended the work; nothing is wrong with it. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
  readonly exitCode: number;

  constructor(signal: InterruptSignal) {
    super(`Interrupted by ${signal}. Everything that was started has ended, and the local cloud is gone.`);
    this.exitCode = exitCodeOf(signal);
  }
}

/** Tells the work that it was interrupted. */
export class Interruption {
  private signal: InterruptSignal | undefined;
  private listener: (signal: InterruptSignal) => void = () => undefined;

  /** Calls back at the first signal. */
  onInterrupt(listener: (signal: InterruptSignal) => void): void {
    this.listener = listener;
  }

  /** @throws {Interrupted} once a signal came */
  check(): void {
    if (this.signal !== undefined) throw new Interrupted(this.signal);
  }

  /**
   * Takes a signal. The first lets the work end in order; at the second this process ends at once, and what it holds is given up by
   * its `exit` listeners.
   */
  interrupt(signal: InterruptSignal): void {
    if (this.signal !== undefined) process.exit(exitCodeOf(signal));
    this.signal = signal;
    this.listener(signal);
  }
}

/**
 * Does work that can be interrupted from its first step to its last.
 * @throws {Interrupted} where a signal came, whatever the work made of it
 */
export async function interruptible(work: (interruption: Interruption) => Promise<void>): Promise<void> {
  const interruption = new Interruption();
  const interrupt = (signal: InterruptSignal): void => interruption.interrupt(signal);
  for (const signal of signals) process.on(signal, interrupt);
  const readerGone = (): void => interrupt("SIGPIPE");
  process.stdout.once("error", readerGone);
  try {
    await work(interruption);
  } catch (error) {
    interruption.check();
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, interrupt);
    process.stdout.off("error", readerGone);
  }
  interruption.check();
}
