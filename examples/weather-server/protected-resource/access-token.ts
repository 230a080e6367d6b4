/** Verifies access tokens: algorithm, signature, issuer, audience, validity and client, in this order. */
import { errors as joseErrors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from "jose";
import { clientsOf, personOf, scopesOf, unverifiedFacts, type Person, type TokenFacts } from "./claims";
import * as errors from "./errors";
import type { Refusal } from "./refusal";
import type { ProtectedResourceSettings } from "./settings";
import { isNoMatchingKey, issuerMetadataUrl, signingKeys } from "./signing-keys";

/** How far clocks may be apart, in seconds: a token is accepted as long before its time and after its end. */
export const clockTolerance = 30;

/** The only algorithm: what Okta and Entra sign with. Naming it excludes `none` and keys used as shared secrets. */
const algorithm = "RS256";

/** A token that holds. */
export interface VerifiedToken {
  readonly person: Person;
  readonly client: string;
  /** Short names, as they stand in the token. */
  readonly scopes: readonly string[];
}

/** Verifies a token. Rejects with a {@link Refusal} that says why it does not hold. */
export type VerifyToken = (token: string) => Promise<VerifiedToken>;

/** Verifies tokens of one issuer for one audience. */
export function createVerifier(settings: ProtectedResourceSettings): VerifyToken {
  const { issuer, audience, clients } = settings;
  const keys = keysOrRefusal(issuer);
  const expected = { algorithm, issuer, audience, clients };
  return async (token) => {
    const claims = await verified(token, keys, settings).catch((error: unknown) => {
      throw whyNot(error, unverifiedFacts(token), expected);
    });
    const [client, ...others] = clientsOf(claims);
    if (client === undefined || ![client, ...others].every((id) => clients.includes(id))) {
      throw errors.clientNotAllowed({ ...unverifiedFacts(token), person: personOf(claims) }, expected);
    }
    return { person: personOf(claims), client, scopes: scopesOf(claims) };
  };
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  { issuer, audience }: ProtectedResourceSettings,
): Promise<JWTPayload> {
  const { payload } = await jwtVerify(token, keys, {
    algorithms: [algorithm],
    issuer,
    audience,
    clockTolerance,
    requiredClaims: ["exp"],
  });
  // Nobody is called nothing; whose token it is must be said.
  if (typeof payload.sub !== "string" || payload.sub === "") {
    throw new joseErrors.JWTClaimValidationFailed("no subject", payload, "sub", "invalid");
  }
  return payload;
}

/** Keys that are missing for want of an issuer are not the fault of the token. */
function keysOrRefusal(issuer: string): JWTVerifyGetKey {
  const keys = signingKeys(issuer);
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (isNoMatchingKey(error)) throw error;
      throw errors.keysUnavailable({ error: messageOf(error) }, { metadata: issuerMetadataUrl(issuer) });
    }
  };
}

function whyNot(error: unknown, found: TokenFacts, expected: { readonly issuer: string }): unknown {
  const refuse = (reason: string, description: string): Refusal =>
    errors.invalidToken(reason, description, found, expected);
  if (error instanceof joseErrors.JWTExpired) return refuse("expired", "The token has expired.");
  if (error instanceof joseErrors.JWTClaimValidationFailed) return refuse(...claimProblem(error.claim));
  if (error instanceof joseErrors.JOSEAlgNotAllowed)
    return refuse("algorithm", `The token is not signed with ${algorithm}.`);
  if (error instanceof joseErrors.JWSSignatureVerificationFailed) {
    return refuse("signature", "The signature of the token is not that of its issuer.");
  }
  if (isNoMatchingKey(error)) {
    // Another issuer has other keys: that it is another one is the cause, and that its key is unknown follows from it.
    if (found.issuer !== expected.issuer) return refuse(...claimProblem("iss"));
    return refuse("unknown-key", "The token is signed with a key that its issuer does not have.");
  }
  if (error instanceof joseErrors.JOSEError) return refuse("malformed-token", "The token is no signed JWT.");
  return error;
}

function claimProblem(claim: string): readonly [reason: string, description: string] {
  if (claim === "iss") return ["issuer", "The token comes from another issuer."];
  if (claim === "aud") return ["audience", "The token is meant for another audience."];
  if (claim === "nbf") return ["not-yet-valid", "The token is not valid yet."];
  return ["claim", "The token lacks a claim that it needs, or holds a wrong one."];
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${messageOf(error.cause)}`;
}
