/**
 * The issuer of a custom authorization server.
 * @see https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/CustomAS/
 */
import type { Client, Decision, IssuerOptions, Person, SignInRequest } from "../../sign-in/options";
import type { SigningKey } from "../../sign-in/signing-key";
import type { AuthorizationServer } from "../model";
import { logSignIn } from "../system-log/sign-in-events";
import { defaultScopes, findAccess } from "./access-policy";
import { accessTokenClaims, idTokenClaims } from "./claims";
import { appOf, isAssigned } from "./clients";
import type { Consents } from "./consents";
import { checkResources, sharedOptions, type SignInContext } from "./context";
import {
  noDefaultScope,
  noMatchingPolicy,
  refreshTokenInvalid,
  scopeNotConfigured,
  stateMissing,
  userNotAssigned,
} from "./refusals";

const minute = 60;

/** A custom authorization server with the people and apps of its organization. */
export function customServerOptions(
  context: SignInContext,
  server: AuthorizationServer,
  consents: Consents,
  signingKey: SigningKey,
): IssuerOptions {
  const { organization, switches } = context;
  const decideFor = (client: Client, person: Person, scopes: readonly string[], isAskedAgain: boolean): Decision => {
    const app = appOf(organization, client);
    if (!isAssigned(organization, app, person.id)) throw userNotAssigned();
    const access = findAccess({
      organization,
      server,
      clientId: client.id,
      userId: person.id,
      grantType: "authorization_code",
      scopes,
    });
    if (access === "no_scope_allowed") throw noDefaultScope();
    if (access === "no_matching_policy") throw noMatchingPolicy();
    const { settings } = access.rule;
    return {
      scopes: access.scopes,
      consent: consents.missing(app, person.id, server, access.scopes, isAskedAgain),
      accessTokenSeconds: settings.accessTokenLifetimeMinutes * minute,
      refreshTokenIdleSeconds: settings.refreshTokenWindowMinutes * minute,
      ...(settings.refreshTokenLifetimeMinutes === 0
        ? {}
        : { refreshTokenSeconds: settings.refreshTokenLifetimeMinutes * minute }),
    };
  };
  return {
    ...sharedOptions(context),
    onAnswer: (event) => logSignIn({ ...context, server }, event),
    issuer: server.issuer,
    paths: pathsOf(server),
    signingKey,
    checkRequest: (request) => {
      checkResources(context, request.resources);
      checkCustomRequest(server, request);
    },
    decide: ({ client, scopes, prompts }, person) => decideFor(client, person, scopes, prompts.includes("consent")),
    accept: (client, person, scopes) => consents.accept(appOf(organization, client), person.id, scopes),
    renew: (client, person, earlier) => {
      if (!isAssigned(organization, appOf(organization, client), person.id)) throw refreshTokenInvalid();
      return switches.oktaRefreshedPolicy === "kept" ? earlier : decideFor(client, person, earlier.scopes, false);
    },
    accessTokenClaims: (facts) => accessTokenClaims(server.issuer, server.settings.audience, facts),
    idTokenClaims: (facts) => idTokenClaims(server.issuer, facts),
  };
}

/** Paths under the organization's host. */
export function pathsOf({ id }: Pick<AuthorizationServer, "id">): IssuerOptions["paths"] {
  const base = `/oauth2/${id}`;
  return {
    authorize: `${base}/v1/authorize`,
    token: `${base}/v1/token`,
    keys: `${base}/v1/keys`,
    pages: `${base}/signin`,
  };
}

function checkCustomRequest(server: AuthorizationServer, { hasState, scopes }: SignInRequest): void {
  if (!hasState) throw stateMissing();
  const known = new Set([...server.scopes.values()].map(({ settings }) => settings.name));
  if (scopes.some((scope) => !known.has(scope))) throw scopeNotConfigured();
  if (scopes.length === 0 && defaultScopes(server).length === 0) throw noDefaultScope();
}
