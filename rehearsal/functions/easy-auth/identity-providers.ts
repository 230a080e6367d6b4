import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from "jose";
import { isObject, textAt } from "../../json";
import type { Outgoing } from "../../outgoing";

/** What an identity provider publishes of itself. */
export interface PublishedIdentity {
  readonly issuer: string;
  /** Finds the key that a token names. */
  readonly keys: JWTVerifyGetKey;
}

/**
 * The metadata documents and keys of identity providers, fetched once and kept; keys are fetched again when a token names one that
 * is not known.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export class IdentityProviders {
  readonly #fetch: Outgoing["fetch"];
  readonly #known = new Map<string, Promise<PublishedIdentity>>();

  constructor(outgoing: Pick<Outgoing, "fetch">) {
    this.#fetch = outgoing.fetch;
  }

  /** @throws Error where the document cannot be had, or names no issuer or keys */
  async read(configurationUrl: string): Promise<PublishedIdentity> {
    const known = this.#known.get(configurationUrl);
    if (known !== undefined) return known;
    const reading = this.#fetchConfiguration(configurationUrl);
    this.#known.set(configurationUrl, reading);
    // A provider that is out of reach now may be back at the next request.
    reading.catch(() => this.#known.delete(configurationUrl));
    return reading;
  }

  async #fetchConfiguration(configurationUrl: string): Promise<PublishedIdentity> {
    const answer = await this.#fetch(configurationUrl);
    if (!answer.ok) throw new Error(`it answered with status ${answer.status}`);
    const configuration: unknown = await answer.json();
    const document = isObject(configuration) ? configuration : {};
    const issuer = textAt(document, "issuer");
    const jwksUri = textAt(document, "jwks_uri");
    if (issuer === undefined || jwksUri === undefined) throw new Error("it names no issuer or no keys");
    return { issuer, keys: createRemoteJWKSet(new URL(jwksUri), { [customFetch]: this.#fetch }) };
  }
}
