/**
 * What Okta's tokens say.
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/guides/overview/#tokens-and-claims
 */
import type { TokenFacts } from "../../sign-in/options";

type Claims = Readonly<Record<string, unknown>>;

const version = 1;

/** Claims of an access token: `scp` is a list, `sub` the login. */
export function accessTokenClaims(issuer: string, audience: string, facts: TokenFacts): Claims {
  const { person, client, scopes, tokenId, issuedAt, expiresAt, signedInAt } = facts;
  return {
    ver: version,
    jti: `AT.${tokenId}`,
    iss: issuer,
    aud: audience,
    iat: issuedAt,
    exp: expiresAt,
    cid: client.id,
    uid: person.id,
    scp: scopes,
    auth_time: signedInAt,
    sub: person.login,
  };
}

/** Claims of an ID token: `sub` is the id of the user. */
export function idTokenClaims(issuer: string, facts: TokenFacts): Claims {
  const { person, client, scopes, tokenId, issuedAt, expiresAt, signedInAt, nonce } = facts;
  return {
    ver: version,
    jti: `ID.${tokenId}`,
    iss: issuer,
    aud: client.id,
    iat: issuedAt,
    exp: expiresAt,
    auth_time: signedInAt,
    sub: person.id,
    nonce,
    ...(scopes.includes("profile") ? { name: person.displayName, preferred_username: person.login } : {}),
    ...(scopes.includes("email") ? { email: person.login, email_verified: true } : {}),
  };
}
