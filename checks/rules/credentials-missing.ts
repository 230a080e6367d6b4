import type { Connection } from "../wiring/wiring";
import { named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";

/** Foundry refuses OAuth2 connections without credentials. */
export const credentialsMissing = defineRule({
  id: "credentials-missing",
  severity: "error",
  what: "A connection has no credentials.",
  why: 'Foundry refuses it with 400: "Credentials Property can\'t be empty for auth type OAuth2".',
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) => signInConnections(wiring).flatMap(judgeConnection),
});

function judgeConnection(connection: Connection): readonly Verdict[] {
  const { clientId, clientSecret, credentialsIn } = connection;
  const ends = [
    valueEnd("connection", "client id", clientId, connection),
    {
      layer: "connection" as const,
      what: "client secret",
      shown: clientSecret ? "given" : "nothing",
      source: connection.source,
    },
  ];
  if (clientId === undefined && clientSecret === undefined && credentialsIn === undefined) {
    return [
      fails(
        `${subject(connection)} has no credentials.`,
        ends,
        "Write sensitive_body = { properties = { credentials = { clientId = …, clientSecret = … } } }.",
      ),
    ];
  }
  // Write-only arguments stand in no plan and no state.
  if (credentialsIn !== undefined || clientId?.kind !== "unknown") return [];
  return [undecided(`Whether ${named(connection)} has credentials cannot be told.`, ends, clientId.reason)];
}
