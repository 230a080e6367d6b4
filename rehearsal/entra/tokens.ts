/**
 * Access tokens of Entra: signed with RS256 by a key that lives as long as the local cloud.
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
import { createHash, generateKeyPairSync, type JsonWebKey, randomUUID, sign, verify } from "node:crypto";
import type { Caller } from "../bearer";

/** What a token says beside who it speaks for. */
export interface TokenRequest extends Caller {
  /** The API that the token is for, for example `https://graph.microsoft.com`. */
  readonly audience: string;
  /** Seconds until the token expires. */
  readonly lifetime: number;
  /** Short names of delegated scopes. @default no `scp` claim */
  readonly scopes?: readonly string[];
}

/** A public key as the keys document of a tenant lists it. */
export type PublicKey = Readonly<JsonWebKey>;

interface Claims {
  readonly aud: unknown;
  readonly exp: unknown;
  readonly iss: unknown;
  readonly tid: unknown;
  readonly oid: unknown;
  readonly appid: unknown;
  readonly idtyp: unknown;
}

const keyBits = 2048;

/** Signs tokens and judges them. */
export class TokenAuthority {
  readonly #privateKey;
  readonly #publicKey;
  /** The key that tokens are signed with. */
  readonly publicKey: PublicKey;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: keyBits });
    this.#privateKey = privateKey;
    this.#publicKey = publicKey;
    const key = publicKey.export({ format: "jwk" });
    const kid = createHash("sha256").update(String(key.n)).digest("base64url");
    this.publicKey = { ...key, kid, use: "sig", alg: "RS256" };
  }

  /** A token in the form of version 1, which Resource Manager, Graph and Foundry ask for. */
  issue({ tenantId, objectId, clientId, kind, audience, lifetime, scopes }: TokenRequest): string {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      aud: audience,
      iss: issuer(tenantId),
      iat: now,
      nbf: now,
      exp: now + lifetime,
      appid: clientId,
      appidacr: "1",
      idtyp: kind === "application" ? "app" : "user",
      oid: objectId,
      ...(scopes === undefined ? {} : { scp: scopes.join(" ") }),
      sub: objectId,
      tid: tenantId,
      uti: randomUUID(),
      ver: "1.0",
    };
    const header = { typ: "JWT", alg: "RS256", kid: this.publicKey["kid"] };
    const signed = `${encode(header)}.${encode(claims)}`;
    return `${signed}.${sign("RSA-SHA256", Buffer.from(signed), this.#privateKey).toString("base64url")}`;
  }

  /**
   * Judges the value of an `Authorization` header.
   * @param authorization the header, `Bearer <token>`
   * @param audience the API that is asked; tokens for another one are refused
   * @returns who the token speaks for, or `undefined` where it is missing, malformed, wrongly signed, expired or not for this API
   */
  verifyBearer(authorization: string | undefined, audience: string): Caller | undefined {
    const [, token = ""] = /^Bearer ([\w.-]+)$/i.exec(authorization ?? "") ?? [];
    const [header = "", payload = "", signature = "", ...more] = token.split(".");
    const isOurs = more.length === 0 && this.#isSigned(header, payload, signature);
    return isOurs ? callerOf(decode(payload), audience) : undefined;
  }

  /** The algorithm is never taken from the token. */
  #isSigned(header: string, payload: string, signature: string): boolean {
    const { alg, kid } = decode(header);
    const signed = Buffer.from(`${header}.${payload}`);
    return (
      alg === "RS256" &&
      kid === this.publicKey["kid"] &&
      verify("RSA-SHA256", signed, this.#publicKey, Buffer.from(signature, "base64url"))
    );
  }
}

function callerOf(claims: Partial<Claims>, audience: string): Caller | undefined {
  const { aud, exp, iss, tid, oid, appid, idtyp } = claims;
  const isCurrent = typeof exp === "number" && exp > Date.now() / 1000;
  if (!isCurrent || typeof aud !== "string" || withoutSlash(aud) !== withoutSlash(audience)) {
    return undefined;
  }
  if (typeof tid !== "string" || typeof oid !== "string" || typeof appid !== "string" || iss !== issuer(tid)) {
    return undefined;
  }
  return { tenantId: tid, objectId: oid, clientId: appid, kind: idtyp === "user" ? "user" : "application" };
}

function issuer(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

function withoutSlash(audience: string): string {
  return audience.replace(/\/$/, "");
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
