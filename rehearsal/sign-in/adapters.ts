/** Where the library keeps what it remembers, and where it looks clients up. */
import type { Adapter, AdapterFactory, ClientMetadata } from "oidc-provider";
import { EntryStore } from "./entry-store";
import type { IssuerState } from "./issuer-state";
import type { Client, Decision } from "./options";

/** The library wants a secret in each client's registration; what is presented is judged by the vendor's part. */
const unusedSecret = "judged-by-the-vendors-part";

/** Clients come from the vendor's part at each request, sessions are shared, all else is the issuer's own. */
export function adapters<D extends Decision>({ options, refreshTokens }: IssuerState<D>): AdapterFactory {
  return (kind) => {
    if (kind === "Client") return clientLookup((id) => options.findClient(id));
    if (kind === "Session") return options.sessions.entries;
    return kind === "RefreshToken" ? refreshTokens : new EntryStore(options.clock);
  };
}

function clientLookup(find: (id: string) => Client | undefined): Adapter {
  const readOnly = (): Promise<never> => Promise.reject(new Error("Clients are registered at the management API."));
  return {
    find: (id) => {
      const client = find(id);
      return Promise.resolve(client === undefined ? undefined : registrationOf(client));
    },
    findByUid: readOnly,
    findByUserCode: readOnly,
    upsert: readOnly,
    consume: readOnly,
    destroy: readOnly,
    revokeByGrantId: readOnly,
  };
}

/** A client's registration as RFC 7591 writes it. A client without a redirect URI cannot get a code, so it has no response type. */
function registrationOf(client: Client): ClientMetadata {
  const redirectUris = client.redirectUris.filter(isWebAddress);
  const isCodeAllowed = client.grantTypes.includes("authorization_code") && redirectUris.length > 0;
  return {
    client_id: client.id,
    redirect_uris: redirectUris,
    grant_types: client.grantTypes,
    response_types: isCodeAllowed ? ["code"] : [],
    ...(client.authentication === "none"
      ? { token_endpoint_auth_method: "none" }
      : { token_endpoint_auth_method: "client_secret_basic", client_secret: unusedSecret }),
  };
}

function isWebAddress(uri: string): boolean {
  return URL.canParse(uri) && /^https?:$/.test(new URL(uri).protocol) && !uri.includes("#");
}
