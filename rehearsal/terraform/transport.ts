import { ProxyAgent, request } from "undici";
import type { ApiRequest, ApiResponse } from "./api-clients";

/** A request with its whole address. */
export interface HttpRequest {
  readonly method: ApiRequest["method"];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** @default no body */
  readonly body?: string;
}

/** How requests leave the provider. */
export interface HttpTransport {
  send(request: HttpRequest): Promise<ApiResponse>;
  close(): Promise<void>;
}

/** Where the local cloud answers for the clouds' host names. */
export interface ProxySettings {
  /** An HTTP proxy on loopback, for example `http://127.0.0.1:8443`. */
  readonly url: string;
  /** PEM of the certificate authority that the proxied hosts' certificates are issued by. */
  readonly certificateAuthority: string;
}

/**
 * Requests through an HTTP proxy, which the client asks to connect to the vendor's host (RFC 9110, section 9.3.6); the
 * certificate of that host is then checked against the given authority alone.
 *
 * @throws (from `send`) what the socket reports where the proxy is gone or refuses the host
 */
export function throughProxy(proxy: ProxySettings): HttpTransport {
  const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls: { ca: proxy.certificateAuthority } });
  return {
    async send({ method, url, headers, body }) {
      const response = await request(url, { dispatcher, method, headers, ...(body === undefined ? {} : { body }) });
      const text = await response.body.text();
      return { status: response.statusCode, headers: flatHeaders(response.headers), body: parsedBody(text) };
    },
    close: () => dispatcher.close(),
  };
}

function flatHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).filter(
    (entry): entry is [string, string | string[]] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]));
}

/** JSON where it is JSON: a proxy or a gateway in between may answer with a page of text. */
function parsedBody(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
