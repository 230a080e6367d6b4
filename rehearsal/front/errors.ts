/** Everything that the front refuses by itself: a short plain-text answer that says what was asked and what is allowed. */

/** A refusal of the front, before any service has seen the request. */
export interface Refusal {
  /** HTTP status. */
  readonly status: number;
  /** Plain text, one line; the value asked for is JSON-encoded. */
  readonly message: string;
}

/** The proxy was asked to reach a host that no service answers for. */
export const unknownHost = (authority: string, hosts: readonly string[]): Refusal => ({
  status: 403,
  message: `The local cloud does not reach ${JSON.stringify(authority)}; it answers for ${hosts.join(", ")}, on port 443 only.`,
});

/** The proxy was asked for a URL instead of a tunnel. */
export const plainRequest = (url: string): Refusal => ({
  status: 403,
  message: `The local cloud speaks HTTPS through CONNECT only; it does not fetch ${JSON.stringify(url)}.`,
});

/** Inside a tunnel, the Host header names another host than the TLS handshake. */
export const misdirected = (host: string, serverName: string): Refusal => ({
  status: 421,
  message: `The request is for ${JSON.stringify(host)}, the connection is for ${JSON.stringify(serverName)}.`,
});

/** The request body is larger than the front takes. */
export const bodyTooLarge = (limitBytes: number): Refusal => ({
  status: 413,
  message: `The request body is larger than ${limitBytes} bytes.`,
});

/** A service threw instead of answering. The reason stays inside: it may hold a secret. */
export const serviceFailed = (): Refusal => ({
  status: 500,
  message: "The service of the local cloud failed to answer.",
});
