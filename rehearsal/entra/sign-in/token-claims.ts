/**
 * What Entra's tokens say about a person. An API chooses the version of the tokens that are meant for it.
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 * @see https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference
 */
import { createHash, randomBytes } from "node:crypto";
import { issuerOf } from "../metadata";
import type { ServicePrincipal, User } from "../model";
import { applicationByClientId, type Tenant } from "../state";
import type { NamedResource } from "./resources";
import type { ProtocolScope } from "./scope-request";

/** Seconds: Entra draws between 60 and 90 minutes for each token; here all live for the mean. */
export const personTokenLifetime = 75 * 60;

/** Who a token speaks for, and to whom. */
export interface TokenSubject {
  readonly tenant: Tenant;
  readonly client: ServicePrincipal;
  readonly person: User;
  /** Seconds since 1970. */
  readonly issuedAt: number;
}

type Claims = Readonly<Record<string, string | number>>;

/**
 * Claims of an access token.
 * @param subject who it speaks for
 * @param resource the API that it is for
 * @param scopes short names of all that the client may do there, not only of what was asked
 */
export function accessTokenClaims(subject: TokenSubject, resource: NamedResource, scopes: readonly string[]): Claims {
  const { tenant, client, person } = subject;
  const { principal, identifier } = resource;
  const application = applicationByClientId(tenant, principal.appId);
  const common = {
    ...times(subject),
    name: person.displayName,
    oid: person.id,
    scp: scopes.join(" "),
    sub: pairwiseSubject(subject),
    tid: tenant.tenantId,
    uti: uniqueTokenIdentifier(),
  };
  if (application?.properties.api.requestedAccessTokenVersion === 2) {
    return {
      aud: principal.appId,
      iss: issuerOf(tenant),
      azp: client.appId,
      azpacr: "1",
      preferred_username: person.userPrincipalName,
      ...common,
      ver: "2.0",
    };
  }
  return {
    aud: identifier,
    iss: `https://sts.windows.net/${tenant.tenantId}/`,
    appid: client.appId,
    appidacr: "1",
    idtyp: "user",
    unique_name: person.userPrincipalName,
    upn: person.userPrincipalName,
    ...common,
    ver: "1.0",
  };
}

/**
 * Claims of an ID token; the scopes `profile` and `email` add to it.
 * @param subject whom it describes
 * @param protocol the scopes of the protocol that the client has
 * @param nonce as the authorization request sent it
 */
export function idTokenClaims(
  subject: TokenSubject,
  protocol: ReadonlySet<ProtocolScope>,
  nonce: string | undefined,
): Claims {
  const { tenant, client, person } = subject;
  return {
    aud: client.appId,
    iss: issuerOf(tenant),
    ...times(subject),
    ...(nonce === undefined ? {} : { nonce }),
    ...(protocol.has("profile") ? { name: person.displayName, preferred_username: person.userPrincipalName } : {}),
    ...(protocol.has("email") ? { email: person.userPrincipalName } : {}),
    oid: person.id,
    sub: pairwiseSubject(subject),
    tid: tenant.tenantId,
    uti: uniqueTokenIdentifier(),
    ver: "2.0",
  };
}

function times({ issuedAt }: TokenSubject): Claims {
  return { iat: issuedAt, nbf: issuedAt, exp: issuedAt + personTokenLifetime };
}

/** The same person is somebody else to each client. */
function pairwiseSubject({ tenant, client, person }: TokenSubject): string {
  return createHash("sha256").update(`${tenant.tenantId}/${client.appId}/${person.id}`).digest("base64url");
}

function uniqueTokenIdentifier(): string {
  return randomBytes(16).toString("base64url");
}
