/** Requests and answers, as readers of live systems form and judge them. */
import type { HttpMethods } from "@azure/core-rest-pipeline";

/** A request. */
export interface HttpRequest {
  readonly method: HttpMethods;
  readonly url: string;
  /** @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default none */
  readonly body?: string | Buffer;
  /** `false`: a redirect is the answer. @default redirects of the same host are followed, to others refused */
  readonly follow?: false;
}

/** Its answer. */
export interface HttpAnswer {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** How requests are made, and within which bounds. */
export interface HttpClientOptions {
  /** Where HTTPS_PROXY, ALL_PROXY, HTTP_PROXY and NO_PROXY are read. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Requests at one time. @default 8 */
  readonly concurrency?: number;
  /** Milliseconds that one request may take, its answer included. @default 15000 */
  readonly patience?: number;
  /** Bytes of one answer. @default 4 MiB */
  readonly largestAnswer?: number;
  /** Milliseconds that are waited in all for a host that asks for it (429, 503). @default 60000 */
  readonly longestWait?: number;
  /** Told before such a wait. @default nobody is */
  readonly onWait?: (host: string, milliseconds: number) => void;
  /** Waits. @default a timer does */
  readonly sleep?: (milliseconds: number) => Promise<void>;
  /** PEM of a certificate authority that is trusted alone. @default those that Node trusts, with NODE_EXTRA_CA_CERTS */
  readonly certificateAuthority?: string;
}

/** What makes requests. */
export interface HttpClient {
  /** @throws {HttpFailed} where there is no answer, or none within the bounds */
  request(request: HttpRequest): Promise<HttpAnswer>;
  /** How many requests were sent. */
  readonly requests: number;
}
