import { ProxyAgent, request, type Dispatcher } from "undici";
import { startFront, type Front } from "../../../rehearsal/front/front";
import type { Service } from "../../../rehearsal/service";

/** An answer as a test looks at it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON where the answer says so, else text. */
  readonly body: unknown;
}

/** A client that reaches services as everybody does: through the front, under the vendors' host names. */
export interface FrontClient {
  readonly front: Front;
  /** For requests of other kinds. */
  readonly dispatcher: Dispatcher;
  send(
    method: "GET" | "HEAD" | "PUT" | "POST" | "PATCH" | "DELETE",
    url: string,
    options?: { readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a front for the services and a client that trusts it. */
export async function startFrontClient(services: readonly Service[]): Promise<FrontClient> {
  const front = await startFront(services);
  const dispatcher = new ProxyAgent({ uri: front.proxyUrl, requestTls: { ca: front.certificateAuthority } });
  return {
    front,
    dispatcher,
    async send(method, url, options = {}) {
      const { body, headers = {} } = options;
      const response = await request(url, {
        dispatcher,
        method,
        headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
        ...(body === undefined
          ? {}
          : { body: typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body) }),
      });
      const text = await response.body.text();
      const json = String(response.headers["content-type"] ?? "").includes("json") && text !== "";
      return { status: response.statusCode, headers: response.headers, body: json ? JSON.parse(text) : text };
    },
    async close() {
      await dispatcher.destroy();
      await front.close();
    },
  };
}
