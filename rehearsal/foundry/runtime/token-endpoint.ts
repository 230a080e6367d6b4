import type { Clock } from "../../clock";
import { textAt, type JsonObject } from "../../json";
import type { Outgoing } from "../../outgoing";
import { Secret } from "../../secret";
import type { SwitchSettings } from "../../switches";
import { objectFrom } from "./json-text";
import type { OAuthConnection } from "./oauth-connection";
import { quoted } from "./quoted";

/** Ends what hangs; no measure of speed. */
const timeoutMs = 150_000;

/** What a token endpoint gave. */
export interface Tokens {
  readonly accessToken: Secret;
  /** `undefined`: none was given, so the access token cannot be refreshed. */
  readonly refreshToken: Secret | undefined;
  /** Milliseconds since 1970; `undefined`: the answer did not say. */
  readonly expiresAt: number | undefined;
}

/** Tokens, or why there are none. */
export type TokenAnswer =
  | { readonly tokens: Tokens }
  /** Without any code, token or secret. */
  | { readonly refusal: string };

/** What the requests to token endpoints are made with. */
export interface TokenEndpointOptions {
  readonly outgoing: Pick<Outgoing, "fetch">;
  readonly clock: Clock;
  readonly switches: Pick<SwitchSettings, "tokenEndpointAuthentication">;
}

/**
 * Asks token endpoints as the client of a connection. There is no PKCE, and no resource or audience parameter. How the
 * client authenticates is a switch: an Okta app admits only the method that its `token_endpoint_auth_method` names, Entra
 * admits both. A connection without a secret sends an empty one.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export class TokenEndpoint {
  readonly #options: TokenEndpointOptions;

  constructor(options: TokenEndpointOptions) {
    this.#options = options;
  }

  /** Exchanges an authorization code. */
  exchange(connection: OAuthConnection, code: string): Promise<TokenAnswer> {
    const parameters = { grant_type: "authorization_code", code, redirect_uri: connection.redirectUrl };
    return this.#ask(connection.tokenUrl, connection, parameters);
  }

  /** Refreshes; the refresh token stays where the answer brings no other. */
  async refresh(connection: OAuthConnection, refreshToken: Secret): Promise<TokenAnswer> {
    const parameters = { grant_type: "refresh_token", refresh_token: refreshToken.reveal() };
    const answer = await this.#ask(connection.refreshUrl, connection, parameters);
    if ("refusal" in answer) return answer;
    return { tokens: { ...answer.tokens, refreshToken: answer.tokens.refreshToken ?? refreshToken } };
  }

  async #ask(
    url: string,
    { credentials: { clientId, clientSecret } }: OAuthConnection,
    parameters: Readonly<Record<string, string>>,
  ): Promise<TokenAnswer> {
    const { outgoing, clock, switches } = this.#options;
    const inHeader = switches.tokenEndpointAuthentication === "basic";
    const body = new URLSearchParams({
      ...parameters,
      ...(inHeader ? {} : { client_id: clientId, client_secret: clientSecret.reveal() }),
    });
    const headers = {
      accept: "application/json",
      "content-type": "application/x-www-form-urlencoded",
      ...(inHeader ? { authorization: basic(clientId, clientSecret) } : {}),
    };
    const askedAt = clock.now();
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const init = { method: "POST", redirect: "manual", headers, body: body.toString(), signal } as const;
      const response = await outgoing.fetch(url, init);
      const answer = objectFrom(await response.text());
      return response.ok ? tokensOf(answer, askedAt) : { refusal: refusalOf(response.status, answer) };
    } catch {
      return { refusal: `${quoted(url)} could not be reached` };
    }
  }
}

function tokensOf(answer: JsonObject, askedAt: number): TokenAnswer {
  const accessToken = textAt(answer, "access_token");
  if (accessToken === undefined) return { refusal: "the answer holds no access token" };
  const refreshToken = textAt(answer, "refresh_token");
  const lifetime = Number(answer["expires_in"] ?? NaN);
  return {
    tokens: {
      accessToken: new Secret(accessToken),
      refreshToken: refreshToken === undefined ? undefined : new Secret(refreshToken),
      expiresAt: Number.isFinite(lifetime) ? askedAt + lifetime * 1000 : undefined,
    },
  };
}

function refusalOf(status: number, answer: JsonObject): string {
  const words = ["error", "error_description"].flatMap((name) => textAt(answer, name) ?? []);
  return [`HTTP ${status}`, ...words.map(quoted)].join(" ");
}

/** Both parts are form-encoded first, as the specification demands. */
function basic(clientId: string, clientSecret: Secret): string {
  const encode = (text: string): string => new URLSearchParams({ "": text }).toString().slice(1);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret.reveal())}`).toString("base64")}`;
}
