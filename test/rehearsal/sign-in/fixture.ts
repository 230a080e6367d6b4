/** An issuer of a made-up vendor, which grants what is asked unless a test says otherwise, behind a front. */
import { createClock, type CloudClock } from "../../../rehearsal/clock";
import { createJournal, type Journal } from "../../../rehearsal/journal";
import { createIssuer } from "../../../rehearsal/sign-in/issuer";
import type { Client, Decision, IssuerOptions, Person } from "../../../rehearsal/sign-in/options";
import { type ProtocolReason, Refusal } from "../../../rehearsal/sign-in/refusal";
import { createSessions, type Sessions } from "../../../rehearsal/sign-in/sessions";
import { createSigningKey } from "../../../rehearsal/sign-in/signing-key";
import { type Registration, SignInClient } from "../support/sign-in-client";

export const host = "id.example.com";
export const redirectUri = "https://client.example.com/callback";
export const secret = "a secret: 100% & more+";

export const ada: Person = { id: "person-1", login: "ada@example.com", displayName: "Ada Lovelace" };
export const eve: Person = { id: "person-2", login: "eve@example.com", displayName: "Eve" };

export const usualClient: Client = {
  id: "client-one",
  displayName: "Client <One>",
  redirectUris: [redirectUri],
  grantTypes: ["authorization_code", "refresh_token"],
  authentication: "secret",
  pkceRequired: false,
  refreshTokens: { rotated: false, graceSeconds: 0 },
};

export const usualDecision: Omit<Decision, "scopes"> = {
  consent: [],
  accessTokenSeconds: 600,
  refreshTokenIdleSeconds: 7200,
};

/** The usual client at an issuer. */
export function registrationAt(issuer: "one" | "two", clientId = usualClient.id): Registration {
  return {
    authorizeUrl: `https://${host}/${issuer}/authorize`,
    tokenUrl: `https://${host}/${issuer}/token`,
    clientId,
    clientSecret: secret,
    redirectUri,
  };
}

export const keysUrl = `https://${host}/one/keys`;

/** What a test can change while the issuer runs. */
export interface Vendor {
  readonly clients: Map<string, Client>;
  readonly people: Map<string, Person>;
  readonly accepted: string[];
  /** Parameters `resource` of the last request. */
  resources: readonly string[];
  checkRequest: IssuerOptions["checkRequest"];
  decide: IssuerOptions["decide"];
  renew: IssuerOptions["renew"];
}

/** Issuers under `/one` and `/two` of one host, with shared sessions. */
export class SignInFixture {
  readonly clock: CloudClock = createClock();
  readonly journal: Journal = createJournal();
  readonly vendor: Vendor;
  readonly #sessions: Sessions;
  #client: SignInClient | undefined;

  private constructor() {
    this.#sessions = createSessions("session", this.clock);
    this.vendor = {
      clients: new Map([[usualClient.id, usualClient]]),
      people: new Map([ada, eve].map((person) => [person.id, person])),
      accepted: [],
      resources: [],
      checkRequest: ({ resources }) => {
        this.vendor.resources = resources;
      },
      decide: ({ scopes }) => ({ ...usualDecision, scopes: scopes.length === 0 ? ["read"] : scopes }),
      renew: (_client, _person, earlier) => earlier,
    };
  }

  static async start(): Promise<SignInFixture> {
    const fixture = new SignInFixture();
    const issuers = new Map([
      ["one", await fixture.#issuer("one")],
      ["two", await fixture.#issuer("two")],
    ]);
    fixture.#client = await SignInClient.start([
      {
        hosts: [host],
        handle: (request, response) => {
          const name = request.url?.split("/")[1] ?? "";
          issuers.get(name)?.handle(request, response);
        },
      },
    ]);
    return fixture;
  }

  get client(): SignInClient {
    if (this.#client === undefined) throw new Error("The fixture has not been started.");
    return this.#client;
  }

  stop(): Promise<void> {
    return this.client.stop();
  }

  async #issuer(name: string): Promise<Awaited<ReturnType<typeof createIssuer>>> {
    const { vendor } = this;
    const issuer = `https://${host}/${name}`;
    return createIssuer({
      issuer,
      paths: {
        authorize: `/${name}/authorize`,
        token: `/${name}/token`,
        keys: `/${name}/keys`,
        pages: `/${name}/pages`,
      },
      signingKey: await createSigningKey(`key-${name}`),
      codeSeconds: 60,
      clock: this.clock,
      journal: this.journal,
      host,
      product: "Test & Co",
      sessions: this.#sessions,
      findClient: (id) => vendor.clients.get(id),
      findPerson: (id) => vendor.people.get(id),
      findPersonByLogin: (login) => [...vendor.people.values()].find((person) => person.login === login),
      authenticate: (_client, presented) => {
        if (presented.secret !== secret) throw new Refusal("invalid_client", "wrong secret", "secret-wrong", 401);
      },
      checkRequest: (request) => vendor.checkRequest(request),
      decide: (request, person) => vendor.decide(request, person),
      accept: (_client, _person, scopes) => void vendor.accepted.push(...scopes),
      checkTokenResources: (_client, resources) => {
        if (resources.includes("urn:unknown")) throw new Refusal("invalid_target", "no such resource", "resource");
      },
      renew: (client, person, earlier) => vendor.renew(client, person, earlier),
      accessTokenClaims: ({ person, client, scopes, tokenId, issuedAt, expiresAt, signedInAt }) => ({
        iss: issuer,
        aud: "api://one",
        sub: person.login,
        cid: client.id,
        scp: scopes,
        jti: tokenId,
        iat: issuedAt,
        exp: expiresAt,
        auth_time: signedInAt,
      }),
      idTokenClaims: ({ person, client, issuedAt, expiresAt, nonce }) => ({
        iss: issuer,
        aud: client.id,
        sub: person.id,
        iat: issuedAt,
        exp: expiresAt,
        nonce,
      }),
      words: (reason: ProtocolReason) => new Refusal(`own_${reason}`, `our words for ${reason}`, reason, 418),
    });
  }
}
