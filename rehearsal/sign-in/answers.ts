/** The last thing that happens to a request: the library's answer gets the vendor's words, and the log its entry. */
import type { KoaContextWithOIDC } from "oidc-provider";
import type { IssuerState } from "./issuer-state";
import type { Decision, SignInEvent } from "./options";
import { refusalPage, showPage } from "./pages";
import { authorizeReason, type LibraryError, tokenReason } from "./reasons";
import { Refusal } from "./refusal";
import { carried, refusedRequest, textOf, words } from "./request";

/** Longest text of a request that a log repeats. */
const longestQuote = 200;

/** Finishes the answer of an endpoint. @param error what the library reported; nothing where all went well */
export function finishAnswer<D extends Decision>(
  state: IssuerState<D>,
  context: KoaContextWithOIDC,
  error: LibraryError | Refusal | undefined,
): void {
  const { route } = context.oidc;
  if (route === "token") finishToken(state, context, error);
  if (route === "authorization" || route === "resume") finishAuthorization(state, context, error);
}

function finishAuthorization<D extends Decision>(
  state: IssuerState<D>,
  context: KoaContextWithOIDC,
  error: LibraryError | Refusal | undefined,
): void {
  const { options } = state;
  const location = textOf(context.res.getHeader("location"));
  if (error !== undefined) {
    const refusal = refusalOf(state, context, error);
    record(state, context, refusal);
    if (location === undefined) showPage(context, refusalPage(options.product, refusal));
    else redirect(context, location, { error: refusal.error, error_description: refusal.description });
  } else if (location !== undefined && context.oidc.entities.AuthorizationCode !== undefined) {
    record(state, context, undefined);
    redirect(context, location, {});
  }
}

/**
 * Sends the browser back with nothing but what a vendor answers; the library would also say who it is (RFC 9207), and answer in the
 * fragment where a response type is not served.
 */
function redirect(context: KoaContextWithOIDC, location: string, refusal: Readonly<Record<string, string>>): void {
  const { redirect_uri: redirectUri, state } = context.oidc.params ?? {};
  const answer: Readonly<Record<string, unknown>> = {
    code: new URL(location).searchParams.get("code"),
    state,
    ...refusal,
  };
  const url = new URL(textOf(redirectUri) ?? location);
  for (const [name, value] of Object.entries(answer)) {
    if (typeof value === "string" && value !== "") url.searchParams.set(name, value);
  }
  context.redirect(url.href);
}

function finishToken<D extends Decision>(
  state: IssuerState<D>,
  context: KoaContextWithOIDC,
  error: LibraryError | Refusal | undefined,
): void {
  const { options } = state;
  const refusal = error === undefined ? undefined : refusalOf(state, context, error);
  record(state, context, refusal);
  if (refusal === undefined) {
    if (context.status === 200) context.body = options.tokenBody?.({ ...(context.body as object) }) ?? context.body;
    return;
  }
  context.status = refusal.status;
  context.body = options.tokenErrorBody?.(refusal) ?? { error: refusal.error, error_description: refusal.description };
  if (context.res.hasHeader("www-authenticate")) {
    context.set("www-authenticate", `Basic realm=${JSON.stringify(options.issuer)}`);
  }
}

/** What no vendor has own words for keeps the library's. */
function refusalOf<D extends Decision>(
  { options }: IssuerState<D>,
  context: KoaContextWithOIDC,
  error: LibraryError | Refusal,
): Refusal {
  if (error instanceof Refusal) return error;
  const request = refusedRequest(context);
  const isToken = context.oidc.route === "token";
  const reason = isToken ? tokenReason(error, request.grantType === "refresh_token") : authorizeReason(error);
  if (reason !== undefined) return options.words(reason, request);
  const status = error.error === "invalid_client" ? 401 : 400;
  return new Refusal(error.error, error.error_description ?? "", error.error, status);
}

/** One entry for a request that did not come as far as an answer to the client. @param what happened instead */
export function recordFailure<D extends Decision>(
  { options }: IssuerState<D>,
  what: string,
  { error, reason, description }: Refusal,
): void {
  options.journal.write({
    party: "identity provider",
    where: options.host,
    outcome: "refused",
    text: `${what}: ${error} (${reason}) ${quote(description)}`,
  });
}

/** One entry for a request that was granted or refused. */
function record<D extends Decision>(
  { options, current }: IssuerState<D>,
  context: KoaContextWithOIDC,
  refusal: Refusal | undefined,
): void {
  const { oidc } = context;
  const { Account: account, AccessToken: accessToken } = oidc.entities;
  const request = refusedRequest(context);
  const { clientId = "", grantType = "" } = request;
  const person = account === undefined ? undefined : options.findPerson(account.accountId);
  const requested = textOf(oidc.params?.[carried.scope]) ?? textOf(oidc.params?.["scope"]) ?? "";
  const granted = accessToken?.scope ?? current.get(oidc)?.scopes.join(" ") ?? "";
  const isToken = oidc.route === "token";
  const facts = [
    `client ${quote(clientId)}`,
    ...(person === undefined ? [] : [`person ${quote(person.login)}`]),
    isToken ? `grant ${quote(grantType)}` : `requested scopes ${quote(requested)}`,
    ...(refusal === undefined ? [`granted scopes ${quote(granted)}`] : []),
  ].join(", ");
  const what = isToken ? "tokens" : "an authorization code";
  options.journal.write({
    party: "identity provider",
    where: options.host,
    outcome: refusal === undefined ? "done" : "refused",
    text:
      refusal === undefined
        ? `gave ${what}: ${facts}`
        : `refused ${what}: ${refusal.error} (${refusal.reason}) ${quote(refusal.description)}: ${facts}`,
  });
  const userAgent = context.get("user-agent");
  options.onAnswer?.({
    endpoint: isToken ? "token" : "authorize",
    request,
    requestedScopes: words(requested),
    grantedScopes: refusal === undefined ? words(granted) : [],
    given: refusal === undefined ? givenBy(context) : [],
    ...(person === undefined ? {} : { person }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(userAgent === "" ? {} : { userAgent }),
  });
}

/** Names of what an answer holds. */
function givenBy({ oidc, body }: KoaContextWithOIDC): SignInEvent["given"] {
  if (oidc.route !== "token") return ["code"];
  const names = Object.keys(typeof body === "object" && body !== null ? body : {});
  return (["access_token", "id_token", "refresh_token"] as const).filter((name) => names.includes(name));
}

function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text);
}
