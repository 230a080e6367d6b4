import type { Socket } from "node:net";

/** Calls back with each JSON value that the other side sends as a line. */
export function onEachLine(socket: Socket, receive: (value: unknown) => void): void {
  let pending = "";
  socket.setEncoding("utf8").on("data", (text: string) => {
    const lines = (pending + text).split("\n");
    pending = lines.pop() ?? "";
    for (const line of lines) receive(JSON.parse(line));
  });
}

/** Sends a JSON value as a line. */
export function sendLine(socket: Socket, value: unknown): void {
  socket.write(`${JSON.stringify(value)}\n`);
}
