import { showValue } from "../wiring/value";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { valuesEnd } from "./support/ends";
import { isUnknownServer, leavesItToTheGate, whyNotWritten } from "./support/server";
import { containsUnique } from "./support/unique";
import { showList } from "./support/words";

const setting = "MCP_CLIENTS";

/** The server compares the client of every token with its list. */
export const clientNotAllowedByServer = defineRule({
  id: "client-not-allowed-by-server",
  severity: "error",
  what: "The client of a connection is not among those that the server allows.",
  why: "Users sign in and consent, and every call is answered with 403.",
  page: "https://www.rfc-editor.org/rfc/rfc9068#section-4",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { functionApp } = wiring;
      const { clientId } = connection;
      // A missing client id has a rule of its own.
      if (!functionApp || !clientId || leavesItToTheGate(functionApp) || isUnknownServer(functionApp)) return [];
      const { clients } = functionApp.server;
      const ends = [
        valuesEnd("function app", `app setting ${setting}`, clients, functionApp),
        connectionEnd(connection, "client id", clientId),
      ];
      const contained = containsUnique(clients, clientId);
      if (contained.outcome === "equal") return [];
      const missing =
        contained.outcome === "undecided"
          ? contained.missing
          : clients
            ? undefined
            : whyNotWritten(functionApp, setting);
      if (missing !== undefined) {
        return [
          undecided(`Whether the server allows the client of ${named(connection)} cannot be told.`, ends, missing),
        ];
      }
      return [
        fails(
          `${subject(connection)} calls as the client ${showValue(clientId)}, which the server does not allow.`,
          ends,
          `Write ${setting} with ${showList([...(clients?.items ?? []), clientId])}, separated by spaces.`,
        ),
      ];
    }),
});
