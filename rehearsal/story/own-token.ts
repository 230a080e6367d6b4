/** A token of a connection in somebody's own hands: what nobody should have, and what a server must still refuse to misuse. */
import type { ConnectionState } from "../azure/state";
import { oauthConnection } from "../foundry/runtime/oauth-connection";
import type { TokenEndpoint } from "../foundry/runtime/token-endpoint";
import type { Secret } from "../secret";
import { codeMissing } from "./errors";
import type { Participant } from "./participants";

/**
 * Signs a person in as the connection's client, by hand and without Foundry: the browser is stopped where it would hand the code over.
 * @throws Error where the identity provider gives no code or no token
 */
export async function ownToken(person: Participant, state: ConnectionState, endpoint: TokenEndpoint): Promise<Secret> {
  const connection = oauthConnection(state);
  if (connection === undefined) throw codeMissing(state.name, "it is no OAuth2 connection");
  const url = new URL(connection.authorizationUrl);
  url.searchParams.set("client_id", connection.credentials.clientId);
  url.searchParams.set("redirect_uri", connection.redirectUrl);
  url.searchParams.set("response_type", "code");
  url.searchParams.set("scope", connection.scopes.join(" "));
  url.searchParams.set("state", "by-hand");
  const codes: string[] = [];
  const page = await person.browser.open(url.href, person.login, {
    stopAt: (at) => {
      const isBack = at.href.startsWith(connection.redirectUrl);
      if (isBack) codes.push(...at.searchParams.getAll("code"));
      return isBack;
    },
  });
  const [code] = codes;
  if (code === undefined) throw codeMissing(state.name, page.text);
  const answer = await endpoint.exchange(connection, code);
  if ("refusal" in answer) throw codeMissing(state.name, answer.refusal);
  return answer.tokens.accessToken;
}
