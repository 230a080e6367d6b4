import { createHttpClient, HttpFailed, type HttpAnswer, type HttpRequest } from "../../doctor/http";
import { notReached } from "./errors";

export type { HttpAnswer } from "../../doctor/http";

/** Sends a request. @throws {HostNotReached} where the host cannot be reached */
export type Exchange = (request: HttpRequest) => Promise<HttpAnswer>;

/** How long an answer may take, in milliseconds; a package may be large, and a host may have to start. */
const patience = 120_000;

/** Nothing is repeated and no redirect is followed: an answer is what the host has answered. */
export function createExchange(): Exchange {
  const client = createHttpClient({ environment: process.env, patience, longestWait: 0 });
  return async (request) => {
    try {
      return await client.request({ ...request, follow: false });
    } catch (error) {
      if (!(error instanceof HttpFailed)) throw error;
      throw notReached(error.host, error.reason, error.cause instanceof Error ? (error.cause.stack ?? "") : "");
    }
  };
}
