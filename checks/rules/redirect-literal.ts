import { end } from "../finding";
import { showValue, textOf, type Value } from "../wiring/value";
import { clientOf } from "./support/clients";
import type { Connection, Wiring } from "../wiring/wiring";
import { connectionEnd, named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { redirectBeginning, redirectUrlOf, registrationsOf, type Registration } from "./support/redirects";
import { showAddress } from "./support/words";

/** Nobody knows the URL of a connection before the connection exists. */
export const redirectLiteral = defineRule({
  id: "redirect-literal",
  severity: "error",
  what: "A redirect URL of Foundry is written as a text, where only a reference to the connection can be right.",
  why: "Foundry gives every new connection another URL: after the next replacement the consent link leads to an error page about the redirect URI.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const client = clientOf(wiring, connection);
      if (client.outcome !== "found" || !isWritten(wiring, connection)) return [];
      return registrationsOf(client.found).flatMap((registration) =>
        registration.uris.items.flatMap((uri) => judgeUri(connection, registration, uri)),
      );
    }),
});

/** Whether the source is what people write: a state, a live system, and a plan that keeps the connection know the URL itself. */
function isWritten({ origin }: Wiring, { planned }: Connection): boolean {
  return origin === "configuration" || (origin === "plan" && planned?.actions.includes("create") === true);
}

function judgeUri(connection: Connection, { app, platform }: Registration, uri: Value): readonly Verdict[] {
  const url = redirectUrlOf(connection);
  const ends = [
    end("identity", `${platform} redirect URI of ${showAddress(app.address)}`, showValue(uri), uri),
    connectionEnd(connection, "redirect URL", url),
  ];
  if (uri.kind === "unknown") {
    const message = `Whether ${showAddress(app.address)} names the redirect URL of ${named(connection)} as a text cannot be told.`;
    return [undecided(message, ends, uri.reason)];
  }
  if (textOf(uri)?.startsWith(redirectBeginning) !== true) return [];
  return [
    fails(
      `${showAddress(app.address)} names a redirect URL of Foundry as a text, and ${named(connection)} gets its own when it is created.`,
      ends,
      `Write ${showValue(url)} instead of ${showValue(uri)}.`,
    ),
  ];
}
