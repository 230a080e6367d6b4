/**
 * The documents by which clients find an authorization server's endpoints; they name no endpoint that is not there.
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS/
 */
import type { IssuerPaths } from "../../sign-in/options";
import type { AuthorizationServer } from "../model";

/** Which document is asked for: that of OAuth (RFC 8414) or that of OpenID Connect. */
export type MetadataKind = "oauth-authorization-server" | "openid-configuration";

const idTokenClaims = ["iss", "ver", "sub", "aud", "iat", "exp", "jti", "auth_time", "nonce", "name", "email"];
const accessTokenClaims = ["ver", "jti", "iss", "aud", "iat", "exp", "cid", "uid", "scp", "sub"];

/** Scopes that anybody may know of. */
export function publishedScopes({ scopes }: AuthorizationServer): readonly string[] {
  return [...scopes.values()]
    .filter(({ settings }) => settings.metadataPublish === "ALL_CLIENTS")
    .map(({ settings }) => settings.name);
}

/** A metadata document. */
export function metadata(
  kind: MetadataKind,
  issuer: string,
  paths: IssuerPaths,
  scopes: readonly string[],
): Readonly<Record<string, unknown>> {
  const { origin } = new URL(issuer);
  return {
    issuer,
    authorization_endpoint: `${origin}${paths.authorize}`,
    token_endpoint: `${origin}${paths.token}`,
    jwks_uri: `${origin}${paths.keys}`,
    response_types_supported: ["code"],
    response_modes_supported: ["query"],
    grant_types_supported: ["authorization_code", "refresh_token"],
    subject_types_supported: ["public"],
    scopes_supported: scopes,
    token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post", "none"],
    code_challenge_methods_supported: ["S256"],
    ...(kind === "openid-configuration"
      ? { id_token_signing_alg_values_supported: ["RS256"], claims_supported: idTokenClaims }
      : { claims_supported: accessTokenClaims }),
  };
}
