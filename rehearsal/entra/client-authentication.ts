/**
 * Who asks the token endpoint, and how it proves that.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
import type { Clock } from "../clock";
import { Secret } from "../secret";
import type { DeployerCredentials } from "../service";
import type { ServicePrincipal } from "./model";
import { applicationByClientId, sameId, servicePrincipalByClientId, type Tenant } from "./state";
import { applicationNotFound, secretExpired, secretInvalid } from "./sts-errors";

/** A client id and a secret as a request shows them. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly secret: string;
}

/** The credentials in an `Authorization` header; both parts are form-encoded before they are joined: RFC 6749, section 2.3.1. */
export function basicCredentials(authorization: string | undefined): ClientCredentials | undefined {
  const [, encoded] = /^Basic ([\w+/=]+)$/i.exec(authorization ?? "") ?? [];
  const [, clientId, secret] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? "", "base64").toString("utf8")) ?? [];
  return clientId === undefined || secret === undefined
    ? undefined
    : { clientId: decodeForm(clientId), secret: decodeForm(secret) };
}

/** The deployer, an application that was there before, or any that the tenant registered and gave a password. */
export function authenticateClient(
  tenant: Tenant,
  deployer: DeployerCredentials,
  clock: Clock,
  { clientId, secret }: ClientCredentials,
): ServicePrincipal {
  const principal = servicePrincipalByClientId(tenant, clientId);
  if (principal === undefined) {
    throw applicationNotFound(clientId, tenant.tenantId);
  }
  if (sameId(clientId, deployer.clientId)) {
    if (!new Secret(deployer.clientSecret).matches(secret)) {
      throw secretInvalid(clientId);
    }
    return principal;
  }
  if (tenant.readers.get(principal.id.toLowerCase())?.secret.matches(secret) === true) {
    return principal;
  }
  const credentials = applicationByClientId(tenant, clientId)?.passwordCredentials ?? [];
  const used = credentials.find((credential) => credential.secret.matches(secret));
  if (used === undefined) {
    throw secretInvalid(clientId);
  }
  if (Date.parse(used.endDateTime) <= clock.now()) {
    throw secretExpired(clientId);
  }
  return principal;
}

function decodeForm(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll("&", "%26")}`).get("v") ?? text;
}
