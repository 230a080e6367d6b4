/**
 * The grant for clients without a person: `client_credentials`.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
import type { Clock } from "../clock";
import type { DeployerCredentials } from "../service";
import { authenticateClient, basicCredentials } from "./client-authentication";
import { isMicrosoftApi } from "./microsoft-apis";
import { enabledPrincipal } from "./sign-in/clients";
import type { Tenant } from "./state";
import { parameterMissing, scopeInvalid } from "./sts-errors";
import type { TokenAuthority } from "./tokens";

/** Seconds; Entra gives applications about an hour. */
const tokenLifetime = 3599;

/** What the grant needs to know. */
export interface ClientCredentialsGrant {
  readonly deployer: DeployerCredentials;
  readonly authority: TokenAuthority;
  readonly clock: Clock;
}

/**
 * Answers a request for a token of an application itself.
 * @param grant who may ask, and what signs
 * @param tenant that the path names
 * @param form the request's body
 * @param authorization the header `Authorization`, where there is one
 * @throws StsError where Entra gives no token
 */
export function grantToApplication(
  grant: ClientCredentialsGrant,
  tenant: Tenant,
  form: URLSearchParams,
  authorization: string | undefined,
): Readonly<Record<string, unknown>> {
  const { deployer, authority, clock } = grant;
  const basic = basicCredentials(authorization);
  const clientId = basic?.clientId ?? required(form, "client_id");
  const scope = required(form, "scope");
  const secret = basic?.secret ?? required(form, "client_secret");
  authenticateClient(tenant, deployer, clock, { clientId, secret });
  const principal = enabledPrincipal(tenant, clientId);
  const audience = /^(.+?)\/?\/\.default$/.exec(scope)?.[1];
  if (audience === undefined || !isMicrosoftApi(audience)) {
    throw scopeInvalid(scope, clientId);
  }
  return {
    token_type: "Bearer",
    expires_in: tokenLifetime,
    ext_expires_in: tokenLifetime,
    access_token: authority.issue({
      tenantId: tenant.tenantId,
      objectId: principal.id,
      clientId,
      kind: "application",
      audience,
      lifetime: tokenLifetime,
    }),
  };
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name) ?? "";
  if (value === "") {
    throw parameterMissing(name);
  }
  return value;
}
