/** A client that signs people in by authorization code, through the front and with a person's browser. */
import { createHash, createPublicKey, randomBytes, verify, type JsonWebKey } from "node:crypto";
import { createOutgoing, type Outgoing } from "../../../rehearsal/outgoing";
import type { Service } from "../../../rehearsal/service";
import { startFront, type Front } from "../../../rehearsal/front/front";
import { createBrowser, type Behaviour, type Browser, type SeenPage } from "../../../rehearsal/sign-in/browser";

/** Where an issuer's endpoints are, and as whom the client asks. */
export interface Registration {
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** How an authorization request ended. */
export interface Outcome {
  /** What the person saw; status 0 where the browser went back to the client. */
  readonly page: SeenPage;
  /** Parameters with which the browser came back to the client; empty where it did not. */
  readonly answer: Readonly<Record<string, string>>;
}

/** Answer of a token endpoint. */
export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a token says, signature aside. */
export interface ReadToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Everything about a request that is unusual. */
export interface Asked {
  /** Set, or left out where `undefined`. */
  readonly parameters?: Readonly<Record<string, string | undefined>>;
  readonly behaviour?: Behaviour;
  /** @default a browser without cookies */
  readonly browser?: Browser;
}

/** A client and its front. */
export class SignInClient {
  readonly #front: Front;
  readonly #outgoing: Outgoing;

  private constructor(front: Front) {
    this.#front = front;
    this.#outgoing = createOutgoing();
    this.#outgoing.connect(front);
  }

  static async start(services: readonly Service[]): Promise<SignInClient> {
    return new SignInClient(await startFront(services));
  }

  get fetch(): typeof globalThis.fetch {
    return this.#outgoing.fetch;
  }

  browser(): Browser {
    return createBrowser(this.fetch);
  }

  /** The address that a person is sent to. */
  authorizeUrl(
    { authorizeUrl, clientId, redirectUri }: Registration,
    parameters: Readonly<Record<string, string | undefined>> = {},
  ): string {
    const url = new URL(authorizeUrl);
    const usual = { response_type: "code", client_id: clientId, redirect_uri: redirectUri, state: "a state" };
    const all: Readonly<Record<string, string | undefined>> = { ...usual, ...parameters };
    for (const [name, value] of Object.entries(all)) {
      if (value !== undefined) url.searchParams.set(name, value);
    }
    return url.href;
  }

  /** Sends a person through the authorization endpoint. */
  async authorize(registration: Registration, login: string, asked: Asked = {}): Promise<Outcome> {
    const { parameters, behaviour, browser = this.browser() } = asked;
    const back = new URL(registration.redirectUri);
    const answer: Record<string, string> = {};
    const page = await browser.open(this.authorizeUrl(registration, parameters), login, {
      ...behaviour,
      stopAt: (url) => {
        if (url.host !== back.host) return false;
        Object.assign(answer, Object.fromEntries(url.searchParams));
        return true;
      },
    });
    return { page, answer };
  }

  /** Asks the token endpoint; client authentication by Basic unless the form holds a secret. */
  async token(
    { tokenUrl, clientId, clientSecret }: Registration,
    form: Readonly<Record<string, string>>,
  ): Promise<TokenAnswer> {
    const basic = [clientId, clientSecret].map((part) =>
      new URLSearchParams({ part }).toString().slice("part=".length),
    );
    const isOwn = "client_secret" in form || "client_id" in form;
    const response = await this.fetch(tokenUrl, {
      method: "POST",
      headers: {
        "content-type": "application/x-www-form-urlencoded",
        ...(isOwn ? {} : { authorization: `Basic ${Buffer.from(basic.join(":")).toString("base64")}` }),
      },
      body: new URLSearchParams(form).toString(),
    });
    const body = (await response.json()) as Readonly<Record<string, unknown>>;
    return { status: response.status, headers: response.headers, body };
  }

  /** Exchanges a code. */
  redeem(registration: Registration, code: string, form: Readonly<Record<string, string>> = {}): Promise<TokenAnswer> {
    const usual = { grant_type: "authorization_code", code, redirect_uri: registration.redirectUri };
    return this.token(registration, { ...usual, ...form });
  }

  /** Uses a refresh token. */
  refresh(
    registration: Registration,
    refreshToken: unknown,
    form: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> {
    return this.token(registration, { grant_type: "refresh_token", refresh_token: String(refreshToken), ...form });
  }

  /** Signs somebody in and exchanges the code. */
  async signIn(registration: Registration, login: string, asked: Asked = {}): Promise<TokenAnswer> {
    const { answer, page } = await this.authorize(registration, login, asked);
    const { code } = answer;
    if (code === undefined) throw new Error(`No code: ${JSON.stringify({ answer, page })}`);
    return this.redeem(registration, code);
  }

  /** Reads a token and checks that a key of the document signed it. */
  async readToken(keysUrl: string, token: unknown): Promise<ReadToken> {
    const [header = "", claims = "", signature = ""] = String(token).split(".");
    const read = { header: decode(header), claims: claimsOf(token) };
    const { keys } = (await (await this.fetch(keysUrl)).json()) as { readonly keys: readonly JsonWebKey[] };
    const key = keys.find(({ kid }) => kid === read.header["kid"]);
    if (key === undefined) throw new Error(`No key ${JSON.stringify(read.header["kid"])}.`);
    const signed = Buffer.from(`${header}.${claims}`);
    const isSigned = verify(
      "RSA-SHA256",
      signed,
      createPublicKey({ key, format: "jwk" }),
      Buffer.from(signature, "base64url"),
    );
    if (!isSigned) throw new Error("The key of this id did not sign the token.");
    return read;
  }

  async stop(): Promise<void> {
    await this.#outgoing.close();
    await this.#front.close();
  }
}

/** What a token claims, whoever signed it. */
export function claimsOf(token: unknown): Readonly<Record<string, unknown>> {
  return decode(String(token).split(".")[1] ?? "");
}

/** A verifier for PKCE: 43 characters of RFC 7636, section 4.1. */
export function codeVerifier(): string {
  return randomBytes(32).toString("base64url");
}

/** The challenge of a verifier, by S256. */
export function codeChallenge(verifier: string): string {
  return createHash("sha256").update(verifier).digest("base64url");
}

function decode(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(part, "base64url").toString()) as Readonly<Record<string, unknown>>;
}
