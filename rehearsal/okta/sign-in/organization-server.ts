/**
 * The issuer of the organization itself, which knows no scopes of APIs and no access policies.
 * @see https://developer.okta.com/docs/concepts/auth-servers/#org-authorization-server
 */
import type { IssuerOptions, SignInRequest } from "../../sign-in/options";
import type { SigningKey } from "../../sign-in/signing-key";
import { logSignIn } from "../system-log/sign-in-events";
import { accessTokenClaims, idTokenClaims } from "./claims";
import { appOf, isAssigned } from "./clients";
import { checkResources, sharedOptions, type SignInContext } from "./context";
import { customScope, noDefaultScope, refreshTokenInvalid, stateMissing, userNotAssigned } from "./refusals";

const accessTokenSeconds = 3600;
const refreshTokenIdleSeconds = 90 * 24 * 3600;

/** Scopes that the organization has without anybody making them. */
export const organizationScopes: readonly string[] = [
  "openid",
  "profile",
  "email",
  "address",
  "phone",
  "groups",
  "offline_access",
];

/** Paths under the organization's host. */
export const organizationPaths: IssuerOptions["paths"] = {
  authorize: "/oauth2/v1/authorize",
  token: "/oauth2/v1/token",
  keys: "/oauth2/v1/keys",
  pages: "/signin",
};

/** The organization's own authorization server. */
export function organizationServerOptions(context: SignInContext, signingKey: SigningKey): IssuerOptions {
  const { organization } = context;
  const issuer = `https://${organization.host}`;
  return {
    ...sharedOptions(context),
    onAnswer: (event) => logSignIn(context, event),
    issuer,
    paths: organizationPaths,
    signingKey,
    checkRequest: (request) => {
      checkResources(context, request.resources);
      checkOrganizationRequest(request);
    },
    decide: ({ client, scopes }, person) => {
      if (!isAssigned(organization, appOf(organization, client), person.id)) throw userNotAssigned();
      return { scopes, consent: [], accessTokenSeconds, refreshTokenIdleSeconds };
    },
    accept: () => undefined,
    renew: (client, person, earlier) => {
      if (!isAssigned(organization, appOf(organization, client), person.id)) throw refreshTokenInvalid();
      return earlier;
    },
    accessTokenClaims: (facts) => accessTokenClaims(issuer, issuer, facts),
    idTokenClaims: (facts) => idTokenClaims(issuer, facts),
  };
}

function checkOrganizationRequest({ hasState, scopes }: SignInRequest): void {
  if (!hasState) throw stateMissing();
  if (scopes.some((scope) => !organizationScopes.includes(scope))) throw customScope();
  if (scopes.length === 0) throw noDefaultScope();
}
