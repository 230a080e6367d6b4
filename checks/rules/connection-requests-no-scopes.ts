import { literalValue } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { asRequested, exposedEnd, exposedHere, exposedTo, type Exposed } from "./support/exposed";
import { apiScopes } from "./support/scopes";
import { showList } from "./support/words";

/** A connection asks for nothing that opens a tool. Protocol scopes alone count as nothing. */
export const connectionRequestsNoScopes = defineRule({
  id: "connection-requests-no-scopes",
  severity: "error",
  what: "A connection requests no scope of the API.",
  why: 'The consent page says "Sign in successful", the consent link comes again, the tools list stays empty and the model invents the result.',
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const requested = apiScopes(connection);
      if (connection.scopesAreText || (requested && requested.items.length > 0)) return [];
      const exposed = requestable(wiring, connection);
      const ends = [requestedEnd(connection), ...(exposed ? [exposedEnd(exposed)] : [])];
      if (requested?.incomplete !== undefined) {
        return [
          undecided(
            `Whether ${named(connection)} requests a scope of the API cannot be told.`,
            ends,
            requested.incomplete,
          ),
        ];
      }
      const only = connection.scopes?.items.length ? " beside protocol scopes" : "";
      return [fails(`${subject(connection)} requests no scope of the API${only}.`, ends, fixFor(exposed))];
    }),
});

/** What the connection could request: of its API, else of the only one here. */
function requestable(wiring: Wiring, connection: Connection): Exposed | undefined {
  const lookup = exposedTo(wiring, connection);
  const here = exposedHere(wiring);
  return lookup.outcome === "found" ? lookup.found : here.length === 1 ? here[0] : undefined;
}

function fixFor(exposed: Exposed | undefined): string {
  if (!exposed?.names.items.length) {
    return 'Write the scopes that the tools require into the connection\'s scopes, beside "openid" and "offline_access".';
  }
  const { source } = exposed.names;
  const protocol = ["openid", "offline_access"].map((scope) => literalValue(scope, source));
  const all = [...protocol, ...exposed.names.items.map((name) => asRequested(exposed, name))];
  return `Write scopes = ${showList(all)} into the connection, or those of them that its tools require.`;
}
