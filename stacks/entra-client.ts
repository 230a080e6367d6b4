import { ApplicationApiAccess } from "@cdktf/provider-azuread/lib/application-api-access";
import { ApplicationPasswordA } from "@cdktf/provider-azuread/lib/application-password";
import { ApplicationRedirectUris } from "@cdktf/provider-azuread/lib/application-redirect-uris";
import { ApplicationRegistration } from "@cdktf/provider-azuread/lib/application-registration";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { Construct } from "constructs";
import type { ConnectionFacts } from "../contract/contract";
import type { Secrets } from "../contract/deployment";
import type { ClientCredentials } from "./connection";
import type { EntraIdentity } from "./entra-identity";

/** What one connection's client at Entra is formed from. */
export interface EntraClientProps {
  readonly identity: EntraIdentity;
  readonly connection: ConnectionFacts;
  readonly secrets: Secrets;
}

/** The OAuth client of one connection: an app registration with a secret, and the redirect URI that the connection tells. */
export class EntraClient extends Construct {
  readonly credentials: ClientCredentials;
  /** Object id of the client's service principal. */
  readonly servicePrincipalId: string;
  private readonly applicationId: string;

  constructor(scope: Construct, id: string, props: EntraClientProps) {
    super(scope, id);
    const { identity, connection, secrets } = props;
    const app = new ApplicationRegistration(this, "app", {
      displayName: connection.clientName,
      requestedAccessTokenVersion: 2,
      signInAudience: "AzureADMyOrg",
    });
    new ApplicationApiAccess(this, "api-access", {
      applicationId: app.id,
      apiClientId: identity.audience,
      scopeIds: connection.apiScopes.map(({ name }) => identity.exposed(name).scopeId),
    });
    this.servicePrincipalId = new ServicePrincipal(this, "principal", {
      clientId: app.clientId,
      owners: [...identity.owners],
      // Demanded here and not at the API: there it would hold for all connections together.
      appRoleAssignmentRequired: connection.groups !== "everyone",
      lifecycle: { ignoreChanges: ["owners"] },
    }).objectId;
    const password = new ApplicationPasswordA(this, "secret", {
      applicationId: app.id,
      // The display name cannot change in place, so another rotation number is another secret.
      displayName: `foundry-${secrets.rotation}`,
      // A duration: an end computed from the time of the plan would differ in every plan.
      endDateRelative: secrets.lifetimeDays === undefined ? undefined : `${secrets.lifetimeDays * 24}h`,
      lifecycle: { createBeforeDestroy: true },
    });
    this.applicationId = app.id;
    this.credentials = { clientId: app.clientId, clientSecret: password.value, secretKeyId: password.keyId };
  }

  /** Registers the redirect URL that Foundry gave the connection. */
  registerRedirect(redirectUrl: string): void {
    new ApplicationRedirectUris(this, "redirect", {
      applicationId: this.applicationId,
      type: "Web",
      redirectUris: [redirectUrl],
    });
  }
}
