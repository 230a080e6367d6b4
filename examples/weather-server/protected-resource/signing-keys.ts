/** The keys of an issuer, found by its metadata (OpenID Connect Discovery 1.0, section 4). */
import { createRemoteJWKSet, errors as joseErrors, type JWTVerifyGetKey } from "jose";
import * as errors from "./errors";
import { isLoopback } from "./settings";

/** How long an answer of the issuer may take, in milliseconds. */
const patience = 5_000;

/** Keys are fetched anew for a key id that is not known, but not more often than this, in milliseconds. */
export const keyCooldown = 30_000;

/**
 * Keys that are fetched when the first token comes, and again when a token names an unknown one or they are ten minutes old.
 * Where they cannot be had, the next token tries again.
 *
 * @param issuer an `https` URL, or `http` on loopback
 */
export function signingKeys(issuer: string): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (header, token) => {
    keys ??= discover(issuer).catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return (await keys)(header, token);
  };
}

/** Where the metadata of an issuer lies. */
export function issuerMetadataUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
}

/** Whether an error says that no key fits, rather than that there are no keys. */
export function isNoMatchingKey(error: unknown): boolean {
  return error instanceof joseErrors.JWKSNoMatchingKey || error instanceof joseErrors.JWKSMultipleMatchingKeys;
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const url = issuerMetadataUrl(issuer);
  const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(patience) });
  if (response.status !== 200) throw errors.unusableIssuer(url, `answers ${response.status}.`);
  const metadata: unknown = await response.json();
  const { issuer: named, jwks_uri: keys } =
    typeof metadata === "object" && metadata !== null ? (metadata as Claims) : {};
  if (named !== issuer) throw errors.unusableIssuer(url, `is the metadata of ${JSON.stringify(named)}.`);
  if (typeof keys !== "string" || !isSafe(keys)) {
    throw errors.unusableIssuer(url, `names the keys ${JSON.stringify(keys)}, which is no https URL.`);
  }
  return createRemoteJWKSet(new URL(keys), { timeoutDuration: patience, cooldownDuration: keyCooldown });
}

type Claims = Readonly<Record<string, unknown>>;

function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
}
