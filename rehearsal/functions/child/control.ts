import { connect, Server, type Socket } from "node:net";
import { setClockOffset } from "./clock";
import { onEachLine, sendLine } from "./lines";
import type { ChildMessage, HostMessage } from "./messages";

/** The line to the host. */
export interface HostLine {
  send(message: ChildMessage): void;
}

/**
 * Connects to the host, follows its clock, and ends this process with it: whatever ends the host closes the line.
 * @param path of the host's socket
 * @param invoke runs a function for the host. @default this process has none
 */
export function connectToHost(
  path: string,
  invoke: (message: Extract<HostMessage, { type: "invoke" }>) => void = () => undefined,
): HostLine {
  const socket: Socket = connect(path);
  const end = (): never => process.exit(1);
  socket.on("error", end).on("close", end);
  // A process that has nothing else to do may end.
  socket.unref();
  const send = (message: ChildMessage): void => sendLine(socket, message);
  onEachLine(socket, (value) => {
    const message = value as HostMessage;
    if (message.type === "invoke") {
      invoke(message);
      return;
    }
    setClockOffset(message.offset);
    send({ type: "told", id: message.id });
  });
  return { send };
}

/**
 * Tells the host of every port that this process listens on: so it never talks to a stranger on a port that it chose. Whatever address
 * the program names, or leaves open, it is reached on loopback alone.
 */
export function reportListening(line: HostLine): void {
  // eslint's unbound-method does not apply: the original is called with the server as `this`.
  const listen = Reflect.get(Server.prototype, "listen") as (this: Server, ...args: unknown[]) => Server;
  Server.prototype.listen = function reportedListen(this: Server, ...args: unknown[]): Server {
    this.once("listening", () => {
      const address = this.address();
      if (typeof address === "object" && address !== null) line.send({ type: "listening", port: address.port });
    });
    return listen.apply(this, onLoopback(args));
  };
}

const loopback = "127.0.0.1";

/** The arguments of `server.listen`, with the host of a port replaced; paths, pipes and handles stay. */
function onLoopback([first, ...rest]: readonly unknown[]): unknown[] {
  if (typeof first === "function") return [0, loopback, first];
  if (isOptions(first)) return "port" in first ? [{ ...first, host: loopback }, ...rest] : [first, ...rest];
  const isPort = first === undefined || typeof first === "number" || (typeof first === "string" && /^\d+$/.test(first));
  if (!isPort) return [first, ...rest];
  return [first ?? 0, loopback, ...(typeof rest[0] === "string" ? rest.slice(1) : rest)];
}

function isOptions(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
