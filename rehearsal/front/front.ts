import { createServer as createProxy, STATUS_CODES, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type Server as TlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import type { Service } from "../service";
import { BoundedRequest } from "./bounded-request";
import { createCertificateAuthority, type CertificateAuthority } from "./certificates";
import { bodyTooLarge, misdirected, plainRequest, serviceFailed, unknownHost, type Refusal } from "./errors";
import { hostTable, type HostTable } from "./hosts";

/** Bytes of a body where a service says nothing of it. */
const usualBody = 10 * 1024 * 1024;
const limits = {
  /** Bytes of all headers of a request together. */
  maxHeaderSize: 32 * 1024,
  /** Milliseconds until all headers have arrived. */
  headersTimeout: 10_000,
  /** Milliseconds until the whole request has arrived. */
  requestTimeout: 60_000,
  /** Milliseconds that an idle connection is kept. */
  keepAliveTimeout: 5_000,
} as const;

/** The running front. */
export interface Front {
  /** Address of the HTTP CONNECT proxy, for example `http://127.0.0.1:40123`; loopback only. */
  readonly proxyUrl: string;
  /** Certificate of the throw-away authority that signed all host names, PEM. */
  readonly certificateAuthority: string;
  /** Stops listening and ends every connection at once, also those in the middle of an answer. */
  close(): Promise<void>;
}

/**
 * Starts the one door to the local cloud: an HTTP CONNECT proxy (RFC 9110, section 9.3.6) on 127.0.0.1, on a port that
 * the system chooses. Behind CONNECT it speaks TLS itself, as the host that was asked for, and hands the requests to the
 * service that answers for that host. Every other host is refused with 403, so nothing leaves this machine.
 * @throws Error when two services claim the same host name
 */
export async function startFront(services: readonly Service[]): Promise<Front> {
  const find = hostTable(services);
  const hosts = services.flatMap((service) => service.hosts);
  const authority = await createCertificateAuthority();
  const inside = createInside(find, authority);
  const sockets = new Set<Socket>();

  const proxy = createProxy(limits, (request, response) => {
    refuse(response, plainRequest(request.url ?? ""));
  });
  proxy.on("connection", (socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    // After CONNECT the HTTP server lets go of the socket; a reset by the client must not end the process.
    socket.on("error", () => socket.destroy());
  });
  proxy.on("connect", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = request.url ?? "";
    const host = /^([^:]+):443$/.exec(target)?.[1];
    if (host === undefined || find(host) === undefined) {
      socket.end(rawAnswer(unknownHost(target, hosts)));
      return;
    }
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    if (head.length > 0) socket.unshift(head);
    inside.emit("connection", socket);
  });

  await new Promise<void>((resolve, reject) => {
    proxy.once("error", reject);
    proxy.listen(0, "127.0.0.1", resolve);
  });
  const { port } = proxy.address() as AddressInfo;

  return {
    proxyUrl: `http://127.0.0.1:${port}`,
    certificateAuthority: authority.certificate,
    async close() {
      const closed = new Promise<void>((resolve) => proxy.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The TLS side: never listens, it is given the sockets of established tunnels. */
function createInside(find: HostTable, authority: CertificateAuthority): TlsServer {
  const server = createTlsServer(
    {
      ...limits,
      IncomingMessage: BoundedRequest,
      ALPNProtocols: ["http/1.1"],
      handshakeTimeout: limits.headersTimeout,
      SNICallback: (serverName, done) => {
        const match = find(serverName);
        if (match === undefined) {
          done(new Error("No service answers for this server name."));
          return;
        }
        authority.contextFor(match.pattern).then((context) => done(null, context), done);
      },
    },
    (request, response) => dispatch(find, request, response),
  );
  server.on("tlsClientError", (_error, socket) => socket.destroy());
  return server;
}

function dispatch(find: HostTable, request: InstanceType<typeof BoundedRequest>, response: ServerResponse): void {
  const host = (request.headers.host ?? "").replace(/:443$/, "").toLowerCase();
  const serverName = request.socket instanceof TLSSocket ? (request.socket.servername ?? "") : "";
  const match = find(host);
  if (match === undefined || host !== String(serverName).toLowerCase()) {
    refuse(response, misdirected(host, String(serverName)));
    return;
  }
  const { largestBody = usualBody } = match.service;
  if (Number(request.headers["content-length"] ?? 0) > largestBody) {
    refuse(response, bodyTooLarge(largestBody));
    return;
  }
  request.limitBody(largestBody, () => {
    if (response.headersSent) request.destroy();
    else refuse(response, bodyTooLarge(largestBody), () => request.destroy());
  });
  // A client that goes away in the middle is its own affair; an unheard error event would end the process.
  request.on("error", () => undefined);
  response.on("error", () => undefined);
  try {
    match.service.handle(request, response);
  } catch {
    if (response.headersSent) response.destroy();
    else refuse(response, serviceFailed());
  }
}

function refuse(response: ServerResponse, refusal: Refusal, sent?: () => void): void {
  response.writeHead(refusal.status, { "content-type": "text/plain; charset=utf-8", connection: "close" });
  response.end(`${refusal.message}\n`, sent);
}

/** CONNECT leaves only the bare socket to answer on. */
function rawAnswer(refusal: Refusal): string {
  const body = `${refusal.message}\n`;
  return [
    `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status] ?? ""}`,
    "content-type: text/plain; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
    "",
    body,
  ].join("\r\n");
}
