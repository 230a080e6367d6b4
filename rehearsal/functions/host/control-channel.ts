import { createServer, type Server, type Socket } from "node:net";
import { onEachLine, sendLine } from "../child/lines";
import type { ChildMessage, HostMessage } from "../child/messages";

/** How long a process may take to say that its clock is set, in milliseconds. */
const patience = 60_000;

/** One process that has connected. */
class Line {
  readonly socket: Socket;
  readonly #awaited = new Map<number, () => void>();
  #told = 0;

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on("close", () => {
      for (const done of this.#awaited.values()) done();
      this.#awaited.clear();
    });
  }

  /** Tells the process what its clock should show. */
  tell(offset: number): void {
    const id = ++this.#told;
    this.#awaited.set(id, () => undefined);
    sendLine(this.socket, { type: "time", id, offset } satisfies HostMessage);
  }

  /** The process has answered that its clock shows it. */
  answered(id: number): void {
    this.#awaited.get(id)?.();
    this.#awaited.delete(id);
  }

  /** Resolves when the process shows what it was told last, or is gone; one that does not answer is given up. */
  async synchronized(): Promise<void> {
    const id = this.#told;
    const before = this.#awaited.get(id);
    if (before === undefined) return;
    const giveUp = setTimeout(() => this.socket.destroy(), patience);
    await new Promise<void>((resolve) => {
      this.#awaited.set(id, () => {
        before();
        resolve();
      });
    });
    clearTimeout(giveUp);
  }
}

/**
 * The host's end of the lines to the processes of one program: the program itself and what it starts. They end when it is closed, or
 * when this process ends.
 */
export class ControlChannel {
  readonly path: string;
  readonly #server: Server;
  readonly #lines = new Set<Line>();
  readonly #receivers = new Set<(message: ChildMessage) => void>();

  private constructor(path: string, clockOffset: () => number) {
    this.path = path;
    this.#server = createServer((socket) => this.#accept(socket, clockOffset()));
  }

  /**
   * Opens a channel.
   * @param path of a socket that nobody else can reach
   * @param clockOffset how far the cloud's clock is ahead of the machine's at the moment of the call, in milliseconds
   */
  static async open(path: string, clockOffset: () => number): Promise<ControlChannel> {
    const channel = new ControlChannel(path, clockOffset);
    await new Promise<void>((resolve, reject) => {
      channel.#server.once("error", reject).listen(path, resolve);
    });
    return channel;
  }

  /** Processes that are connected; one that is no Node program never is. */
  get connections(): number {
    return this.#lines.size;
  }

  /** Calls back with every message of every process. */
  onMessage(receive: (message: ChildMessage) => void): void {
    this.#receivers.add(receive);
  }

  /** Sends to every process. */
  send(message: HostMessage): void {
    for (const { socket } of this.#lines) sendLine(socket, message);
  }

  /** Tells every process the cloud's time; resolves when all show it. */
  async tellTime(offset: number): Promise<void> {
    for (const line of this.#lines) line.tell(offset);
    await this.synchronized();
  }

  /** Resolves when every process shows the cloud's time. */
  async synchronized(): Promise<void> {
    await Promise.all([...this.#lines].map((line) => line.synchronized()));
  }

  /** Ends every process that has connected. */
  close(): void {
    this.#server.close();
    for (const { socket } of this.#lines) socket.destroy();
  }

  #accept(socket: Socket, clockOffset: number): void {
    const line = new Line(socket);
    this.#lines.add(line);
    socket.on("close", () => this.#lines.delete(line));
    // A process that was ended leaves its line in the middle of a word.
    socket.on("error", () => socket.destroy());
    line.tell(clockOffset);
    onEachLine(socket, (value) => {
      const message = value as ChildMessage;
      if (message.type === "told") line.answered(message.id);
      else for (const receive of this.#receivers) receive(message);
    });
  }
}
