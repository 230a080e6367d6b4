import { randomBytes } from "node:crypto";
import { createIssuer, type Issuer } from "../../sign-in/issuer";
import { createSigningKey } from "../../sign-in/signing-key";
import type { AuthorizationServer } from "../model";
import { Consents } from "./consents";
import type { SignInContext } from "./context";
import { customServerOptions } from "./custom-server";
import { organizationServerOptions } from "./organization-server";

/** The running issuers of one organization; each begins with the first request for it. */
export class Issuers {
  readonly #context: SignInContext;
  readonly #consents = new Consents();
  /** An issuer, its key included, ends with its authorization server. */
  readonly #custom = new WeakMap<AuthorizationServer, Promise<Issuer>>();
  #organization: Promise<Issuer> | undefined;

  constructor(context: SignInContext) {
    this.#context = context;
  }

  /** The issuer of a custom authorization server. */
  custom(server: AuthorizationServer): Promise<Issuer> {
    const running = this.#custom.get(server) ?? this.#startCustom(server);
    this.#custom.set(server, running);
    return running;
  }

  /** The issuer of the organization. */
  organization(): Promise<Issuer> {
    this.#organization ??= this.#startOrganization();
    return this.#organization;
  }

  async #startCustom(server: AuthorizationServer): Promise<Issuer> {
    const key = await createSigningKey(server.signing.kid);
    return createIssuer(customServerOptions(this.#context, server, this.#consents, key));
  }

  async #startOrganization(): Promise<Issuer> {
    const key = await createSigningKey(randomBytes(32).toString("base64url"));
    return createIssuer(organizationServerOptions(this.#context, key));
  }
}
