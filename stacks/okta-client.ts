import { AppGroupAssignments } from "@cdktf/provider-okta/lib/app-group-assignments";
import { AppOauth } from "@cdktf/provider-okta/lib/app-oauth";
import { Password } from "@cdktf/provider-random/lib/password";
import { Construct } from "constructs";
import type { ConnectionFacts } from "../contract/contract";
import type { Secrets, TokenAuthentication } from "../contract/deployment";
import type { ClientCredentials } from "./connection";

/** What one connection's client at Okta is formed from. */
export interface OktaClientProps {
  readonly connection: ConnectionFacts;
  readonly secrets: Secrets;
  readonly tokenAuthentication: TokenAuthentication;
  /** Ids of the groups that the app is assigned to. */
  readonly groupIds: readonly string[];
}

/**
 * The OAuth client of one connection. Its id is preset and its secret supplied, so that the connection need not wait for the app:
 * the app waits for the connection, which tells the redirect URL.
 * @see https://registry.terraform.io/providers/okta/okta/6.12.0/docs/resources/app_oauth
 */
export class OktaClient extends Construct {
  readonly credentials: ClientCredentials;
  private readonly props: OktaClientProps;

  constructor(scope: Construct, id: string, props: OktaClientProps) {
    super(scope, id);
    this.props = props;
    const secret = new Password(this, "secret", {
      keepers: { rotation: String(props.secrets.rotation) },
      // Okta takes 14 to 100 characters.
      length: 48,
      special: false,
    });
    this.credentials = { clientId: props.connection.clientName, clientSecret: secret.result };
  }

  /** Creates the app with the redirect URL that Foundry gave the connection; returns its client id as a reference to the app. */
  registerRedirect(redirectUrl: string): string {
    const { connection, tokenAuthentication, groupIds } = this.props;
    const app = new AppOauth(this, "app", {
      label: connection.clientName,
      type: "web",
      clientId: this.credentials.clientId,
      clientBasicSecret: this.credentials.clientSecret,
      tokenEndpointAuthMethod: tokenAuthentication,
      grantTypes: ["authorization_code", "refresh_token"],
      responseTypes: ["code"],
      redirectUris: [redirectUrl],
      consentMethod: "REQUIRED",
      // Foundry sends no code challenge.
      pkceRequired: false,
    });
    new AppGroupAssignments(this, "assignments", { appId: app.id, group: groupIds.map((id) => ({ id })) });
    return app.clientId;
  }
}
