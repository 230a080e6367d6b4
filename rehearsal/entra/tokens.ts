/**
 * Access tokens of Entra: signed with RS256 by a key that lives as long as the process.
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
import {
  createHash,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyPairKeyObjectResult,
  randomUUID,
  verify,
} from "node:crypto";
import type { Caller } from "../bearer";
import type { Clock } from "../clock";
import { type SigningKey, signToken } from "../sign-in/signing-key";

/** What a token says beside who it speaks for. */
export interface TokenRequest extends Caller {
  /** The API that the token is for, for example `https://graph.microsoft.com`. */
  readonly audience: string;
  /** Seconds until the token expires. */
  readonly lifetime: number;
  /** The person that it speaks for, by sign-in name and displayed name. @default it speaks for an application */
  readonly person?: { readonly login: string; readonly displayName: string };
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
  readonly scp: unknown;
}

const keyBits = 2048;
let processKeys: KeyPairKeyObjectResult | undefined;

/** One pair for a process: making one takes longer than everything else that a cloud does before it can be used. */
function keys(): KeyPairKeyObjectResult {
  processKeys ??= generateKeyPairSync("rsa", { modulusLength: keyBits });
  return processKeys;
}

/** Signs tokens and judges them. */
export class TokenAuthority {
  readonly #publicKey;
  readonly #clock: Clock;
  /** What tokens are signed with. */
  readonly signingKey: SigningKey;
  /** What tokens are verified with. */
  readonly publicKey: PublicKey;

  constructor(clock: Clock) {
    this.#clock = clock;
    const { privateKey, publicKey } = keys();
    this.#publicKey = publicKey;
    const key = publicKey.export({ format: "jwk" });
    const kid = createHash("sha256").update(String(key.n)).digest("base64url");
    this.signingKey = { kid, privateKey };
    this.publicKey = { ...key, kid, use: "sig", alg: "RS256" };
  }

  /** A token in the form of version 1, which Resource Manager, Graph and Foundry ask for. */
  issue({ tenantId, objectId, clientId, kind, audience, lifetime, scopes, person }: TokenRequest): string {
    const now = Math.floor(this.#clock.now() / 1000);
    const claims = {
      aud: audience,
      iss: issuer(tenantId),
      iat: now,
      nbf: now,
      exp: now + lifetime,
      appid: clientId,
      appidacr: "1",
      idtyp: kind === "application" ? "app" : "user",
      ...(person && { name: person.displayName, unique_name: person.login, upn: person.login }),
      oid: objectId,
      ...(scopes === undefined ? {} : { scp: scopes.join(" ") }),
      sub: objectId,
      tid: tenantId,
      uti: randomUUID(),
      ver: "1.0",
    };
    return signToken(this.signingKey, claims, "JWT");
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
    return isOurs ? callerOf(decode(payload), audience, this.#clock) : undefined;
  }

  /** The algorithm is never taken from the token. */
  #isSigned(header: string, payload: string, signature: string): boolean {
    const { alg, kid } = decode(header);
    const signed = Buffer.from(`${header}.${payload}`);
    return (
      alg === "RS256" &&
      kid === this.signingKey.kid &&
      verify("RSA-SHA256", signed, this.#publicKey, Buffer.from(signature, "base64url"))
    );
  }
}

function callerOf(claims: Partial<Claims>, audience: string, clock: Clock): Caller | undefined {
  const { aud, exp, iss, tid, oid, appid, idtyp, scp } = claims;
  const isCurrent = typeof exp === "number" && exp > clock.now() / 1000;
  if (!isCurrent || typeof aud !== "string" || withoutSlash(aud) !== withoutSlash(audience)) {
    return undefined;
  }
  if (typeof tid !== "string" || typeof oid !== "string" || typeof appid !== "string" || iss !== issuer(tid)) {
    return undefined;
  }
  return {
    tenantId: tid,
    objectId: oid,
    clientId: appid,
    kind: idtyp === "user" ? "user" : "application",
    ...(typeof scp === "string" ? { scopes: scp.split(" ") } : {}),
  };
}

function issuer(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`;
}

function withoutSlash(audience: string): string {
  return audience.replace(/\/$/, "");
}

function decode(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
