import { request as send, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { pipeline } from "node:stream";

/** What is forwarded, and where to. */
export interface Forwarding {
  /** On 127.0.0.1. */
  readonly port: number;
  /** Path and query. */
  readonly path: string;
  /** As the program sees them. */
  readonly headers: IncomingHttpHeaders;
}

/** Headers that belong to one connection (RFC 9110, section 7.6.1), one that this side has answered already, and one that it sets. */
const ownHeaders: ReadonlySet<string> = new Set([
  "connection",
  "date",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
]);

/**
 * Hands a request to a program on this machine and its answer back, both as they flow.
 * @returns whether the program has begun an answer
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  { port, path, headers }: Forwarding,
): Promise<boolean> {
  return new Promise((done) => {
    const outgoing = send({
      host: "127.0.0.1",
      port,
      path,
      method: request.method,
      // A program that answers before it has read everything would reset a connection that ends with its answer, and the answer with it.
      headers: { ...withoutOwn(headers), connection: "keep-alive" },
      setHost: headers.host === undefined,
      // A kept connection may be closed by the program in the moment in which the next request is sent on it.
      agent: false,
    });
    outgoing.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, withoutOwn(answer.headers));
      // An answer that pauses has begun all the same.
      response.flushHeaders();
      // Whoever goes away, the other side is let go; there is nobody left to tell.
      pipeline(answer, response, () => undefined);
      done(true);
    });
    response.once("close", () => outgoing.destroy());
    outgoing.on("error", () => {
      request.unpipe(outgoing);
      // What is still to come is let go, so that the caller reads an answer and no reset.
      request.resume();
      done(false);
    });
    request.pipe(outgoing);
  });
}

function withoutOwn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !ownHeaders.has(name)));
}
