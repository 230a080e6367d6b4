import { generateKeyPair, type KeyObject, sign } from "node:crypto";
import { promisify } from "node:util";

const keyBits = 2048;

/** A private RSA key that an issuer signs with, and the id under which its keys document lists it. */
export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** Makes a fresh key of 2048 bits. @param kid its id in the keys document and in the header of every token */
export async function createSigningKey(kid: string): Promise<SigningKey> {
  const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength: keyBits });
  return { kid, privateKey };
}

/**
 * A JSON Web Token signed with RS256 (RFC 7519, RFC 7515).
 * @param key whose id becomes `kid`
 * @param claims what the token says
 * @param type `typ` of the header; left out where it is `undefined`
 */
export function signToken(
  key: SigningKey,
  claims: Readonly<Record<string, unknown>>,
  type: string | undefined,
): string {
  const header = { typ: type, alg: "RS256", kid: key.kid };
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key.privateKey).toString("base64url")}`;
}

function encode(part: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
