/** What a vendor's part tells the shared core about one issuer, and what the core asks it while somebody signs in. */
import type { Clock } from "../clock";
import type { Journal } from "../journal";
import type { ProtocolReason, Refusal } from "./refusal";
import type { Sessions } from "./sessions";
import type { SigningKey } from "./signing-key";

/** Somebody who can sign in. */
export interface Person {
  /** Id that never changes; two issuers of the same sessions have the same ids. */
  readonly id: string;
  readonly login: string;
  readonly displayName: string;
}

/** A client as it is registered at this moment. */
export interface Client {
  /** `client_id` */
  readonly id: string;
  /** What a person is told on the pages. */
  readonly displayName: string;
  /** Compared with the request letter by letter. Those that are no web address never match. */
  readonly redirectUris: readonly string[];
  /** `authorization_code` includes the response type `code`. */
  readonly grantTypes: readonly ("authorization_code" | "refresh_token")[];
  /** Whether it has a secret and must show it. */
  readonly authentication: "secret" | "none";
  /** Whether a request without a code challenge is refused; one that is sent is always verified (RFC 7636, S256). */
  readonly pkceRequired: boolean;
  readonly refreshTokens: RefreshTokenUse;
}

/** What happens to a refresh token that is used. */
export interface RefreshTokenUse {
  /** Whether each use gives a new one. */
  readonly rotated: boolean;
  /** Seconds for which one that was replaced goes on working; used after that, it ends everything that was given with it. */
  readonly graceSeconds: number;
}

/** What a client wants. */
export interface SignInRequest {
  readonly client: Client;
  readonly redirectUri: string;
  /** Requested scopes, each once, in the order of the request. Empty where the client named none. */
  readonly scopes: readonly string[];
  /** Parameters `resource` (RFC 8707). */
  readonly resources: readonly string[];
  /** Values of `prompt` that are still to be obeyed. */
  readonly prompts: readonly string[];
  /** Whether it has a parameter `state`; RFC 6749 recommends it, and some vendors demand it. */
  readonly hasState: boolean;
}

/** A scope as a person is asked about it. */
export interface ScopeText {
  readonly name: string;
  readonly text: string;
}

/** What somebody is given. A vendor's part may add to it what it needs to form the tokens. */
export interface Decision {
  /** Granted scopes, as `scope` of the token response names them; never empty. */
  readonly scopes: readonly string[];
  /** What the person must accept first. Empty for no consent page. */
  readonly consent: readonly ScopeText[];
  readonly accessTokenSeconds: number;
  /** Seconds after which a refresh token that is not used ends. */
  readonly refreshTokenIdleSeconds: number;
  /** Seconds after which it ends, used or not. @default never */
  readonly refreshTokenSeconds?: number;
}

/** What the claims of a token are formed from. Times are those of the cloud's clock, in seconds since 1970. */
export interface TokenFacts<D extends Decision = Decision> {
  readonly person: Person;
  readonly client: Client;
  readonly decision: D;
  /** Scopes of this token: those of the decision, or fewer where a refresh asked for fewer. */
  readonly scopes: readonly string[];
  /** Fresh for every token. */
  readonly tokenId: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly signedInAt: number;
  /** Parameter `nonce` of the request. @default none was sent */
  readonly nonce?: string;
}

/** What a client that has shown who it is asks of the token endpoint. */
export interface TokenRequest<D extends Decision = Decision> {
  readonly grantType: "authorization_code" | "refresh_token";
  readonly client: Client;
  readonly person: Person;
  /** What was decided when the person signed in, or at the last refresh. */
  readonly decision: D;
  /** Parameter `scope`, which the protocol knows for a refresh only. Empty where there is none. */
  readonly scopes: readonly string[];
  /** Parameter `redirect_uri`. @default none was sent */
  readonly redirectUri?: string;
}

/** How a client showed who it is at the token endpoint. */
export interface PresentedSecret {
  readonly method: "client_secret_basic" | "client_secret_post";
  readonly secret: string;
}

/** Paths under the host; the authorization endpoint also owns everything below its path. */
export interface IssuerPaths {
  readonly authorize: string;
  readonly token: string;
  readonly keys: string;
  /** Above the pages that a person sees, for example `/signin`. No two issuers of a host share it. */
  readonly pages: string;
}

/** A request of a sign-in that was granted or refused, for the vendor's own log. No codes, tokens and secrets are in it. */
export interface SignInEvent {
  readonly endpoint: "authorize" | "token";
  readonly request: RefusedRequest;
  /** Who signed in. @default nobody had, when the request was answered */
  readonly person?: Person;
  /** Empty where the client named none. */
  readonly requestedScopes: readonly string[];
  /** Empty where nothing was given. */
  readonly grantedScopes: readonly string[];
  /** What was given. */
  readonly given: readonly ("code" | "access_token" | "id_token" | "refresh_token")[];
  /** Why it was refused. @default it was granted */
  readonly refusal?: Refusal;
  /** Header `User-Agent`. @default none was sent */
  readonly userAgent?: string;
}

/**
 * An issuer. Everything that can change while it runs is asked anew at each request. The functions refuse by throwing a
 * `Refusal`.
 */
export interface IssuerOptions<D extends Decision = Decision> {
  /** `iss` of ID tokens. */
  readonly issuer: string;
  readonly paths: IssuerPaths;
  readonly signingKey: SigningKey;
  /** `typ` in the header of the tokens. @default none */
  readonly tokenType?: string;
  /** Seconds in which an authorization code must be used. */
  readonly codeSeconds: number;
  readonly clock: Clock;
  /** Gets one entry for every request that was granted or refused. */
  readonly journal: Journal;
  /** Host name, for the journal. */
  readonly host: string;
  /** Name of the vendor's product on the pages. */
  readonly product: string;
  /** Who is signed in where. Issuers that share it ask a person once. */
  readonly sessions: Sessions;

  findClient(clientId: string): Client | undefined;
  findPerson(id: string): Person | undefined;
  findPersonByLogin(login: string): Person | undefined;
  /** Judges a secret. Whether the client may authenticate like this is judged here as well. */
  authenticate(client: Client, presented: PresentedSecret): void;
  /** Judges a request before anybody has signed in. */
  checkRequest(request: SignInRequest): void;
  /** Decides after the person has signed in, and again after each page that the person has answered. */
  decide(request: SignInRequest, person: Person): D;
  /** Remembers what a person has accepted, so that the next decision does not ask. */
  accept(client: Client, person: Person, scopes: readonly string[]): void;
  /** Judges the parameters `resource` of a token request. */
  checkTokenResources(client: Client, resources: readonly string[]): void;
  /**
   * Judges a request with a code or a refresh token beyond the protocol, and may narrow what was decided.
   * @default it is for what was decided
   */
  judgeTokenRequest?(request: TokenRequest<D>): D;
  /** Decides whether a refresh token goes on working, and for what. @param earlier what was decided at sign-in */
  renew(client: Client, person: Person, earlier: D): D;
  accessTokenClaims(facts: TokenFacts<D>): Readonly<Record<string, unknown>>;
  idTokenClaims(facts: TokenFacts<D>): Readonly<Record<string, unknown>>;
  /** The vendor's words for what the protocol refuses. */
  words(reason: ProtocolReason, request: RefusedRequest): Refusal;
  /** Told of every request that was granted or refused. @default the journal alone is */
  onAnswer?(event: SignInEvent): void;
  /** The body of a token response. @default the library's (RFC 6749, section 5.1) */
  tokenBody?(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  /** The body of a refusal at the token endpoint. @default `error` and `error_description` */
  tokenErrorBody?(refusal: Refusal): Readonly<Record<string, unknown>>;
}

/** What is known of a request that is refused; everything in it may be invented by whoever asks. */
export interface RefusedRequest {
  readonly clientId?: string;
  readonly redirectUri?: string;
  readonly grantType?: string;
  readonly responseType?: string;
}
