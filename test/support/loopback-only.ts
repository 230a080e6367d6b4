/** Loaded before every test file: a connection to anything but this machine is an error, so no test reaches the network. */
import { Socket } from "node:net";

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

type Connect = (this: Socket, ...args: unknown[]) => Socket;

// eslint's unbound-method does not apply: the original is called with the socket as `this`.
const original = Reflect.get(Socket.prototype, "connect") as Connect;

Socket.prototype.connect = function guardedConnect(this: Socket, ...args: unknown[]): Socket {
  const [first] = args.flat();
  const target = typeof first === "object" && first !== null ? (first as { host?: string; path?: string }) : {};
  const host = typeof first === "number" ? (args.flat()[1] ?? "localhost") : (target.host ?? "localhost");
  if (target.path === undefined && typeof host === "string" && !loopback.has(host)) {
    throw new Error(`A test tried to reach ${JSON.stringify(host)}; tests stay on this machine.`);
  }
  return original.apply(this, args);
};
