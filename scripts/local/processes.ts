import { spawn, type ChildProcess } from "node:child_process";

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
}

const signalExitCode = 128;
const signalNumbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/**
 * Commands that must not outlive this process. Each runs in a process group of its own, so that one interrupt reaches the command
 * and all its children once: Terraform takes a second one as an order to abandon what it is doing.
 */
export class Processes {
  private readonly running = new Set<ChildProcess>();
  private interrupted = false;

  /** Runs a command to its end. @throws {Error} where it cannot be started */
  run(command: string, args: readonly string[], { cwd, env, onLine }: RunOptions): Promise<Finished> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: true });
      this.running.add(child);
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
        resolve({ exitCode: code ?? signalExitCode + ((signal && signalNumbers[signal]) ?? 0), output });
      });
    });
  }

  /** Asks everything that runs to stop; the second time, ends it. */
  interrupt(): void {
    const signal = this.interrupted ? "SIGKILL" : "SIGINT";
    this.interrupted = true;
    for (const { pid } of this.running) if (pid !== undefined) signalGroup(pid, signal);
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // It ended in the meantime.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
