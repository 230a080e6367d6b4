/** What the access tokens of Okta and Microsoft Entra say, each in its own claims. */
import { decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";

/** The person in whose name a call runs. */
export interface Person {
  /** Stable: `uid` of Okta, `oid` of Entra, else `sub`. */
  readonly id: string;
  /** For people to read: a login where the token holds one, else a display name, else the id. Never for decisions. */
  readonly name: string;
}

/**
 * The person a token speaks of. Okta writes the login into `sub`; with Entra `sub` is another opaque text for every application.
 *
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/#access-token-payload
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export function personOf({ sub = "", ...claims }: JWTPayload): Person {
  const okta = text(claims["uid"]);
  const id = text(claims["oid"]) ?? okta ?? sub;
  const login = text(claims["preferred_username"]) ?? (okta === undefined ? undefined : sub);
  return { id, name: login ?? text(claims["name"]) ?? id };
}

/** The client that asked for a token: `cid` of Okta, `azp` of Entra, `appid` of Entra's older tokens; all that are there. */
export function clientsOf(claims: JWTPayload): readonly string[] {
  return ["cid", "azp", "appid"].flatMap((name) => text(claims[name]) ?? []);
}

/** The scopes of a token: `scp` is an array with Okta and one text with Entra, `scope` one text with others (RFC 9068). */
export function scopesOf(claims: JWTPayload): readonly string[] {
  const scopes = claims["scp"] ?? claims["scope"];
  if (typeof scopes === "string") return scopes.split(" ").filter((scope) => scope !== "");
  return Array.isArray(scopes) ? scopes.filter((scope): scope is string => typeof scope === "string") : [];
}

/** The few values of a token that decide, shortened, as it states them. */
export interface TokenFacts {
  readonly algorithm?: unknown;
  readonly key?: unknown;
  readonly issuer?: unknown;
  readonly audience?: unknown;
  readonly clients?: unknown;
  readonly scopes?: unknown;
  /** Seconds since 1970. */
  readonly expires?: unknown;
}

/** What a token says, whoever made it, for logs. Nothing where it cannot be read. */
export function unverifiedFacts(token: string): TokenFacts {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const claims = decodeJwt(token);
    return {
      algorithm: shown(alg),
      key: shown(kid),
      issuer: shown(claims.iss),
      audience: shown(claims.aud),
      clients: shown(clientsOf(claims)),
      scopes: shown(scopesOf(claims)),
      expires: typeof claims.exp === "number" ? claims.exp : undefined,
    };
  } catch {
    return {};
  }
}

const longestText = 200;
const longestList = 20;

function shown(value: unknown): unknown {
  if (typeof value === "string") return value.slice(0, longestText);
  return Array.isArray(value) ? value.slice(0, longestList).map(shown) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
