/** The moments at which the library asks what the vendor's part decides. */
import type { Account, AuthorizationCode, FindAccount, Grant, KoaContextWithOIDC, RefreshToken } from "oidc-provider";
import { clientOf, cloudSeconds, type IssuerState } from "./issuer-state";
import type { Decision, Person, TokenRequest } from "./options";
import { Refusal } from "./refusal";
import { carried, refusedRequest, requestOf, textOf, words } from "./request";

/** The one resource that the library knows; the vendor's part says what audience a token has. */
export const onlyResource = "urn:local-cloud:api";

/** Before anybody has signed in. Answers are given in the query of the redirect URI alone. */
export function checkRequest<D extends Decision>(state: IssuerState<D>, context: KoaContextWithOIDC): void {
  const request = requestOf(state, context);
  const responseMode = textOf(context.oidc.params?.[carried.responseMode]);
  if (responseMode !== undefined && responseMode !== "query") {
    throw state.options.words("response-mode-unsupported", refusedRequest(context));
  }
  grantable(context, request.scopes);
  state.options.checkRequest(request);
}

/**
 * After somebody has signed in: what they are given, or why not.
 * @returns nothing while they are to sign in again first
 */
export async function decide<D extends Decision>(
  state: IssuerState<D>,
  context: KoaContextWithOIDC,
): Promise<Grant | undefined> {
  const { oidc } = context;
  const person = state.options.findPerson(oidc.account?.accountId ?? "");
  if (person === undefined || oidc.promptPending("login")) return undefined;
  const request = requestOf(state, context);
  const decision = state.options.decide(request, person);
  grantable(context, decision.scopes);
  const grant = new oidc.provider.Grant({ accountId: person.id, clientId: request.client.id });
  grant.addResourceScope(onlyResource, [...decision.scopes]);
  state.decisions.keep(await grant.save(), decision);
  state.current.set(oidc, decision);
  return grant;
}

/** Finds people; where tokens are about to be given to one, decides about that too. */
export function accountFinder<D extends Decision>(state: IssuerState<D>): FindAccount {
  return (context, id, source) => {
    const person = state.options.findPerson(id);
    if (person === undefined) return undefined;
    if (context.oidc.route === "token" && source !== undefined) {
      beforeTokens(state, context, person, source as AuthorizationCode | RefreshToken);
    }
    const account: Account = { accountId: person.id, claims: () => ({ sub: person.id }) };
    return account;
  };
}

/** Seconds that a refresh token has left. @param age seconds since the person signed in for it */
export function refreshSeconds({ refreshTokenIdleSeconds, refreshTokenSeconds }: Decision, age: number): number {
  return Math.min(refreshTokenIdleSeconds, (refreshTokenSeconds ?? Infinity) - age);
}

function beforeTokens<D extends Decision>(
  state: IssuerState<D>,
  context: KoaContextWithOIDC,
  person: Person,
  source: AuthorizationCode | RefreshToken,
): void {
  const { oidc } = context;
  const { options, decisions, current, refreshTokens } = state;
  const client = clientOf(state, oidc.client?.clientId);
  const decided = decisions.find(source.grantId);
  if (oidc.params === undefined || decided === undefined || source.grantId === undefined) {
    throw new Refusal("invalid_grant", "What was decided at sign-in has been forgotten.", "forgotten");
  }
  options.checkTokenResources(client, words(oidc.params["resource"]));
  oidc.params["resource"] = undefined;
  const earlier = options.judgeTokenRequest?.(tokenRequest(context, { client, person, decision: decided })) ?? decided;
  if (source.kind !== "RefreshToken") {
    current.set(oidc, earlier);
    decisions.keep(source.grantId, earlier);
    return;
  }
  const decision = options.renew(client, person, earlier);
  current.set(oidc, decision);
  decisions.keep(source.grantId, decision);
  const now = Math.floor(options.clock.now() / 1000);
  const signedInAt = cloudSeconds(options, source.iiat ?? source.iat);
  refreshTokens.endAt(source.jti, now + refreshSeconds(decision, now - signedInAt));
}

/** The library drops the scope of a request with a code; the body still holds it. */
function tokenRequest<D extends Decision>(
  { oidc }: KoaContextWithOIDC,
  facts: Pick<TokenRequest<D>, "client" | "person" | "decision">,
): TokenRequest<D> {
  const { grant_type: grantType, scope, redirect_uri: redirectUri } = oidc.body ?? {};
  return {
    ...facts,
    grantType: grantType === "refresh_token" ? grantType : "authorization_code",
    scopes: words(scope),
    ...(typeof redirectUri === "string" ? { redirectUri } : {}),
  };
}

/** Lets the library go on with these scopes, which are not always those that it read. */
function grantable({ oidc }: KoaContextWithOIDC, scopes: readonly string[]): void {
  if (oidc.params !== undefined) oidc.params["scope"] = scopes.length === 0 ? undefined : scopes.join(" ");
}
