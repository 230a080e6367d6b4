import { AuthServer } from "@cdktf/provider-okta/lib/auth-server";
import { AuthServerScope } from "@cdktf/provider-okta/lib/auth-server-scope";
import { DataOktaAuthServer } from "@cdktf/provider-okta/lib/data-okta-auth-server";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { Contract } from "../contract/contract";
import { formOktaIssuerFacts, type OktaFacts, type OktaIssuerFacts } from "../contract/okta";
import type { ScopeFacts } from "../contract/scopes";

/** What the Okta identity layer is formed from. */
export interface OktaIdentityProps {
  readonly contract: Contract;
  readonly facts: OktaFacts;
}

/** The authorization server at Okta, created or referenced, and the API scopes that it exposes. */
export class OktaIdentity extends Construct {
  readonly authorizationServerId: string;
  /** `aud` of its access tokens. */
  readonly audience: string;
  readonly issuer: OktaIssuerFacts;
  /** Address whose change means another server: what belongs to the old one must be created anew. @default a referenced server is never replaced */
  readonly replacementTrigger: readonly string[];
  private readonly scopes: ReadonlyMap<string, AuthServerScope>;

  constructor(scope: Construct, id: string, props: OktaIdentityProps) {
    super(scope, id);
    const { contract, facts } = props;
    const wanted = facts.authorizationServer;
    if ("id" in wanted) {
      const server = new DataOktaAuthServer(this, "server", {
        name: wanted.name,
        lifecycle: {
          postcondition: [
            {
              condition: `\${self.id == "${wanted.id}"}`,
              errorMessage: `Okta's authorization server of the name ${wanted.name} has another id than ${wanted.id}.`,
            },
            issuerCondition(facts),
          ],
        },
      });
      this.authorizationServerId = wanted.id;
      // An authorization server has one audience, in a list.
      this.audience = Token.asString(Fn.one(server.audiences));
      this.replacementTrigger = [];
    } else {
      const server = new AuthServer(this, "server", {
        name: wanted.name,
        description: `Tokens for the MCP server ${contract.stackName}`,
        audiences: [wanted.audience],
        issuerMode: "ORG_URL",
        lifecycle: { postcondition: [issuerCondition(facts)] },
      });
      this.authorizationServerId = server.id;
      this.audience = wanted.audience;
      this.replacementTrigger = [`${server.terraformResourceType}.${server.friendlyUniqueId}.id`];
    }
    this.issuer = formOktaIssuerFacts(facts, this.authorizationServerId);
    this.scopes = new Map(contract.scopes.map((exposed) => [exposed.name, this.addScope(exposed)]));
  }

  /** The resource of an exposed scope. */
  exposed(name: string): AuthServerScope {
    const scope = this.scopes.get(name);
    if (!scope) throw new Error(`The contract exposes no scope ${JSON.stringify(name)}.`);
    return scope;
  }

  private addScope({ name, description }: ScopeFacts): AuthServerScope {
    return new AuthServerScope(this, `scope-${name}`, {
      authServerId: this.authorizationServerId,
      name,
      displayName: name,
      description,
      consent: "REQUIRED",
      metadataPublish: "ALL_CLIENTS",
      lifecycle: {
        // A removed scope goes after the policy rules have let go of it.
        createBeforeDestroy: true,
        // The provider plans an update towards another server, which holds no such scope.
        replaceTriggeredBy: [...this.replacementTrigger],
      },
    });
  }
}

/** Tokens name the issuer that the server has; everything else here names the one that was formed. */
function issuerCondition(facts: OktaFacts): { condition: string; errorMessage: string } {
  const { issuer } = formOktaIssuerFacts(facts, "${self.id}");
  return {
    condition: `\${self.issuer == "${issuer}"}`,
    errorMessage: `The authorization server issues tokens under another host name than ${facts.organization}. Write the organization's own host name, not a custom domain, and set the issuer of the server to the organization's URL.`,
  };
}
