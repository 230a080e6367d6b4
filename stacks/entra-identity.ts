import { ApplicationIdentifierUri } from "@cdktf/provider-azuread/lib/application-identifier-uri";
import { ApplicationPermissionScope } from "@cdktf/provider-azuread/lib/application-permission-scope";
import { ApplicationPreAuthorized } from "@cdktf/provider-azuread/lib/application-pre-authorized";
import { ApplicationRegistration } from "@cdktf/provider-azuread/lib/application-registration";
import { DataAzureadClientConfig } from "@cdktf/provider-azuread/lib/data-azuread-client-config";
import { DataAzureadServicePrincipal } from "@cdktf/provider-azuread/lib/data-azuread-service-principal";
import { ServicePrincipal } from "@cdktf/provider-azuread/lib/service-principal";
import { Construct } from "constructs";
import type { Contract } from "../contract/contract";
import { microsoftGraphClientId, type EntraFacts } from "../contract/entra";
import type { ScopeFacts } from "../contract/scopes";

/** What the Entra identity layer is formed from. */
export interface EntraIdentityProps {
  readonly contract: Contract;
  readonly facts: EntraFacts;
}

/**
 * The API app at Microsoft Entra: what a token is issued for and which scopes it may carry.
 *
 * It is another app than the connections' clients: a client can then be allowed, rotated and revoked alone, and no app asks for a
 * token to itself. Every part is a resource of its own; they must never be mixed with `azuread_application`.
 * @see https://registry.terraform.io/providers/hashicorp/azuread/3.9.0/docs/resources/application_registration
 */
export class EntraIdentity extends Construct {
  /** `aud` of version 2 tokens: the client id of the API app. */
  readonly audience: string;
  /** Object id of the API app's service principal, which grants point to. */
  readonly servicePrincipalId: string;
  /** Object id of Microsoft Graph's service principal, which owns the protocol scopes. */
  readonly graphServicePrincipalId: string;
  /** Object ids of those who own what is created here. */
  readonly owners: readonly string[];
  private readonly scopes: ReadonlyMap<string, ApplicationPermissionScope>;

  constructor(scope: Construct, id: string, props: EntraIdentityProps) {
    super(scope, id);
    const { contract, facts } = props;
    this.owners = [new DataAzureadClientConfig(this, "deployer").objectId];

    // Version 2 comes first: the tenant accepts this identifier URI for such apps only.
    const app = new ApplicationRegistration(this, "api", {
      displayName: `${contract.stackName}-api`,
      requestedAccessTokenVersion: 2,
      signInAudience: "AzureADMyOrg",
    });
    new ApplicationIdentifierUri(this, "identifier-uri", {
      applicationId: app.id,
      identifierUri: facts.identifierUri,
    });
    this.scopes = new Map(contract.scopes.map((exposed) => [exposed.name, this.addScope(app, exposed)]));
    this.audience = app.clientId;
    this.servicePrincipalId = new ServicePrincipal(this, "api-principal", {
      clientId: app.clientId,
      owners: [...this.owners],
      lifecycle: { ignoreChanges: ["owners"] },
    }).objectId;
    // A data source: a resource with `use_existing` would try to delete it on destroy.
    this.graphServicePrincipalId = new DataAzureadServicePrincipal(this, "graph", {
      clientId: microsoftGraphClientId,
    }).objectId;

    const forEveryone = contract.scopes.filter((exposed) => exposed.forEveryone);
    for (const clientId of contract.furtherClients) {
      new ApplicationPreAuthorized(this, `admitted-${clientId}`, {
        applicationId: app.id,
        authorizedClientId: clientId,
        permissionIds: forEveryone.map(({ name }) => this.exposed(name).scopeId),
      });
    }
  }

  /** The resource of an exposed scope. */
  exposed(name: string): ApplicationPermissionScope {
    const scope = this.scopes.get(name);
    if (!scope) throw new Error(`The contract exposes no scope ${JSON.stringify(name)}.`);
    return scope;
  }

  private addScope(app: ApplicationRegistration, { name, description, consent, entraId }: ScopeFacts) {
    return new ApplicationPermissionScope(this, `scope-${name}`, {
      applicationId: app.id,
      scopeId: entraId,
      value: name,
      type: consent,
      adminConsentDisplayName: description,
      adminConsentDescription: description,
      userConsentDisplayName: description,
      userConsentDescription: description,
      // A removed scope goes after the grants have let go of it.
      lifecycle: { createBeforeDestroy: true },
    });
  }
}
