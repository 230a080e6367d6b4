/** Everything that can go wrong before there is an answer that can be judged. No text holds a query, a header or a body. */

/** There is no answer, or none that can be used. */
export class HttpFailed extends Error {
  override readonly name = "HttpFailed";
  /** Host name, with the port where it is not the usual one. */
  readonly host: string;
  /** As a clause: `its certificate is not trusted (CERT_HAS_EXPIRED)`. */
  readonly reason: string;

  constructor(host: string, reason: string, cause?: unknown) {
    super(`${JSON.stringify(host)} cannot be read: ${reason}.`, { cause });
    this.host = host;
    this.reason = reason;
  }
}

const show = (value: string): string => JSON.stringify(value.slice(0, 200));

/** What is to be asked is no address to which something may be sent. */
export const noUrl = (text: string): HttpFailed =>
  new HttpFailed(
    text
      .replace(/[?#].*$/s, "")
      .replace(/^.*@/s, "")
      .slice(0, 200),
    "it is no URL of https, without user name and password",
  );

/** An answer was cut off. Sizes are bytes. */
export const answerTooLarge = (host: string, largest: number): HttpFailed =>
  new HttpFailed(host, `its answer is larger than ${largest} bytes`);

/** An answer did not end in time. `patience` is in milliseconds. */
export const tooSlow = (host: string, patience: number): HttpFailed =>
  new HttpFailed(host, `it gave no whole answer within ${patience / 1000} seconds`);

/** A redirect leads to another host, or to where it must not be followed. */
export const redirectsElsewhere = (host: string, status: number, target: string): HttpFailed =>
  new HttpFailed(host, `it redirects (${status}) to ${show(target)}, where nothing is sent`);

/** Redirects follow each other. */
export const redirectsForEver = (host: string, most: number): HttpFailed =>
  new HttpFailed(host, `it redirects more than ${most} times`);

/** A host asks for a longer pause than there is time for: `seconds` this time, of `longest` milliseconds in all. */
export const waitTooLong = (host: string, status: number, seconds: number, longest: number): HttpFailed =>
  new HttpFailed(
    host,
    `it answers ${status} and asks to wait ${seconds} seconds; no more than ${longest / 1000} seconds are waited in all`,
  );

/** The proxy of the environment keeps a request from its host. */
export const proxyRefuses = (host: string, status: number): HttpFailed =>
  new HttpFailed(host, `the proxy does not let the request through (${status})`);

/** An answer that must be JSON is something else. */
export const notJson = (host: string, status: number, contentType: string | undefined): HttpFailed =>
  new HttpFailed(
    host,
    contentType === undefined
      ? `it answers ${status} with a body that is no JSON`
      : `it answers ${status} with ${show(contentType)} instead of JSON`,
  );

/** The next page of a list lies on another host. */
export const pagesElsewhere = (host: string, target: string): HttpFailed =>
  new HttpFailed(host, `its next page lies on ${show(target)}, where nothing is sent`);

/** The next page of a list was read before. */
export const pagesInCircle = (host: string): HttpFailed =>
  new HttpFailed(host, "its next page is one that was read before");

/** A list is longer than what is read of it. */
export const tooManyPages = (host: string, most: number): HttpFailed =>
  new HttpFailed(host, `it has more than ${most} pages`);

/** Codes of Node that say what is wrong. */
const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name cannot be resolved",
  ECONNREFUSED: "it refuses the connection",
  ECONNRESET: "it breaks the connection off",
  EPIPE: "it breaks the connection off",
  ETIMEDOUT: "the connection does not come about",
  EHOSTUNREACH: "no way leads to it",
  ENETUNREACH: "no way leads to it",
  EPROTO: "TLS with it fails",
  CERT_HAS_EXPIRED: "its certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  HPE_HEADER_OVERFLOW: "the headers of its answer are too large",
};

const untrusted = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT|UNABLE_TO_|CERT_)/;

/** Why there is no answer, from what Node says of it. */
export function connectionFailed(host: string, error: unknown): HttpFailed {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  return new HttpFailed(host, code === "" ? "the connection failed" : `${meaningOf(code)} (${code})`, error);
}

function meaningOf(code: string): string {
  const known = reasons[code];
  if (known !== undefined) return known;
  if (untrusted.test(code)) return "its certificate is not trusted";
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_")) return "TLS with it fails";
  return code.startsWith("HPE_") ? "its answer is no HTTP" : "the connection failed";
}
