/** What `az account get-access-token` gives somebody who is signed in. */
import { delegatedScope } from "./microsoft-apis";
import { resourceNotFound, userNotFound } from "./sign-in/errors";
import { personTokenLifetime } from "./sign-in/token-claims";
import type { EntraState } from "./state";
import { findTenant } from "./tenant";
import type { TokenAuthority } from "./tokens";

/** Client id of Azure's command line, the same in every tenant. */
const azureCommandLine = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

/** Which person asks for which API. */
export interface PersonTokenRequest {
  readonly tenantId: string;
  /** Sign-in name. */
  readonly login: string;
  /** One of Microsoft's own APIs, for example `https://ai.azure.com`. */
  readonly audience: string;
}

/**
 * A person's token for one of Microsoft's own APIs, as Azure's command line gets it.
 * @throws StsError for somebody whom the tenant does not know, and for an API that is not Microsoft's
 */
export function personToken(
  state: EntraState,
  authority: TokenAuthority,
  { tenantId, login, audience }: PersonTokenRequest,
): string {
  const tenant = findTenant(state, tenantId);
  const person = [...tenant.users.values()].find(
    ({ userPrincipalName }) => userPrincipalName.toLowerCase() === login.toLowerCase(),
  );
  if (person === undefined) {
    throw userNotFound(login, tenant.tenantId);
  }
  const scope = delegatedScope(audience);
  if (scope === undefined) {
    throw resourceNotFound(audience, tenant.tenantId);
  }
  return authority.issue({
    tenantId: tenant.tenantId,
    objectId: person.id,
    clientId: azureCommandLine,
    kind: "user",
    audience,
    lifetime: personTokenLifetime,
    scopes: [scope],
    person: { login: person.userPrincipalName, displayName: person.displayName },
  });
}
