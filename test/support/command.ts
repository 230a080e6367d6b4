/** The project's commands as a person runs them: child processes, watched from outside. */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { basename, delimiter, dirname, join, resolve } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { signalIfRunning } from "../../scripts/local/process-tree";

/** The project's folder, in which commands run. */
export const projectFolder = resolve(__dirname, "..", "..");

/** Longer than anything here takes; a command that hangs is ended and fails its test. */
const patience = 170_000;

/** Where tsx keeps what it has compiled, in the folder for temporary files: without it every command would compile everything anew. */
function compiled(): string {
  const folder = join(tmpdir(), `tsx-${process.geteuid?.() ?? userInfo().username}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** How a command ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command runs with. */
export interface CommandOptions {
  /** Added to the environment of the tests. */
  readonly env?: NodeJS.ProcessEnv;
  /** The node binary that it and all that it starts use. @default that of the tests */
  readonly node?: string;
}

/** A command that runs. Its temporary folder is its own, so that what it leaves behind can be told from what others do. */
export class RunningCommand {
  readonly ended: Promise<Ended>;
  /** What it takes for the machine's folder for temporary files. */
  readonly temporary = realpathSync(mkdtempSync(join(tmpdir(), "passthrough-test-")));
  private readonly pid: number;
  private readonly pipe: Readable;
  private stdout = "";
  private stderr = "";
  private running = true;

  constructor(command: string, args: readonly string[], { env = {}, node = process.execPath }: CommandOptions = {}) {
    symlinkSync(compiled(), join(this.temporary, basename(compiled())));
    const child = spawn(command, args, {
      cwd: projectFolder,
      env: {
        ...process.env,
        PATH: `${dirname(node)}${delimiter}${process.env["PATH"] ?? ""}`,
        CHECKPOINT_DISABLE: "1",
        TMPDIR: this.temporary,
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, to be signalled as a terminal does.
      detached: true,
    });
    this.pid = child.pid ?? 0;
    this.pipe = child.stdout;
    child.stdout.setEncoding("utf8").on("data", (text: string) => (this.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (this.stderr += text));
    const deadline = setTimeout(() => this.interrupt("SIGKILL"), patience);
    this.ended = new Promise((done, failed) => {
      child.once("error", failed);
      child.once("close", (exitCode) => {
        this.running = false;
        clearTimeout(deadline);
        done({ exitCode, stdout: this.stdout, stderr: this.stderr });
      });
    });
  }

  /** What it has printed until now. */
  get output(): string {
    return this.stdout + this.stderr;
  }

  /** Waits until something holds. @throws {Error} with what was printed, where the command ends before */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (!this.running) throw new Error(`The command ended early:\n${this.output}`);
      await delay(10);
    }
  }

  /** Closes the command's standard output, as `head` does when it has read enough. */
  stopReading(): void {
    this.pipe.destroy();
  }

  /** Sends a signal to the command and all in its group, as a terminal's Ctrl-C does. */
  interrupt(signal: NodeJS.Signals): void {
    signalIfRunning(-this.pid, signal);
  }

  /** Sends a signal to the command alone. */
  stop(signal: NodeJS.Signals): void {
    signalIfRunning(this.pid, signal);
  }

  /** What it left behind: folders of ours, and processes, which are known by the temporary folder in their environment. */
  remains(): readonly string[] {
    const folders = readdirSync(this.temporary).filter((name) => name.startsWith("passthrough-"));
    return [...folders, ...processesWith(`TMPDIR=${this.temporary}`)];
  }

  /** Ends what still runs and removes the temporary folder. */
  async close(): Promise<void> {
    this.interrupt("SIGKILL");
    await this.ended;
    rmSync(this.temporary, { recursive: true, force: true });
  }
}

/** Runs a command to its end. */
export async function runCommand(command: string, args: readonly string[], options?: CommandOptions): Promise<Ended> {
  const running = new RunningCommand(command, args, options);
  try {
    return await running.ended;
  } finally {
    await running.close();
  }
}

/** Command lines of the processes that have a variable in their environment. Only Linux tells. */
function processesWith(variable: string): readonly string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const environment = readFileSync(`/proc/${name}/environ`, "utf8").split("\0");
        return environment.includes(variable) ? [readFileSync(`/proc/${name}/cmdline`, "utf8")] : [];
      } catch {
        // It ended in the meantime, or belongs to somebody else.
        return [];
      }
    });
}
