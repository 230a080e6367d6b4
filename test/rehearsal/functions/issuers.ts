/** Identity providers that Easy Auth trusts: each publishes one key and signs whatever a test wants. */
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from "jose";
import type { CloudClock } from "../../../rehearsal/clock";
import type { Service } from "../../../rehearsal/service";
import { tenantId } from "../support/test-cloud";

export const entraIssuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
export const oktaIssuer = "https://example.okta.com/oauth2/aus1";
export const oktaConfigurationUrl = `${oktaIssuer}/.well-known/openid-configuration`;

/** What a test says of a token; everything else is as it should be. */
export interface TokenFacts {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** @default the key that the issuer publishes */
  readonly key?: CryptoKey;
  readonly header?: Readonly<Record<string, string>>;
}

/** An identity provider that publishes one key. */
export interface Issuer {
  readonly service: Service;
  /** Signs an access token that lasts an hour. */
  token(facts?: TokenFacts): Promise<string>;
}

/** Claims of a token of Entra for the site. */
export const entraClaims = {
  iss: entraIssuer,
  aud: "api-client-id",
  azp: "client-1",
  oid: "person-1",
  tid: tenantId,
  preferred_username: "ada@example.com",
  scp: "weather.read",
} as const;

/** Claims of a token of Okta for the site. */
export const oktaClaims = {
  iss: oktaIssuer,
  aud: "api://weather",
  cid: "weather-dev-reader",
  uid: "00u1",
  sub: "ada@example.com",
  scp: ["weather.read"],
} as const;

/** Made once: it takes longer than everything else. */
const keyPairs = [generateKeyPair("RS256"), generateKeyPair("RS256")] as const;

/** An identity provider under a host name. */
async function startIssuer(
  hostName: string,
  issuer: string,
  keyPair: (typeof keyPairs)[number],
  clock: CloudClock,
): Promise<Issuer> {
  const { privateKey, publicKey } = await keyPair;
  const kid = `${hostName}-1`;
  const key: JWK = { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" };
  const documents: Readonly<Record<string, unknown>> = {
    [`${issuer}/.well-known/openid-configuration`]: { issuer, jwks_uri: `${issuer}/keys` },
    [`${issuer}/keys`]: { keys: [key] },
  };
  return {
    service: {
      hosts: [hostName],
      handle: (request, response) => {
        const document = documents[`https://${hostName}${request.url ?? ""}`];
        response.writeHead(document === undefined ? 404 : 200, { "content-type": "application/json" });
        response.end(JSON.stringify(document ?? {}));
      },
    },
    token: ({ claims = {}, key: other, header = {} } = {}) => {
      const now = Math.floor(clock.now() / 1000);
      return new SignJWT({ iss: issuer, iat: now, nbf: now, exp: now + 3600, ...claims })
        .setProtectedHeader({ alg: "RS256", kid, typ: "JWT", ...header })
        .sign(other ?? privateKey);
    },
  };
}

/** Microsoft Entra. */
export const startEntra = (clock: CloudClock): Promise<Issuer> =>
  startIssuer("login.microsoftonline.com", entraIssuer, keyPairs[0], clock);

/** An authorization server of Okta. */
export const startOkta = (clock: CloudClock): Promise<Issuer> =>
  startIssuer("example.okta.com", oktaIssuer, keyPairs[1], clock);
