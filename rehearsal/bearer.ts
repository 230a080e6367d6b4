/** What a valid bearer token says about its holder. */
export interface Caller {
  /** Claim `tid`. */
  readonly tenantId: string;
  /** Claim `oid`: object id of the user or of the service principal. */
  readonly objectId: string;
  /** Claim `appid` or `azp`: the application that asked for the token. */
  readonly clientId: string;
  /** Whether the token was given to an application alone or to one that acts for a person. */
  readonly kind: "application" | "user";
  /**
   * Claim `scp`: short names of what the application may do for the person.
   * @default no claim, as in tokens of applications
   */
  readonly scopes?: readonly string[];
}

/**
 * Verifies an `Authorization` header for one audience, for example `https://management.azure.com`. `undefined` for
 * everything but a bearer token that is signed by a tenant of the local cloud, still valid, and made for that audience.
 */
export type VerifyBearer = (authorization: string | undefined, audience: string) => Caller | undefined;
