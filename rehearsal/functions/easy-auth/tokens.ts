/**
 * How Easy Auth judges a bearer token: signature, issuer, audience, lifetime and, with Entra, the client. Never a scope and never a
 * role: that is the server's to do.
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad
 * @see https://learn.microsoft.com/azure/app-service/configure-authentication-provider-openid-connect
 */
import { decodeJwt, errors, jwtVerify, type JWTPayload } from "jose";
import type { Clock } from "../../clock";
import type { SwitchSettings } from "../../switches";
import type { IdentityProviders } from "./identity-providers";
import type { ProviderSettings } from "./settings";

/** What a token is worth. */
export type TokenVerdict =
  | { readonly outcome: "accepted"; readonly provider: string; readonly claims: JWTPayload }
  /** The token is not valid here: who sends it is as good as nobody. */
  | { readonly outcome: "invalid"; readonly reason: string }
  /** The token is valid, and its client may not come in. */
  | { readonly outcome: "forbidden"; readonly reason: string };

/** What the judgement depends on. */
export interface TokenJudge {
  readonly identityProviders: IdentityProviders;
  readonly clock: Clock;
  readonly switches: Pick<SwitchSettings, "easyAuthCustomAccessToken">;
}

/** Entra signs with RS256 alone; others may use what OpenID Connect commonly offers. Never `none`, never a shared secret. */
const entraAlgorithms = ["RS256"];
const customAlgorithms = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

/**
 * Judges a token by the enabled providers of a site.
 * @param token what follows `Bearer `
 */
export async function judgeToken(
  token: string,
  providers: readonly ProviderSettings[],
  judge: TokenJudge,
): Promise<TokenVerdict> {
  const unconfigured = providers.find(({ kind }) => kind === "unconfigured");
  if (unconfigured !== undefined) {
    const name = JSON.stringify(unconfigured.name);
    return invalid(`Identity provider ${name} is enabled and has no registration, so no token can be judged.`);
  }
  const verdicts: TokenVerdict[] = [];
  for (const provider of providers) {
    const verdict = await judgeBy(provider, token, judge);
    if (verdict.outcome !== "invalid") return verdict;
    verdicts.push(verdict);
  }
  return verdicts.find((verdict) => verdict.outcome === "invalid") ?? invalid("No identity provider is enabled.");
}

async function judgeBy(provider: ProviderSettings, token: string, judge: TokenJudge): Promise<TokenVerdict> {
  switch (provider.kind) {
    case "entra":
      return judgeEntraToken(provider, token, judge);
    case "custom":
      if (judge.switches.easyAuthCustomAccessToken === "refused") {
        return invalid(`Identity provider ${JSON.stringify(provider.name)} takes no access token as a bearer token.`);
      }
      return judgeCustomToken(provider, token, judge);
    default:
      return invalid(`Identity provider ${JSON.stringify(provider.name)} issues no tokens for an API.`);
  }
}

async function judgeEntraToken(
  provider: Extract<ProviderSettings, { kind: "entra" }>,
  token: string,
  judge: TokenJudge,
): Promise<TokenVerdict> {
  const { name, issuer, clientId, allowedAudiences, allowedApplications } = provider;
  const verdict = await verify(token, judge, {
    name,
    configurationUrl: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    issuer,
    audiences: [clientId, ...allowedAudiences],
    algorithms: entraAlgorithms,
  });
  if (verdict.outcome !== "accepted" || allowedApplications.length === 0) return verdict;
  const client = clientOf(verdict.claims);
  if (client !== undefined && allowedApplications.some((allowed) => allowed.toLowerCase() === client.toLowerCase())) {
    return verdict;
  }
  const reason = `Client ${JSON.stringify(client)} is none of the allowed applications.`;
  return { outcome: "forbidden", reason };
}

async function judgeCustomToken(
  provider: Extract<ProviderSettings, { kind: "custom" }>,
  token: string,
  judge: TokenJudge,
): Promise<TokenVerdict> {
  const { name, configurationUrl, clientId } = provider;
  return verify(token, judge, { name, configurationUrl, audiences: [clientId], algorithms: customAlgorithms });
}

interface Expected {
  readonly name: string;
  readonly configurationUrl: string;
  /** @default the one that the metadata document names */
  readonly issuer?: string;
  readonly audiences: readonly string[];
  readonly algorithms: readonly string[];
}

async function verify(token: string, judge: TokenJudge, expected: Expected): Promise<TokenVerdict> {
  const { name, configurationUrl, audiences, algorithms } = expected;
  try {
    const published = await judge.identityProviders.read(configurationUrl);
    const { payload } = await jwtVerify(token, published.keys, {
      issuer: expected.issuer ?? published.issuer,
      audience: [...audiences],
      algorithms: [...algorithms],
      currentDate: new Date(judge.clock.now()),
      requiredClaims: ["exp"],
    });
    return { outcome: "accepted", provider: name, claims: payload };
  } catch (error) {
    return invalid(reasonOf(error, token, expected));
  }
}

/** The client that a token was issued to: `azp` in version 2 of Entra's tokens, `appid` in version 1, `cid` at Okta. */
export function clientOf(claims: JWTPayload): string | undefined {
  return [claims["azp"], claims["appid"], claims["cid"]].find((claim) => typeof claim === "string");
}

function invalid(reason: string): TokenVerdict {
  return { outcome: "invalid", reason };
}

/** The numbers are those of Microsoft's token library, which people find in their logs and search for. */
function reasonOf(error: unknown, token: string, { configurationUrl, issuer, audiences }: Expected): string {
  if (error instanceof errors.JWTExpired) return "IDX10223: Lifetime validation failed. The token is expired.";
  if (error instanceof errors.JWTClaimValidationFailed) {
    const found = JSON.stringify(decodeJwt(token)[error.claim]);
    if (error.claim === "aud") {
      return `IDX10214: Audience validation failed. Audiences: ${found}. Did not match: ${JSON.stringify(audiences)}.`;
    }
    if (error.claim === "iss") {
      const wanted = issuer === undefined ? `the issuer of ${configurationUrl}` : JSON.stringify(issuer);
      return `IDX10205: Issuer validation failed. Issuer: ${found}. Did not match: ${wanted}.`;
    }
    if (error.claim === "nbf") return "IDX10222: Lifetime validation failed. The token is not yet valid.";
    return `The token's claim ${JSON.stringify(error.claim)} is missing or wrong.`;
  }
  if (error instanceof errors.JWKSNoMatchingKey) return "IDX10501: Signature validation failed. Unable to match keys.";
  if (error instanceof errors.JWSSignatureVerificationFailed) return "IDX10511: Signature validation failed.";
  if (error instanceof errors.JOSEAlgNotAllowed) return "IDX10696: The signature algorithm is not allowed.";
  if (error instanceof errors.JOSEError) return "IDX12741: The token is not a well-formed JWT.";
  return `The identity provider's metadata at ${configurationUrl} cannot be read.`;
}
