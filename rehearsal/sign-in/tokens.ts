/** What access tokens and ID tokens say. */
import type { AccessToken, IdToken, JWTStructured, KoaContextWithOIDC } from "oidc-provider";
import { randomBytes } from "node:crypto";
import { clientOf, cloudSeconds, type IssuerState } from "./issuer-state";
import type { Decision, TokenFacts } from "./options";
import { Refusal } from "./refusal";
import { words } from "./request";
import { signToken } from "./signing-key";

const idTokenSeconds = 3600;

/** Replaces the library's claims of an access token by the vendor's. */
export function formAccessToken<D extends Decision>(
  state: IssuerState<D>,
  context: KoaContextWithOIDC,
  token: AccessToken,
  jwt: JWTStructured,
): void {
  const { iat, exp, jti } = jwt.payload;
  const facts = factsOf(state, context, token, {
    tokenId: String(jti),
    issuedAt: cloudSeconds(state.options, Number(iat)),
    expiresAt: cloudSeconds(state.options, Number(exp)),
  });
  jwt.header = { typ: state.options.tokenType };
  jwt.payload = { ...state.options.accessTokenClaims(facts) };
}

/** An ID token in the vendor's form. @throws Error outside a request that gives an access token */
export function formIdToken<D extends Decision>(state: IssuerState<D>, { ctx }: Pick<IdToken, "ctx">): string {
  const { options } = state;
  const issuedAt = Math.floor(options.clock.now() / 1000);
  const facts = factsOf(state, ctx, ctx.oidc.entities.AccessToken, {
    tokenId: randomBytes(24).toString("base64url"),
    issuedAt,
    expiresAt: issuedAt + idTokenSeconds,
  });
  return signToken(options.signingKey, options.idTokenClaims(facts), options.tokenType);
}

type Moments = Pick<TokenFacts, "tokenId" | "issuedAt" | "expiresAt">;

function factsOf<D extends Decision>(
  state: IssuerState<D>,
  { oidc }: KoaContextWithOIDC,
  token: AccessToken | undefined,
  moments: Moments,
): TokenFacts<D> {
  const { options, decisions } = state;
  const decision = decisions.find(token?.grantId);
  const person = token === undefined ? undefined : options.findPerson(token.accountId);
  const { AuthorizationCode: code, RefreshToken: refreshToken } = oidc.entities;
  const source = code ?? refreshToken;
  if (decision === undefined || person === undefined || source?.authTime === undefined) {
    throw new Refusal("server_error", "What was decided at sign-in has been forgotten.", "forgotten", 500);
  }
  return {
    ...moments,
    person,
    client: clientOf(state, oidc.client?.clientId),
    decision,
    scopes: words(token?.scope),
    signedInAt: cloudSeconds(options, source.authTime),
    ...(source.nonce === undefined ? {} : { nonce: source.nonce }),
  };
}
