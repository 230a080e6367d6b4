import { randomUUID } from "node:crypto";
import type { SiteState } from "../../azure/state";
import type { ChildMessage, RegisteredFunction } from "../child/messages";
import type { ChildFiles } from "../host/child-files";
import { environmentOf, type Surroundings } from "../host/environment";
import type { ReadyProgram, Settings } from "../host/keeper";
import type { LoggedLine } from "../host/log-lines";
import { Program } from "../host/program";
import { untilReady } from "../host/readiness";

/** What the worker of an app is started with. */
export interface FunctionAppStart {
  readonly site: Pick<SiteState, "name" | "hostName">;
  readonly settings: Settings;
  /** Of the unpacked package. */
  readonly folder: string;
  readonly surroundings: Surroundings;
  readonly childFiles: ChildFiles;
  readonly log: (line: LoggedLine) => void;
  /** Aborts when the app is not wanted any more. */
  readonly signal: AbortSignal;
}

/** A function has thrown, or the process that ran it is gone. */
export class FunctionFailed extends Error {}

type Ended = Extract<ChildMessage, { type: "returned" | "failed" }>;

/** The process in which the functions of an app run. */
export class FunctionApp implements ReadyProgram {
  readonly program: Program;
  readonly functions: readonly RegisteredFunction[];
  readonly #waiting = new Map<string, (message: Ended) => void>();

  private constructor(program: Program, functions: readonly RegisteredFunction[]) {
    this.program = program;
    this.functions = functions;
    program.channel.onMessage((message) => {
      if (message.type === "returned" || message.type === "failed") this.#waiting.get(message.id)?.(message);
    });
    void program.ended.then((reason) => {
      for (const [id, answer] of this.#waiting) answer({ type: "failed", id, message: reason });
    });
  }

  /**
   * Starts the process and loads the app.
   * @throws Error where the app cannot be loaded
   */
  static async start({
    site,
    settings,
    folder,
    surroundings,
    childFiles,
    log,
    signal,
  }: FunctionAppStart): Promise<FunctionApp> {
    const program = await Program.start(
      {
        executable: process.execPath,
        arguments: [childFiles.worker],
        folder,
        environment: (control) => environmentOf(site, settings, surroundings, control),
      },
      { sockets: surroundings.folder, clockOffset: surroundings.clockOffset, log },
    );
    const loaded = new Promise<FunctionApp>((done) => {
      program.channel.onMessage((message) => {
        if (message.type === "functions") done(new FunctionApp(program, message.functions));
      });
    });
    try {
      return await untilReady(program, { ready: () => loaded, otherwise: "its modules are not loaded", signal });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The app cannot be loaded: ${reason}.`, { cause: error });
    }
  }

  get isRunning(): boolean {
    return this.program.isRunning;
  }

  stop(): Promise<void> {
    return this.program.stop();
  }

  /**
   * Runs a function.
   * @param name of the function
   * @param input the trigger's value, a JSON document
   * @returns what the function's programming model makes of its result. @default it returned nothing
   * @throws FunctionFailed
   */
  async run(name: string, input: string): Promise<string | undefined> {
    const id = randomUUID();
    if (!this.isRunning) throw new FunctionFailed(await this.program.ended);
    const ended = new Promise<Ended>((done) => this.#waiting.set(id, done));
    this.program.channel.send({ type: "invoke", id, name, input });
    const message = await ended;
    this.#waiting.delete(id);
    if (message.type === "failed") throw new FunctionFailed(message.message);
    return message.value;
  }
}
