import { spawn, type ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { exitCodeOf, type Interruption } from "./interruption";
import { descendantsOf, signalEach, signalIfRunning } from "./process-tree";

/** What a command did. */
export interface Finished {
  /** 128 and more where a signal ended it, as shells count. */
  readonly exitCode: number;
  /** Output and errors, in the order in which they came. */
  readonly output: string;
}

/** Where and how a command runs. */
export interface RunOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called for every whole line of output and errors. @default lines are only collected */
  readonly onLine?: (line: string) => void;
  /** What the command reads. @default nothing */
  readonly input?: Readable;
}

/**
 * Commands that do not outlive this process. Each runs in a process group of its own, so that one interrupt reaches the command and
 * all its children once: Terraform takes a second one as an order to abandon what it is doing.
 */
export class Processes {
  private readonly running = new Set<ChildProcess>();
  private readonly interruption: Interruption;
  private readonly endAll = (): void => signalEach(descendantsOf(process.pid), "SIGKILL");

  constructor(interruption: Interruption) {
    this.interruption = interruption;
    interruption.onInterrupt(() => {
      for (const { pid } of this.running) if (pid !== undefined) signalIfRunning(-pid, "SIGINT");
    });
    process.on("exit", this.endAll);
  }

  /**
   * Runs a command to its end.
   * @throws {Error} where it cannot be started
   * @throws {Interrupted} where it was interrupted, or would be started after an interrupt
   */
  async run(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
    this.interruption.check();
    const finished = await this.finish(command, args, options);
    // An interrupted cdktf may well say that all went well.
    this.interruption.check();
    return finished;
  }

  /** @throws {Interrupted} once a signal came */
  check(): void {
    this.interruption.check();
  }

  /** Ends what is still running. */
  close(): void {
    this.endAll();
    process.off("exit", this.endAll);
  }

  private finish(command: string, args: readonly string[], { cwd, env, onLine, input }: RunOptions): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
      this.running.add(child);
      // A command may end without reading all that it was given.
      child.stdin.on("error", () => undefined);
      if (input) input.pipe(child.stdin);
      else child.stdin.end();
      let output = "";
      let open = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (text: string) => {
          output += text;
          const lines = (open + text).split(/\r?\n/);
          open = lines.pop() ?? "";
          for (const line of lines) onLine?.(line);
        });
      }
      child.once("error", (error) => {
        this.running.delete(child);
        reject(error);
      });
      child.once("close", (code, signal) => {
        this.running.delete(child);
        resolve({ exitCode: code ?? (signal ? exitCodeOf(signal) : 1), output });
      });
    });
  }
}
