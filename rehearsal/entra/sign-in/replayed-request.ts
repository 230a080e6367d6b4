import { IncomingMessage } from "node:http";

/** A request whose body has been read, with the body to be read once more and, where it is given, another path. */
export function replayed(request: IncomingMessage, body: Buffer, url = request.url): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  copy.method = request.method;
  copy.url = url;
  copy.httpVersion = request.httpVersion;
  copy.headers = { ...request.headers, "content-length": String(body.length) };
  delete copy.headers["transfer-encoding"];
  copy.push(body);
  copy.push(null);
  // Else its end would count as an abort, and take the connection along.
  copy.complete = true;
  return copy;
}
