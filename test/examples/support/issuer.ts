/** An identity provider on loopback that has nothing but metadata, keys, and a hand that signs whatever is asked. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from "jose";

/** What a token is signed with, where it is not the issuer's key. */
export interface Signature {
  /** @default the issuer's key */
  readonly key?: CryptoKey | Uint8Array;
  /** Header of the token, added to `alg: "RS256"` and the id of the issuer's key. */
  readonly header?: { readonly alg?: string; readonly kid?: string };
}

/** The audience for which tokens are made where a test does not say otherwise. */
export const audience = "api://weather-dev";

/** The client that asks for tokens where a test does not say otherwise. */
export const client = "weather-dev-weather-reader";

/** A running identity provider. */
export class Issuer {
  /** Base URL, which is also the `iss` of its tokens. */
  readonly url: string;
  /** How often its keys were fetched. */
  keyRequests = 0;
  /** Answers nothing but 500 while it is set. */
  broken = false;
  /** What its metadata says beside or instead of the truth. */
  metadata: Readonly<Record<string, unknown>> = {};
  private readonly server: Server;
  private key: CryptoKey;
  private kid = "first";
  private published: readonly JWK[];

  private constructor(server: Server, key: CryptoKey, published: readonly JWK[]) {
    this.server = server;
    this.key = key;
    this.published = published;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/oauth2/aus1`;
    server.on("request", ({ url = "" }, response) => {
      const documents: Readonly<Record<string, () => object>> = {
        "/oauth2/aus1/.well-known/openid-configuration": () => ({
          issuer: this.url,
          jwks_uri: `${this.url}/v1/keys`,
          ...this.metadata,
        }),
        "/oauth2/aus1/v1/keys": () => {
          this.keyRequests += 1;
          return { keys: this.published };
        },
      };
      const document = this.broken ? undefined : documents[url]?.();
      response
        .writeHead(document ? 200 : 500, { "content-type": "application/json" })
        .end(JSON.stringify(document ?? {}));
    });
  }

  static async start(): Promise<Issuer> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const { privateKey, published } = await newKey("first");
    return new Issuer(server, privateKey, [published]);
  }

  /** Signs with another key from now on, and publishes that one alone. */
  async rotate(kid: string): Promise<void> {
    const { privateKey, published } = await newKey(kid);
    this.key = privateKey;
    this.kid = kid;
    this.published = [published];
  }

  /** The key that everybody may know, as somebody might misuse it for HMAC: its PEM is the textbook's choice, its JWK serves as well. */
  publicKeyText(): string {
    return JSON.stringify(this.published[0]);
  }

  /** A token as Okta makes it, for a person called Anna with the scope to read; claims that are `undefined` are left out. */
  async token(claims: JWTPayload = {}, { key = this.key, header = {} }: Signature = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const payload: JWTPayload = {
      iss: this.url,
      aud: audience,
      sub: "anna@example.com",
      uid: "00uanna",
      cid: client,
      scp: ["weather.read"],
      iat: now,
      exp: now + 300,
      ...claims,
    };
    return new SignJWT(payload).setProtectedHeader({ alg: "RS256", kid: this.kid, ...header }).sign(key);
  }

  async close(): Promise<void> {
    await new Promise((closed) => {
      this.server.close(closed);
      this.server.closeAllConnections();
    });
  }
}

async function newKey(kid: string): Promise<{ readonly privateKey: CryptoKey; readonly published: JWK }> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  return { privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
}
