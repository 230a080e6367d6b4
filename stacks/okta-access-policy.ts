import { AuthServerPolicy } from "@cdktf/provider-okta/lib/auth-server-policy";
import { AuthServerPolicyRule } from "@cdktf/provider-okta/lib/auth-server-policy-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ConnectionFacts } from "../contract/contract";
import { allowedScopes } from "../contract/scopes";
import type { OktaIdentity } from "./okta-identity";

/** What one connection's access at Okta is formed from. */
export interface OktaAccessPolicyProps {
  readonly identity: OktaIdentity;
  readonly connection: ConnectionFacts;
  /** Client id of the connection's app. */
  readonly clientId: string;
  /** Ids of the groups whose members may sign in. */
  readonly groupIds: readonly string[];
  /** The policy that is written before this one. @default this is the first one */
  readonly after?: OktaAccessPolicy;
}

/**
 * One policy for one client, with one policy rule that holds exactly what the connection requests. Okta admits a request only if a
 * single policy rule lists every requested scope, protocol scopes included.
 * @see https://developer.okta.com/docs/concepts/policies/
 */
export class OktaAccessPolicy extends Construct {
  /** What the next policy waits for. */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, props: OktaAccessPolicyProps) {
    super(scope, id);
    const { identity, connection, clientId, groupIds, after } = props;
    const authServerId = identity.authorizationServerId;
    const replaceTriggeredBy = [...identity.replacementTrigger];
    const policy = new AuthServerPolicy(this, "policy", {
      authServerId,
      name: connection.clientName,
      description: `Foundry connection ${connection.key}`,
      clientWhitelist: [clientId],
      // Okta shifts a taken priority, so an own number for each would differ in every plan; each policy holds for one client alone.
      priority: 1,
      // Writes side by side race for priorities.
      dependsOn: after && [after.policy],
      lifecycle: { ignoreChanges: ["priority"], replaceTriggeredBy },
    });
    new AuthServerPolicyRule(this, "rule", {
      authServerId,
      policyId: policy.id,
      name: connection.clientName,
      priority: 1,
      grantTypeWhitelist: ["authorization_code"],
      groupWhitelist: [...groupIds],
      scopeWhitelist: [...allowedScopes(connection.apiScopes.map(({ name }) => identity.exposed(name).name))],
      lifecycle: { replaceTriggeredBy },
    });
    this.policy = policy;
  }
}
