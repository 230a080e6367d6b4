import { AppRoleAssignment } from "@cdktf/provider-azuread/lib/app-role-assignment";
import { ServicePrincipalDelegatedPermissionGrant } from "@cdktf/provider-azuread/lib/service-principal-delegated-permission-grant";
import { Construct } from "constructs";
import type { ConnectionFacts } from "../contract/contract";
import { defaultAccessRoleId } from "../contract/entra";
import { protocolScopes } from "../contract/scopes";
import type { EntraClient } from "./entra-client";
import { principalConstructId } from "./construct-ids";
import type { EntraGroups } from "./entra-groups";
import type { EntraIdentity } from "./entra-identity";

/** What one connection's access at Entra is formed from. */
export interface EntraAccessPolicyProps {
  readonly identity: EntraIdentity;
  readonly client: EntraClient;
  readonly groups: EntraGroups;
  readonly connection: ConnectionFacts;
}

/**
 * Which scopes one client is granted and who may use it. Entra puts every scope into the token that the client is granted on the
 * API, so the grant holds exactly what the connection requests. Where assignment is demanded nobody can consent alone: the grants
 * are what makes sign-in possible.
 * @see https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent
 */
export class EntraAccessPolicy extends Construct {
  constructor(scope: Construct, id: string, props: EntraAccessPolicyProps) {
    super(scope, id);
    const { identity, client, groups, connection } = props;
    new ServicePrincipalDelegatedPermissionGrant(this, "protocol-grant", {
      servicePrincipalObjectId: client.servicePrincipalId,
      resourceServicePrincipalObjectId: identity.graphServicePrincipalId,
      claimValues: [...protocolScopes],
    });
    new ServicePrincipalDelegatedPermissionGrant(this, "api-grant", {
      servicePrincipalObjectId: client.servicePrincipalId,
      resourceServicePrincipalObjectId: identity.servicePrincipalId,
      claimValues: connection.apiScopes.map(({ name }) => identity.exposed(name).value),
    });
    if (connection.groups === "everyone") return;
    for (const group of connection.groups) {
      new AppRoleAssignment(this, principalConstructId("id" in group ? group.id : group.name), {
        appRoleId: defaultAccessRoleId,
        principalObjectId: groups.objectId(group),
        resourceObjectId: client.servicePrincipalId,
      });
    }
  }
}
