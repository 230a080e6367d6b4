/** Talks to one service over real HTTP on loopback, under the vendor's host name. */
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer with a JSON body, or none. */
export interface VendorAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  /** Parsed JSON; `{}` for an empty body. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The same as a list; empty where the body is none. */
  readonly list: readonly Readonly<Record<string, unknown>>[];
}

/** What is asked. */
export interface VendorRequest {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a text as it is. */
  readonly body?: unknown;
}

/** A service that listens on a port of the system's choice. */
export class VendorClient {
  readonly #server: Server;
  readonly #host: string;

  private constructor(server: Server, host: string) {
    this.#server = server;
    this.#host = host;
  }

  static async start(handle: RequestListener, host: string): Promise<VendorClient> {
    const server = createServer(handle);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new VendorClient(server, host);
  }

  async send({ method = "GET", path, headers = {}, body }: VendorRequest): Promise<VendorAnswer> {
    const { port } = this.#server.address() as AddressInfo;
    const isText = typeof body === "string";
    const payload = body === undefined ? undefined : isText ? body : JSON.stringify(body);
    const contentType = payload === undefined || isText ? {} : { "content-type": "application/json" };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: "127.0.0.1",
          port,
          method,
          path,
          agent: false,
          headers: { ...contentType, ...headers, host: this.#host },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on("data", (chunk: Buffer) => chunks.push(chunk));
          answer.on("end", () => resolve(read(answer, Buffer.concat(chunks).toString("utf8"))));
        },
      );
      outgoing.on("error", reject);
      outgoing.end(payload);
    });
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.close((error) => (error === undefined ? resolve() : reject(error)));
    });
  }
}

function read(answer: IncomingMessage, text: string): VendorAnswer {
  const parsed: unknown = text === "" ? {} : JSON.parse(text);
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    body: parsed as Readonly<Record<string, unknown>>,
    list: Array.isArray(parsed) ? (parsed as Readonly<Record<string, unknown>>[]) : [],
  };
}
