/** JSON Web Tokens, taken apart. @see https://www.rfc-editor.org/rfc/rfc7519 */
import { createPublicKey, verify } from "node:crypto";
import { isObject, type JsonObject } from "../reading/json";

/** A token with what it says. It is never shown. */
export interface Jwt {
  readonly header: JsonObject;
  readonly claims: JsonObject;
  /** What is signed. */
  readonly signed: string;
  readonly signature: Buffer;
}

/** Longer texts are no tokens. */
const longestToken = 32_768;

/** Takes a token apart, with or without `Bearer` before it; undefined where the text is none. */
export function readJwt(text: string): Jwt | undefined {
  const token = text.trim().replace(/^(authorization:\s*)?bearer\s+/i, "");
  if (token.length > longestToken) return undefined;
  const [, head = "", body = "", signature = ""] = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/.exec(token) ?? [];
  const header = objectIn(head);
  const claims = objectIn(body);
  if (header === undefined || claims === undefined) return undefined;
  return { header, claims, signed: `${head}.${body}`, signature: Buffer.from(signature, "base64url") };
}

/**
 * Whether one of some keys has signed a token.
 * @param jwt whose header names algorithm and key
 * @param keys a JSON Web Key Set
 * @returns undefined where the algorithm is none that can be told here
 */
export function isSignedBy(jwt: Jwt, keys: JsonObject): boolean | undefined {
  const { signed, signature, header } = jwt;
  const { alg, kid } = header;
  if (alg !== "RS256" && alg !== "ES256") return undefined;
  const listed = Array.isArray(keys["keys"]) ? keys["keys"].filter(isObject) : [];
  const fit = listed.filter((key) => kid === undefined || key["kid"] === kid);
  return fit.some((jwk) => {
    try {
      const key = createPublicKey({ key: { ...jwk }, format: "jwk" });
      return verify("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }, signature);
    } catch {
      return false;
    }
  });
}

function objectIn(text: string): JsonObject | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
