import { stackName } from "./names";
import type { Deployment, OktaIdentity, ReferencedAuthorizationServer, TokenAuthentication } from "./deployment";

/** What identity provider, function app and connections must say alike when Okta is the identity provider. */
export interface OktaFacts {
  readonly provider: "okta";
  /** Host name of the organization. */
  readonly organization: string;
  readonly tokenAuthentication: TokenAuthentication;
  /** A referenced authorization server, whose audience is read from it, or one to create with this name and audience. */
  readonly authorizationServer: ReferencedAuthorizationServer | { readonly name: string; readonly audience: string };
}

/** Facts that follow from the id of the authorization server, which a created one gets at apply. */
export interface OktaIssuerFacts {
  readonly issuer: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly openIdConfigurationUrl: string;
}

/** Easy Auth's name of the custom OpenID Connect provider; hyphens are not allowed in it. */
export const easyAuthProviderName = "okta";

/** Facts that are known before anything is applied. */
export function formOktaFacts(deployment: Deployment, identity: OktaIdentity): OktaFacts {
  return {
    provider: "okta",
    organization: identity.organization,
    tokenAuthentication: identity.tokenAuthentication,
    authorizationServer: identity.authorizationServer ?? {
      name: stackName(deployment),
      audience: `api://${stackName(deployment)}`,
    },
  };
}

/** @see https://developer.okta.com/docs/reference/api/oidc/#composing-your-base-url */
export function formOktaIssuerFacts(facts: OktaFacts, authorizationServerId: string): OktaIssuerFacts {
  const issuer = `https://${facts.organization}/oauth2/${authorizationServerId}`;
  return {
    issuer,
    authorizationUrl: `${issuer}/v1/authorize`,
    tokenUrl: `${issuer}/v1/token`,
    openIdConfigurationUrl: `${issuer}/.well-known/openid-configuration`,
  };
}
