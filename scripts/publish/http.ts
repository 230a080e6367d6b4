import type { HttpMethods } from "@azure/core-rest-pipeline";
import { notReached } from "./errors";

/** A request. */
export interface HttpRequest {
  readonly method: HttpMethods;
  readonly url: string;
  /** @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default none */
  readonly body?: string | Buffer;
}

/** Its answer. */
export interface HttpAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Sends a request. @throws {HostNotReached} where the host cannot be reached */
export type Exchange = (request: HttpRequest) => Promise<HttpAnswer>;

/** How long an answer may take, in milliseconds; a package may be large, and a host may have to start. */
const patience = 120_000;

/**
 * The HTTP client of Azure's libraries: unlike Node's fetch it takes the proxy that HTTPS_PROXY and NO_PROXY name, on
 * every version of Node. Nothing is repeated and no redirect is followed: an answer is what the host has answered.
 */
export async function createExchange(): Promise<Exchange> {
  // Loaded where it is needed: it takes longer to load than other commands to run.
  const azure = await import("@azure/core-rest-pipeline");
  const pipeline = azure.createEmptyPipeline();
  pipeline.addPolicy(azure.proxyPolicy());
  const client = azure.createDefaultHttpClient();
  return async ({ method, url, headers = {}, body }) => {
    const request = azure.createPipelineRequest({
      method,
      url,
      headers: azure.createHttpHeaders(headers),
      timeout: patience,
      ...(body !== undefined && { body }),
    });
    try {
      const answer = await pipeline.sendRequest(client, request);
      const answered = [...answer.headers].map(([name, value]) => [name.toLowerCase(), value] as const);
      return { status: answer.status, headers: new Map(answered), body: answer.bodyAsText ?? "" };
    } catch (error) {
      throw notReached(new URL(url).host, reasonOf(error), error instanceof Error ? (error.stack ?? "") : "");
    }
  };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "the connection failed";
  if (error.name === "AbortError") return "no answer in time";
  const code: unknown = "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "the connection failed";
}
