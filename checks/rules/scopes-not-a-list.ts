import { end } from "../finding";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { showList } from "./support/words";

/** Foundry takes a JSON array and nothing else. */
export const scopesNotAList = defineRule({
  id: "scopes-not-a-list",
  severity: "error",
  what: "The scopes of a connection are a text instead of a list.",
  why: "Foundry refuses the connection with 400, and nobody can sign in.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { scopes, scopesAreText } = connection;
      if (scopesAreText) {
        return [
          fails(
            `${subject(connection)} writes its scopes as one text.`,
            [end("connection", "scopes requested", "a text", { source: scopesAreText })],
            `Write a list, one scope an item: scopes = ${showList(scopes?.items ?? [])}.`,
          ),
        ];
      }
      if (scopes?.incomplete === undefined || scopes.items.length > 0) return [];
      return [
        undecided(
          `Whether the scopes of ${named(connection)} are a list cannot be told.`,
          [requestedEnd(connection)],
          scopes.incomplete,
        ),
      ];
    }),
});
