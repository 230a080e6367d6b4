import { randomBytes } from "node:crypto";
import type { Clock } from "../../clock";
import type { Consenter } from "./oauth-connection";

/** Host of the consent service. */
export const consentHost = "global.consent.azure-apim.net";

const lifetimeMs = 60 * 60 * 1000;

/** A consent that somebody was asked for. */
export interface ConsentLink {
  readonly url: string;
  /** What the consent is for: person, connection and project (see `consentKey`). */
  readonly key: string;
  /** ARM id of the connection. */
  readonly connectionId: string;
  /** Whoever was asked. */
  readonly consenter: Consenter;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * The consent links that were given, and the sign-ins that are under way. Links and states are random and mean nothing
 * outside; a state is taken once.
 */
export class ConsentLinks {
  readonly #links = new Map<string, ConsentLink>();
  readonly #states = new Map<string, ConsentLink>();
  readonly #refused = new Set<ConsentLink>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new link, valid for an hour. */
  give(consent: Pick<ConsentLink, "key" | "connectionId" | "consenter">): ConsentLink {
    const data = randomBytes(48).toString("base64url");
    const url = `https://${consentHost}/login?data=${data}`;
    const link = { ...consent, url, expiresAt: this.#clock.now() + lifetimeMs };
    this.#links.set(url, link);
    return link;
  }

  /** The link of a URL, expired ones included. */
  find(data: string): ConsentLink | undefined {
    return this.#links.get(`https://${consentHost}/login?data=${data}`);
  }

  hasExpired({ expiresAt }: ConsentLink): boolean {
    return this.#clock.now() >= expiresAt;
  }

  /** Begins a sign-in. Returns the state that its answer must bring back. */
  begin(link: ConsentLink): string {
    const state = randomBytes(32).toString("base64url");
    this.#states.set(state, link);
    return state;
  }

  /** The link whose sign-in is answered; `undefined` for a state that was never given, or answered before. */
  take(state: string): ConsentLink | undefined {
    const link = this.#states.get(state);
    this.#states.delete(state);
    return link;
  }

  /** Remembers that a sign-in through this link gave no token. */
  refuse(link: ConsentLink): void {
    this.#refused.add(link);
  }

  /** How many of some links for the same consent ended in a refusal. */
  refusals(urls: readonly string[], key: string): number {
    return urls.filter((url) => {
      const link = this.#links.get(url);
      return link?.key === key && this.#refused.has(link);
    }).length;
  }
}
