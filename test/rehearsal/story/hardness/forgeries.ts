/** Tokens that look like a good one, made without the issuer's key. */
import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign, type JsonWebKey } from "node:crypto";

type Part = Readonly<Record<string, unknown>>;

/** What is known of a good token, and of the keys that its issuer publishes. */
export interface Model {
  readonly token: string;
  readonly keys: readonly JsonWebKey[];
  /** Claims that would make it somebody else's, or worth more. */
  readonly wished: Part;
}

/** Forgeries by how they are made. */
export function forgeriesOf({ token, keys, wished }: Model): Readonly<Record<string, string>> {
  const [head = "", body = "", signature = ""] = token.split(".");
  const header = decoded(head);
  const claims = { ...decoded(body), ...wished };
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const own = publicKey.export({ format: "jwk" });
  const published = keys.find(({ kid }) => kid === header["kid"]) ?? {};
  const secret = createPublicKey({ key: published, format: "jwk" }).export({ type: "spki", format: "pem" });
  const bySomebody = (protectedHeader: Part, payload: Part = claims): string =>
    joined(protectedHeader, payload, (data) => sign("sha256", data, privateKey));
  const byHash = (key: string | Buffer): string =>
    joined({ ...header, alg: "HS256" }, claims, (data) => createHmac("sha256", key).update(data).digest());
  return {
    "alg none": joined({ ...header, alg: "none" }, claims, () => Buffer.alloc(0)),
    "alg None": joined({ ...header, alg: "None" }, claims, () => Buffer.alloc(0)),
    "alg none with the signature": `${encoded({ ...header, alg: "none" })}.${body}.${signature}`,
    "alg missing": joined({ ...header, alg: undefined }, claims, () => Buffer.alloc(0)),
    "signature missing": `${head}.${body}.`,
    "signature cut": `${head}.${body}.${signature.slice(0, -8)}`,
    "claims altered": `${head}.${encoded(claims)}.${signature}`,
    "header altered": `${encoded({ ...header, typ: "at+jwt" })}.${body}.${signature}`,
    "key id altered": `${encoded({ ...header, kid: randomUUID() })}.${body}.${signature}`,
    "key id unknown": bySomebody({ ...header, kid: randomUUID() }),
    "key id missing": bySomebody({ ...header, kid: undefined }),
    "key id of the issuer": bySomebody(header),
    "key id of the issuer, nothing else altered": bySomebody(header, decoded(body)),
    "key in the header": bySomebody({ ...header, kid: undefined, jwk: own }),
    "key at an address": bySomebody({ ...header, jku: "https://evil.example/keys", x5u: "https://evil.example/keys" }),
    "key id is a path": bySomebody({ ...header, kid: "../../../../dev/null" }),
    "unknown critical header": bySomebody({ ...header, crit: ["exp"], exp: 0 }),
    "public key as a shared secret, PEM": byHash(secret),
    "public key as a shared secret, modulus": byHash(Buffer.from(String(published.n), "base64url")),
    "encrypted, it says": `${encoded({ alg: "RSA-OAEP", enc: "A128GCM" })}.${body}.${signature}.${body}.${signature}`,
    "no JSON": `${Buffer.from("no").toString("base64url")}.${body}.${signature}`,
    "no token": "undefined",
    long: `${head}.${body}.${"A".repeat(8_000)}`,
  };
}

function joined(header: Part, claims: Part, signed: (data: Buffer) => Buffer): string {
  const data = `${encoded(header)}.${encoded(claims)}`;
  return `${data}.${signed(Buffer.from(data)).toString("base64url")}`;
}

function encoded(part: Part): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function decoded(part: string): Part {
  return JSON.parse(Buffer.from(part, "base64url").toString()) as Part;
}
