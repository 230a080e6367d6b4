/** What is asked on the wire, and what is expected of the answers. */

/** A client that sends people to sign in. */
export interface WireClient {
  /** Name of its connection. @default it has none */
  readonly connection?: string;
  /** Where it sends people. @default what the metadata of the issuer says */
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  /** @default not known: no authorize request is made */
  readonly clientId?: string;
  /** What it requests, in the identity provider's form. */
  readonly scopes: readonly string[];
  /** @default not known: no authorize request is made */
  readonly redirectUrl?: string;
}

/** One MCP endpoint, its issuer, its clients. */
export interface WireQuery {
  /** The MCP endpoint. @default the endpoint is not asked */
  readonly endpoint?: string;
  /** What tokens name as `iss`. @default told from the endpoint's metadata, where one issuer stands there */
  readonly issuer?: string;
  /** Host name of the identity provider, where its issuer is not known. @default not known either */
  readonly identityProvider?: string;
  /** What the endpoint should advertise, in the form of a request. @default no less than the clients request */
  readonly advertised?: readonly string[];
  readonly clients: readonly WireClient[];
}

/** Scopes of OpenID Connect, which no API exposes. @see https://openid.net/specs/openid-connect-core-1_0.html#ScopeClaims */
const protocolScopes: readonly string[] = ["openid", "offline_access", "profile", "email", "address", "phone"];

/** Scopes of the API among those that are requested. */
export function apiScopes({ scopes }: WireClient): readonly string[] {
  return scopes.filter((scope) => !protocolScopes.includes(scope));
}

/** URL to show: without query and fragment. */
export function bare(url: string): string {
  return url.replace(/[?#].*$/s, "");
}
