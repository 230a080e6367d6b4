import type { IncomingMessage } from "node:http";
import * as errors from "./errors";

/** The longest message that is read, in bytes. */
export const longestMessage = 1024 * 1024;

/**
 * Reads the one JSON-RPC message of a request. Whether it is one that MCP knows is judged by the SDK.
 *
 * @throws {HttpProblem} where the body is too long, of another type, no JSON, or several messages
 */
export async function readMessage(request: IncomingMessage): Promise<unknown> {
  const type = request.headers["content-type"];
  if (type?.split(";")[0]?.trim().toLowerCase() !== "application/json") throw errors.unsupportedMediaType(type);
  const message = parse(await readBody(request));
  if (Array.isArray(message)) throw errors.batch();
  return message;
}

/** Whatever is too long is read to its end and forgotten, since a caller who still sends would not see an answer. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers["content-length"]) > longestMessage) throw errors.bodyTooLarge(longestMessage);
  return new Promise((done, failed) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request
      .on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length <= longestMessage) chunks.push(chunk);
        else failed(errors.bodyTooLarge(longestMessage));
      })
      .on("end", () => done(Buffer.concat(chunks)))
      .on("error", failed);
  });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw errors.notJson();
  }
}
