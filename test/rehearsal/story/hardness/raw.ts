/** Bytes as no HTTP library would send them. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { LocalCloud } from "../../../../rehearsal/local-cloud";

/** Ends what hangs, in milliseconds; no measure of speed. */
const patience = 60_000;

/**
 * Sends bytes to the proxy itself.
 * @returns the status that comes back
 * @throws Error where the connection ends without one
 */
export function sendToProxy({ proxyUrl }: LocalCloud, bytes: string): Promise<number> {
  const socket = connect(Number(new URL(proxyUrl).port), "127.0.0.1");
  socket.write(bytes, "latin1");
  return statusOf(socket);
}

/**
 * Sends bytes to a host through a tunnel of the proxy, inside of TLS.
 * @returns the status that comes back
 * @throws Error where the connection ends without one
 */
export async function sendToHost(cloud: LocalCloud, host: string, bytes: Buffer): Promise<number> {
  const socket = connect(Number(new URL(cloud.proxyUrl).port), "127.0.0.1");
  socket.write(`CONNECT ${host}:443 HTTP/1.1\r\nhost: ${host}:443\r\n\r\n`);
  await once(socket, "data");
  const tls = connectTls({ socket, servername: host, ca: cloud.certificateAuthority });
  tls.write(bytes);
  return statusOf(tls);
}

function statusOf(socket: Socket): Promise<number> {
  return new Promise((done, failed) => {
    let text = "";
    socket.setTimeout(patience, () => socket.destroy(new Error("Nothing came back.")));
    socket.setEncoding("latin1").on("data", (more: string) => {
      text += more;
      const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(text) ?? [];
      if (status === undefined) return;
      socket.destroy();
      done(Number(status));
    });
    socket.once("error", failed).once("close", () => failed(new Error("The connection ended without an answer.")));
  });
}
