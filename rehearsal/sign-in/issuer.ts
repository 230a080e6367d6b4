import type { RequestListener } from "node:http";
import type { KoaContextWithOIDC } from "oidc-provider";
import { configurationOf } from "./configuration";
import { Decisions } from "./decisions";
import { EntryStore } from "./entry-store";
import { clientOf, type IssuerState } from "./issuer-state";
import { loadLibrary } from "./library";
import type { Decision, IssuerOptions } from "./options";
import { textOf } from "./request";
import { addAnswers } from "./server";
import { formIdToken } from "./tokens";

/** A running issuer. */
export interface Issuer {
  /** Answers requests for the issuer's paths; `request.url` holds the whole path. */
  readonly handle: RequestListener;
}

/**
 * An issuer of tokens for people who sign in: authorization endpoint, token endpoint, keys document and the pages in between,
 * on `oidc-provider`. Metadata documents are left to the vendor's part.
 */
export async function createIssuer<D extends Decision>(options: IssuerOptions<D>): Promise<Issuer> {
  const library = await loadLibrary();
  const underWay = (): KoaContextWithOIDC["oidc"] | undefined => library.Provider.ctx?.oidc;
  const graceSeconds = (): number => clientOf({ options }, underWay()?.client?.clientId).refreshTokens.graceSeconds;
  const state: IssuerState<D> = {
    options,
    decisions: new Decisions(),
    current: new WeakMap(),
    refreshTokens: new EntryStore(options.clock, graceSeconds),
  };
  const provider = new library.Provider(options.issuer, configurationOf(library, state));
  provider.Client.prototype.compareClientSecret = function (secret) {
    const isPosted = textOf(underWay()?.params?.["client_secret"]) !== undefined;
    const method = isPosted ? "client_secret_post" : "client_secret_basic";
    options.authenticate(clientOf(state, this.clientId), { method, secret });
    return true;
  };
  provider.IdToken.prototype.issue = function () {
    return Promise.resolve(formIdToken(state, this));
  };
  addAnswers(state, provider);
  const handle = provider.callback();
  return { handle: (request, response) => void handle(request, response) };
}
