/**
 * A tenant's sign-in for people on the shared core. What Entra is known to do is in the files around this one; what is assumed
 * because nobody says it:
 * - A token holds pre-authorized scopes whether they were asked or not, as it holds granted ones.
 * - `sub` differs from client to client, also in access tokens.
 * - A refresh is refused as soon as one scope of the sign-in is granted no longer. It is for the API of the sign-in; another one is
 *   answered as if nobody had consented.
 * - What is wrong with client, redirect URI or `resource` is told before the person has signed in.
 * - A code that is used twice ends what was given for it.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
 */
import type { Journal } from "../../journal";
import type { Client, IssuerOptions, Person, TokenFacts } from "../../sign-in/options";
import type { Sessions } from "../../sign-in/sessions";
import { authenticateClient } from "../client-authentication";
import { issuerOf } from "../metadata";
import type { User } from "../model";
import type { TokenAuthority } from "../tokens";
import { enabledPrincipal, findClient } from "./clients";
import { grantedScopes, recordConsent, requestedPermissions } from "./consent";
import { decide, delegationOf, type EntraDecision, renew, targetsOf } from "./decision";
import { requestMalformed, scopeMissingAtRedemption } from "./errors";
import { checkRequest } from "./request-rules";
import { logSignIn } from "./sign-in-log";
import { readScopes } from "./scope-request";
import type { SignInContext } from "./sign-in-context";
import { refusing, StsRefusal } from "./sts-refusal";
import { accessTokenClaims, idTokenClaims } from "./token-claims";
import { judgeTokenRequest } from "./token-request";
import { errorOf } from "./words";

/** Host name of the endpoints. */
export const host = "login.microsoftonline.com";

/** Name on the pages. */
export const product = "Microsoft Entra";

/** Seconds. */
const codeLifetime = 600;

/** What sign-ins of all tenants share. */
export interface SharedSignIn {
  readonly authority: TokenAuthority;
  readonly journal: Journal;
  readonly sessions: Sessions;
}

/** The options of a tenant's issuer. */
export function issuerOptions(
  context: SignInContext,
  { authority, journal, sessions }: SharedSignIn,
): IssuerOptions<EntraDecision> {
  const { tenant, deployer, clock } = context;
  const path = `/${tenant.tenantId}`;
  return {
    issuer: issuerOf(tenant),
    paths: {
      authorize: `${path}/oauth2/v2.0/authorize`,
      token: `${path}/oauth2/v2.0/token`,
      keys: `${path}/discovery/v2.0/keys`,
      pages: `${path}/login`,
    },
    signingKey: authority.signingKey,
    tokenType: "JWT",
    codeSeconds: codeLifetime,
    clock,
    journal,
    host,
    product,
    sessions,
    findClient: (clientId) => findClient(tenant, clientId),
    findPerson: (id) => personOf(tenant.users.get(id)),
    findPersonByLogin: (login) =>
      personOf([...tenant.users.values()].find((user) => isSameLogin(user.userPrincipalName, login))),
    authenticate: ({ id }, { secret }) =>
      refusing(clock, () => {
        authenticateClient(tenant, deployer, clock, { clientId: id, secret });
        enabledPrincipal(tenant, id);
      }),
    checkRequest: (request) => refusing(clock, () => checkRequest(context, request)),
    decide: (request, person) => refusing(clock, () => decide(context, request, person)),
    accept: (client, person, scopes) => refusing(clock, () => accept(context, client, person, scopes)),
    checkTokenResources: () => undefined,
    judgeTokenRequest: (request) => refusing(clock, () => judgeTokenRequest(context, request)),
    renew: ({ id }, person, earlier) => refusing(clock, () => renew(context, id, person, earlier)),
    accessTokenClaims: (facts) => refusing(clock, () => claimsFor(context, facts)),
    idTokenClaims: ({ client, person, decision, issuedAt, nonce }) =>
      refusing(clock, () => {
        const subject = { ...delegationOf(tenant, client.id, person), issuedAt };
        return idTokenClaims(subject, readScopes(tenant, subject.client, decision.requested).protocol, nonce);
      }),
    words: (reason, request) => new StsRefusal(errorOf(tenant, reason, request), clock),
    onAnswer: (event) => logSignIn(context, event),
    tokenBody,
    tokenErrorBody: (refusal) =>
      (refusal instanceof StsRefusal ? refusal : new StsRefusal(requestMalformed(), clock)).body,
  };
}

function accept({ tenant }: SignInContext, { id }: Client, person: Person, scopes: readonly string[]): void {
  const delegation = delegationOf(tenant, id, person);
  recordConsent(delegation, requestedPermissions(delegation, readScopes(tenant, delegation.client, scopes.join(" "))));
}

function claimsFor(
  { tenant }: SignInContext,
  { client, person, decision, issuedAt }: TokenFacts<EntraDecision>,
): Readonly<Record<string, unknown>> {
  const subject = { ...delegationOf(tenant, client.id, person), issuedAt };
  const [target, another] = targetsOf(tenant, readScopes(tenant, subject.client, decision.requested));
  if (target === undefined || another !== undefined) {
    throw scopeMissingAtRedemption();
  }
  const scopes = grantedScopes(subject, target.principal).flatMap(({ value }) => value ?? []);
  return accessTokenClaims(
    subject,
    target,
    scopes.filter((name) => name !== "offline_access"),
  );
}

/** Scopes of the protocol are named beside those of Microsoft Graph only. */
function tokenBody(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const all = String(body["scope"]).split(" ");
  const qualified = all.filter((name) => name.includes("/"));
  const named = qualified.length > 0 ? qualified : all.filter((name) => name !== "offline_access");
  return { ...body, scope: named.join(" "), ext_expires_in: body["expires_in"] };
}

function personOf(user: User | undefined): Person | undefined {
  return user === undefined ? undefined : { id: user.id, login: user.userPrincipalName, displayName: user.displayName };
}

function isSameLogin(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
