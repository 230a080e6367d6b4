/** One request and its answer, within bounds of time and size. */
import type { IncomingMessage } from "node:http";
import type { PipelineRequest } from "@azure/core-rest-pipeline";
import * as errors from "./errors";
import type { HttpAnswer, HttpClientOptions, HttpRequest } from "./http";
import { proxyOf } from "./proxy";

/** What bounds a request. */
export type TransportOptions = Required<Pick<HttpClientOptions, "environment" | "patience" | "largestAnswer">> &
  Pick<HttpClientOptions, "certificateAuthority">;

/** Sends a request as it is. @throws {HttpFailed} */
export type Transport = (request: HttpRequest, url: URL) => Promise<HttpAnswer>;

/** Hosts that may be asked without TLS. */
const loopback: readonly string[] = ["127.0.0.1", "[::1]", "localhost"];

/**
 * The HTTP client of Azure's libraries: unlike Node's fetch it takes the proxy that HTTPS_PROXY and NO_PROXY name, on every version of
 * Node.
 */
export async function createTransport(options: TransportOptions): Promise<Transport> {
  // Loaded where it is needed: it takes longer to load than other commands to run.
  const azure = await import("@azure/core-rest-pipeline");
  const pipeline = azure.createEmptyPipeline();
  const proxy = proxyOf(options.environment);
  if (proxy) pipeline.addPolicy(azure.proxyPolicy(proxy.settings, { customNoProxyList: [...proxy.except] }));
  const client = azure.createDefaultHttpClient();
  return async ({ method, headers = {}, body }, url) => {
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), options.patience);
    const request: PipelineRequest = azure.createPipelineRequest({
      method,
      url: url.href,
      headers: azure.createHttpHeaders({ ...headers }),
      abortSignal: clock.signal,
      // The library bounds the time to the headers alone.
      timeout: 0,
      allowInsecureConnection: loopback.includes(url.hostname),
      streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
      ...(body !== undefined && { body }),
      ...(options.certificateAuthority !== undefined && { requestOverrides: { ca: options.certificateAuthority } }),
    });
    try {
      const answer = await pipeline.sendRequest(client, request);
      const text = await readBody(answer.readableStreamBody as IncomingMessage, answer.status, url, options);
      const answered = [...answer.headers].map(([name, value]) => [name.toLowerCase(), value] as const);
      return { status: answer.status, headers: new Map(answered), body: text };
    } catch (error) {
      if (error instanceof errors.HttpFailed) throw error;
      throw clock.signal.aborted
        ? errors.tooSlow(url.host, options.patience)
        : errors.connectionFailed(url.host, error);
    } finally {
      clearTimeout(timer);
    }
  };
}

async function readBody(
  answer: IncomingMessage,
  status: number,
  url: URL,
  { largestAnswer }: TransportOptions,
): Promise<string> {
  // What a proxy answers instead of opening a tunnel comes without TLS.
  if (url.protocol === "https:" && !("encrypted" in answer.socket)) {
    answer.destroy();
    throw errors.proxyRefuses(url.host, status);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Leaving the loop closes the connection.
    if (size > largestAnswer) throw errors.answerTooLarge(url.host, largestAnswer);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
