import express, { type Response } from "express";
import type { ResourceManagerState } from "../../azure/state";
import type { Service } from "../../service";
import type { SwitchSettings } from "../../switches";
import { consentHost, type ConsentLink, type ConsentLinks } from "./consent-links";
import { answerRefused, linkExpired, linkUnknown, renderPage, signInSuccessful, type Page } from "./consent-pages";
import type { Log } from "./log";
import { consentKey, oauthConnection, type OAuthConnection } from "./oauth-connection";
import { quoted } from "./quoted";
import type { TokenEndpoint } from "./token-endpoint";
import type { TokenStore } from "./token-store";

/** What the consent service works with. */
export interface ConsentServiceOptions {
  readonly links: ConsentLinks;
  readonly tokens: TokenStore;
  readonly endpoint: TokenEndpoint;
  readonly resourceManager: Pick<ResourceManagerState, "connection">;
  readonly switches: Pick<SwitchSettings, "recreatedConnectionConsents">;
  readonly log: Log;
}

/**
 * The service behind consent links, under `global.consent.azure-apim.net`. A link sends the browser to the connection's
 * identity provider; the answer comes back to the connection's redirect URL, and ends on the same page whatever it says.
 *
 * The service does not know who sits at the browser: the tokens of whoever signs in are kept for the person whom the link was
 * given to. So a link is as confidential as a password until it has expired, and whoever passes one on gets, from then on,
 * the identity of whoever signs in through it. Whether the real service looks closer is not documented.
 * @see https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication
 */
export function createConsentService(options: ConsentServiceOptions): Service {
  const { links, log } = options;
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.get("/login", ({ query }, response) => {
    const link = links.find(single(query["data"]));
    const connection = link === undefined ? undefined : connectionOf(options, link);
    const target = connection === undefined ? undefined : authorizationEndpoint(connection);
    if (link === undefined || connection === undefined || target === undefined) {
      show(response, linkUnknown);
    } else if (links.hasExpired(link)) {
      show(response, linkExpired);
    } else {
      response.set(uncached).redirect(302, authorizationRequest(target, connection, links.begin(link)));
    }
  });
  app.get("/redirect/:id", async ({ params, query }, response) => {
    const link = links.take(single(query["state"]));
    const connection = link === undefined ? undefined : connectionOf(options, link);
    const here = `https://${consentHost}/redirect/${params.id}`;
    if (link === undefined || connection?.redirectUrl !== here) {
      log("refused", "an answer of an identity provider whose state is unknown, used, or of another connection");
      show(response, answerRefused);
    } else if (links.hasExpired(link)) {
      show(response, linkExpired);
    } else {
      await complete(options, link, connection, query);
      show(response, signInSuccessful);
    }
  });
  app.use((_request, response) => show(response, linkUnknown));
  return { hosts: [consentHost], handle: app };
}

/** Takes the identity provider's answer, and tells nobody but the log how it went. */
async function complete(
  { links, tokens, endpoint, log }: ConsentServiceOptions,
  link: ConsentLink,
  connection: OAuthConnection,
  query: Readonly<Record<string, unknown>>,
): Promise<void> {
  const who = `of ${link.consenter.objectId} for connection ${quoted(connection.name)}`;
  const code = single(query["code"]);
  if (code === "") {
    const words = ["error", "error_description"].map((name) => single(query[name])).filter((word) => word !== "");
    log("refused", `sign-in ${who}: the identity provider answered ${words.map(quoted).join(" ") || "nothing"}`);
    links.refuse(link);
    return;
  }
  log("done", `sign-in ${who}: the identity provider answered with a code`);
  const answer = await endpoint.exchange(connection, code);
  if ("refusal" in answer) {
    log("refused", `code exchange ${who}: ${answer.refusal}`);
    links.refuse(link);
    return;
  }
  tokens.keep(link.key, answer.tokens);
  log("done", `code exchange ${who}`);
}

/** The connection of a link, unless it is gone, or another one has its name now. */
function connectionOf(
  { resourceManager, switches }: ConsentServiceOptions,
  { connectionId, consenter, key }: ConsentLink,
): OAuthConnection | undefined {
  const state = resourceManager.connection(connectionId);
  const connection = state === undefined ? undefined : oauthConnection(state);
  if (connection === undefined) return undefined;
  return consentKey(consenter, connection, switches) === key ? connection : undefined;
}

/** `undefined` where the connection's authorization URL is none of HTTPS. */
function authorizationEndpoint({ authorizationUrl }: OAuthConnection): URL | undefined {
  if (!URL.canParse(authorizationUrl)) return undefined;
  const url = new URL(authorizationUrl);
  return url.protocol === "https:" ? url : undefined;
}

/** No PKCE, no resource, no audience; no scope parameter where the connection has no scopes. */
function authorizationRequest(endpoint: URL, connection: OAuthConnection, state: string): string {
  const { searchParams } = endpoint;
  searchParams.set("client_id", connection.credentials.clientId);
  searchParams.set("response_type", "code");
  searchParams.set("redirect_uri", connection.redirectUrl);
  if (connection.scopes.length > 0) searchParams.set("scope", connection.scopes.join(" "));
  searchParams.set("state", state);
  return endpoint.href;
}

const uncached = { "cache-control": "no-store", "referrer-policy": "no-referrer" } as const;
/** Pages load nothing and send nothing; else browsers would ask for an icon, and be told that this is no link. */
const inert = { "content-security-policy": "default-src 'none'; form-action 'none'; frame-ancestors 'none'" } as const;

function show(response: Response, page: Page): void {
  response
    .set({ ...uncached, ...inert })
    .status(page.status)
    .type("html")
    .send(renderPage(page));
}

/** A parameter that is given once; empty text where it is missing or repeated. */
function single(value: unknown): string {
  return typeof value === "string" ? value : "";
}
