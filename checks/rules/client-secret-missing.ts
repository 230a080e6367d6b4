import { end } from "../finding";
import { named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";

/** Foundry has no PKCE: without a secret it is no client. */
export const clientSecretMissing = defineRule({
  id: "client-secret-missing",
  severity: "error",
  what: "A connection has no client secret.",
  why: "Foundry refuses the connection, or the token endpoint refuses its code: the tools list stays empty without an error.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { clientSecret, credentialsIn } = connection;
      const isEmpty = clientSecret?.kind === "literal" && (clientSecret.value === null || clientSecret.value === "");
      if (clientSecret === undefined || isEmpty) {
        const written = end("connection", "client secret", isEmpty ? "empty" : "nothing", clientSecret ?? connection);
        const fix =
          "Write credentials = { clientId = …, clientSecret = <reference to the client's secret> } into sensitive_body.";
        return [fails(`${subject(connection)} has no client secret.`, [written], fix)];
      }
      // A secret that is written is one, whatever it is.
      if (clientSecret.kind !== "unknown" || credentialsIn !== undefined) return [];
      return [
        undecided(
          `Whether ${named(connection)} has a client secret cannot be told.`,
          [end("connection", "client secret", "unknown", clientSecret)],
          clientSecret.reason,
        ),
      ];
    }),
});
