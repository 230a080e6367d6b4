/** What the access token of a connection says. */
import { authorizationServerOf, type Lookup } from "../../wiring/relations";
import type { Source, Value } from "../../wiring/value";
import type { Connection, Wiring } from "../../wiring/wiring";
import { apiAppFor } from "./api-app";
import { showAddress } from "./words";

/** The audience of a connection's tokens, and who puts it there. */
export interface Audience {
  readonly value: Value;
  /** As it is called at the identity provider. */
  readonly what: string;
  readonly address: string;
}

/** `aud`: at Okta the server's audience, at Entra the client id of the API app, in tokens of version 2. */
export function audienceOf(wiring: Wiring, connection: Connection): Lookup<Audience> {
  if (wiring.identity?.provider === "okta") {
    const server = authorizationServerOf(wiring, connection);
    if (server.outcome !== "found") return server;
    const { audience, address, source } = server.found;
    const value = audience ?? unsaid(`the audience of ${showAddress(address)} is not written here`, source);
    return { outcome: "found", found: { value, what: "audience of the authorization server", address } };
  }
  const app = apiAppFor(wiring, connection);
  if (app.outcome !== "found") return app;
  const { clientId, address } = app.found;
  return { outcome: "found", found: { value: clientId, what: "client id of the API app", address } };
}

function unsaid(reason: string, source: Source): Value {
  return { kind: "unknown", reason, source };
}
