import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { ControlChannel } from "./control-channel";
import { onEachLogLine, readLogLine, type LoggedLine } from "./log-lines";

/** What is run, and where. */
export interface ProgramCommand {
  readonly executable: string;
  readonly arguments: readonly string[];
  /** Working directory. */
  readonly folder: string;
  /** The whole environment. @param control path of the host's socket */
  readonly environment: (control: string) => NodeJS.ProcessEnv;
}

/** What a program runs with. */
export interface ProgramSurroundings {
  /** Folder for sockets that nobody else can reach. */
  readonly sockets: string;
  readonly clockOffset: () => number;
  /** Takes what the program writes. */
  readonly log: (line: LoggedLine) => void;
}

/** A process of a site. It ends with this process, however that ends, as far as it is a Node program. */
export class Program {
  readonly channel: ControlChannel;
  /** Resolves with the reason when the process is gone. */
  readonly ended: Promise<string>;
  #running = true;
  #errorOutput = "";
  readonly #child: ChildProcess;
  readonly #clockOffset: () => number;

  private constructor(
    child: ChildProcess,
    channel: ControlChannel,
    { log, clockOffset }: Omit<ProgramSurroundings, "sockets">,
  ) {
    this.#child = child;
    this.channel = channel;
    this.#clockOffset = clockOffset;
    if (child.stdout !== null) onEachLogLine(child.stdout, (line) => log(readLogLine(line, "stdout")));
    if (child.stderr !== null) {
      onEachLogLine(child.stderr, (line) => {
        this.#errorOutput = `${this.#errorOutput}${line}\n`.slice(-2_000);
        log(readLogLine(line, "stderr"));
      });
    }
    const killAtExit = (): void => void child.kill("SIGKILL");
    process.on("exit", killAtExit);
    this.ended = new Promise((resolve) => {
      let failure: string | undefined;
      child.once("error", (error: NodeJS.ErrnoException) => (failure = `it cannot be run: ${error.code ?? "unknown"}`));
      // Emitted when its output has ended as well, also for a process that never began.
      child.once("close", (code, signal) => {
        this.#running = false;
        process.off("exit", killAtExit);
        channel.close();
        resolve(failure ?? (signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`));
      });
    });
  }

  /** Starts a process. One that cannot be run has `ended` at once. */
  static async start(command: ProgramCommand, { sockets, clockOffset, log }: ProgramSurroundings): Promise<Program> {
    const channel = await ControlChannel.open(socketPath(sockets), clockOffset);
    const child = spawn(command.executable, command.arguments, {
      cwd: command.folder,
      env: command.environment(channel.path),
      stdio: ["ignore", "pipe", "pipe"],
      windowsHide: true,
    });
    return new Program(child, channel, { log, clockOffset });
  }

  get isRunning(): boolean {
    return this.#running;
  }

  /** Whether the process found its port taken. */
  get foundPortTaken(): boolean {
    return this.#errorOutput.includes("EADDRINUSE");
  }

  /** Waits until it is known whether the process still runs: its connections may end before its end is told. */
  async settle(): Promise<void> {
    const before = this.channel.connections;
    await this.channel.tellTime(this.#clockOffset());
    if (before > 0 && this.channel.connections === 0) await this.ended;
  }

  /** Ends the process and all that it started; resolves when it is gone. */
  async stop(): Promise<void> {
    this.channel.close();
    this.#child.kill("SIGKILL");
    // What it started may hold them open, and is no Node program that the channel ends.
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    await this.ended;
  }
}

/** @see https://nodejs.org/api/net.html#identifying-paths-for-ipc-connections */
function socketPath(folder: string): string {
  const name = randomUUID().slice(0, 8);
  return process.platform === "win32" ? `\\\\.\\pipe\\${name}-${randomUUID()}` : join(folder, `${name}.sock`);
}
