import type { Clock } from "../../clock";
import type { Secret } from "../../secret";
import type { SwitchSettings } from "../../switches";
import type { Log } from "./log";
import type { OAuthConnection } from "./oauth-connection";
import { quoted } from "./quoted";
import type { TokenEndpoint, Tokens } from "./token-endpoint";

/** A token that expires sooner than this is taken for expired. */
const leewayMs = 30_000;

/** What the token store works with. */
export interface TokenStoreOptions {
  readonly clock: Clock;
  readonly endpoint: Pick<TokenEndpoint, "refresh">;
  readonly switches: Pick<SwitchSettings, "expiredTokenWithoutRefresh">;
}

/** The tokens of every person, connection and project, by `consentKey`. */
export class TokenStore {
  readonly #tokens = new Map<string, Tokens>();
  readonly #refreshes = new Map<string, Promise<Secret | undefined>>();
  readonly #options: TokenStoreOptions;

  constructor(options: TokenStoreOptions) {
    this.#options = options;
  }

  keep(key: string, tokens: Tokens): void {
    this.#tokens.set(key, tokens);
  }

  /**
   * The access token, refreshed where it has expired; requests at the same time share one refresh.
   * @returns `undefined` where consent is needed
   */
  async accessToken(key: string, connection: OAuthConnection, log: Log): Promise<Secret | undefined> {
    const tokens = this.#tokens.get(key);
    if (tokens === undefined || !this.#hasExpired(tokens)) return tokens?.accessToken;
    const underWay = this.#refreshes.get(key);
    if (underWay !== undefined) return underWay;
    const refresh = this.#refresh(key, tokens, connection, log).finally(() => this.#refreshes.delete(key));
    this.#refreshes.set(key, refresh);
    return refresh;
  }

  async #refresh(key: string, tokens: Tokens, connection: OAuthConnection, log: Log): Promise<Secret | undefined> {
    const what = `refresh for connection ${quoted(connection.name)}`;
    const answer = await this.#askFor(tokens, connection);
    // Whoever has consented anew in the meantime has better tokens than these.
    if (this.#tokens.get(key) !== tokens) return this.#tokens.get(key)?.accessToken;
    if ("tokens" in answer) {
      log("done", what);
      this.#tokens.set(key, answer.tokens);
      return answer.tokens.accessToken;
    }
    log("refused", `${what}: ${answer.refusal}`);
    if (this.#options.switches.expiredTokenWithoutRefresh === "sent") return tokens.accessToken;
    this.#tokens.delete(key);
    return undefined;
  }

  async #askFor({ refreshToken }: Tokens, connection: OAuthConnection) {
    if (refreshToken === undefined) return { refusal: "the identity provider gave no refresh token" };
    if (connection.refreshUrl === "") return { refusal: "the connection has no refresh URL" };
    return this.#options.endpoint.refresh(connection, refreshToken);
  }

  #hasExpired({ expiresAt }: Tokens): boolean {
    return expiresAt !== undefined && this.#options.clock.now() >= expiresAt - leewayMs;
  }
}
