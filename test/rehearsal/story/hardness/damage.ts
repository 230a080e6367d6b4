/** Requests that no well-behaved client sends. */

/** Where they are sent. */
export interface Door {
  readonly host: string;
  readonly path: string;
  /** Of the bodies that are meant for it. */
  readonly contentType: string;
}

/** Requests by what is wrong with them. */
export type Damaged = Readonly<Record<string, Buffer>>;

/** What is no HTTP, or not for the host that was reached: the same for every host. */
export function brokenRequests({ host, path, contentType }: Door): Damaged {
  const get = (...headers: readonly string[]): Buffer => bytes(`GET ${path}`, `host: ${host}`, ...headers);
  const post = (body: string, ...headers: readonly string[]): Buffer =>
    Buffer.concat([bytes(`POST ${path}`, `host: ${host}`, ...headers), Buffer.from(body)]);
  return {
    "no HTTP": Buffer.from("\0\x01\x02 nothing of the kind\r\n\r\n"),
    "unknown method": bytes(`BREW ${path}`, `host: ${host}`),
    "unknown version": Buffer.from(`GET ${path} HTTP/9.9\r\nhost: ${host}\r\n\r\n`),
    "unknown expectation": post("a", "content-length: 1", "expect: the-unexpected"),
    "no host": bytes(`GET ${path}`),
    "another host": bytes(`GET ${path}`, "host: evil.example"),
    "header too large": get(`x-large: ${"x".repeat(40_000)}`),
    "header with a zero": get("x-a: b\0c"),
    "header on two lines": get("x-a: b\r\n\tc"),
    "length too large": post("", `content-type: ${contentType}`, "content-length: 1000000000"),
    "length below zero": post("", "content-length: -1"),
    "two lengths": post("a", "content-length: 1", "content-length: 2"),
    "length and chunks": post("0\r\n\r\n", "content-length: 4", "transfer-encoding: chunked"),
  };
}

/** What each host must refuse for itself. */
export function damagedRequests({ host, path, contentType }: Door): Damaged {
  const get = (target: string, ...headers: readonly string[]): Buffer =>
    bytes(`GET ${target}`, `host: ${host}`, ...headers);
  const post = (body: string | Buffer, ...headers: readonly string[]): Buffer => {
    const described = [`content-type: ${contentType}`, `content-length: ${Buffer.byteLength(body)}`];
    return Buffer.concat([bytes(`POST ${path}`, `host: ${host}`, ...described, ...headers), Buffer.from(body)]);
  };
  const transferred = (body: string, coding: string): Buffer => {
    const described = [`content-type: ${contentType}`, `transfer-encoding: ${coding}`];
    return Buffer.concat([bytes(`POST ${path}`, `host: ${host}`, ...described), Buffer.from(body)]);
  };
  return {
    "path not encoded": get(`${path}/%ff%zz%00`),
    "path upwards": get("/../../../etc/passwd"),
    "path upwards, encoded": get(`${path}/..%2f..%2f..%2fetc%2fpasswd`),
    "path of another host": get("//evil.example/%2f"),
    "address of another host": get(`https://evil.example${path}`),
    "path too long": get(`${path}/${"a".repeat(30_000)}`),
    "query too long": get(`${path}?${"a=b&".repeat(7_000)}`),
    "query too deep": get(`${path}?a${"[a]".repeat(3_000)}=b&__proto__[x]=1&constructor=1`),
    "query not encoded": get(`${path}?%ff=%zz&=&&%00`),
    "too many headers": get(path, ...Array.from({ length: 2_000 }, (_one, index) => `x-${index}: 1`)),
    "cookies that are none": get(path, `cookie: ${"=;%ff=%zz;__proto__=1;".repeat(500)}`),
    "no scheme of authorization": get(path, "authorization: Bearer"),
    "authorization of bytes": get(path, "authorization: Basic \xff\xfe:=="),
    "authorization too long": get(path, `authorization: Bearer ${"a.".repeat(7_000)}`),
    "two authorizations": post("{}", "authorization: Bearer a", "authorization: Bearer b"),
    "upgrade to nothing": get(path, "connection: upgrade", "upgrade: websocket", "sec-websocket-version: 13"),
    "another method": bytes(`TRACE ${path}`, `host: ${host}`),
    "chunk without a length": transferred("zz\r\n", "chunked"),
    "unknown transfer": transferred("", "gzip"),
    "no compression where it says so": post("nothing", "content-encoding: gzip"),
    "unknown compression": post("nothing", "content-encoding: x-evil"),
    "no JSON": post("{"),
    "no text": post(Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])),
    null: post("null"),
    nothing: post(""),
    "too deep": post(`${"[".repeat(50_000)}${"]".repeat(50_000)}`),
    "too deep, without an end": post("[".repeat(200_000)),
    "names with a meaning": post('{"__proto__":{"admin":true},"constructor":{"prototype":{"x":1}}}'),
    "too many fields": post("a=b&".repeat(50_000)),
    "too much": post("a".repeat(2_000_000)),
  };
}

/** A request up to its body. */
function bytes(request: string, ...headers: readonly string[]): Buffer {
  return Buffer.from([`${request} HTTP/1.1`, ...headers, "", ""].join("\r\n"), "latin1");
}
