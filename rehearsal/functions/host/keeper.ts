/** A program that is ready for requests. */
export interface ReadyProgram {
  readonly isRunning: boolean;
  stop(): Promise<void>;
}

/** App settings by name. */
export type Settings = Readonly<Record<string, string>>;

/**
 * Starts a program and waits until it is ready, or not wanted any more.
 * @throws Error with the reason why it is not ready
 */
export type StartProgram<Running extends ReadyProgram> = (settings: Settings, signal: AbortSignal) => Promise<Running>;

/** Starts in a row that end in nothing, after which no other is tried. */
const mostFailures = 3;

/** There is no program that could answer. */
export class ProgramUnavailable extends Error {}

/**
 * Keeps one program running for the settings that a site has at the moment: it is started with the first request, again when it has
 * ended, and anew when the settings have changed, as App Service does. A program that fails again and again is left alone until the
 * settings change.
 */
export class Keeper<Running extends ReadyProgram> {
  readonly #start: StartProgram<Running>;
  #key: string | undefined;
  #generation: Generation<Running> | undefined;

  constructor(start: StartProgram<Running>) {
    this.#start = start;
  }

  /** The program that runs now. @default none does */
  get running(): Running | undefined {
    return this.#generation?.running;
  }

  /** The program, started where that is needed. @throws ProgramUnavailable */
  async ready(settings: Settings): Promise<Running> {
    const key = JSON.stringify(Object.entries(settings).sort());
    if (this.#generation === undefined || key !== this.#key) {
      this.#key = key;
      // The one before gives up its port first.
      this.#generation = new Generation(settings, this.#start, this.#generation?.close());
    }
    return this.#generation.ready();
  }

  /** The program has done what it is there for. */
  succeeded(): void {
    this.#generation?.succeeded();
  }

  async close(): Promise<void> {
    await this.#generation?.close();
  }
}

/** The programs of one set of settings, one after the other. */
class Generation<Running extends ReadyProgram> {
  readonly #settings: Settings;
  readonly #start: StartProgram<Running>;
  readonly #after: Promise<void> | undefined;
  #starting: Promise<Running> | undefined;
  #running: Running | undefined;
  readonly #wanted = new AbortController();
  #failures = 0;

  constructor(settings: Settings, start: StartProgram<Running>, after: Promise<void> | undefined) {
    this.#settings = settings;
    this.#start = start;
    this.#after = after;
  }

  get running(): Running | undefined {
    return this.#running?.isRunning === true ? this.#running : undefined;
  }

  async ready(): Promise<Running> {
    if (this.running !== undefined) return this.running;
    if (this.#starting !== undefined) return this.#starting;
    if (this.#wanted.signal.aborted) throw new ProgramUnavailable("The host has stopped it.");
    if (this.#failures >= mostFailures) throw new ProgramUnavailable(`It has failed ${mostFailures} times in a row.`);
    this.#starting = this.#begin();
    return this.#starting;
  }

  succeeded(): void {
    this.#failures = 0;
  }

  async close(): Promise<void> {
    this.#wanted.abort();
    // A start under way is awaited, so that nothing is left behind.
    await this.#starting?.catch(() => undefined);
    await this.#running?.stop();
    await this.#after;
  }

  async #begin(): Promise<Running> {
    // Taken back by the first answer, so that a program that dies of every request is not started for ever.
    this.#failures += 1;
    try {
      await this.#after;
      this.#running = await this.#start(this.#settings, this.#wanted.signal);
      return this.#running;
    } catch (error) {
      throw new ProgramUnavailable(error instanceof Error ? error.message : String(error));
    } finally {
      this.#starting = undefined;
    }
  }
}
