import type { Value } from "../wiring/value";
import type { Connection } from "../wiring/wiring";
import { signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";

/** Foundry calls MCP servers as the signed-in user by this kind of connection alone. */
export const connectionKindWrong = defineRule({
  id: "connection-kind-wrong",
  severity: "error",
  what: "A connection is of another kind than Foundry needs to call an MCP server as the signed-in user.",
  why: "Foundry refuses it, or calls the server without the person, and no consent link ever appears.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/mcp-authentication",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => [
      ...judgeField(connection, "category", "RemoteTool", connection.category),
      ...judgeField(connection, "authType", "OAuth2", connection.authType),
    ]),
});

function judgeField(
  connection: Connection,
  field: string,
  wanted: string,
  value: Value | undefined,
): readonly Verdict[] {
  const told = known(value);
  if (told.kind === "known" && told.value === wanted) return [];
  const ends = [valueEnd("connection", field, value, connection)];
  if (told.kind === "unknown") {
    const message = `Whether ${subject(connection).replace(/^C/, "c")} has the ${field} "${wanted}" cannot be told.`;
    return [undecided(message, ends, told.missing)];
  }
  const says = told.kind === "known" ? `has the ${field} ${JSON.stringify(told.value)}` : `has no ${field}`;
  return [fails(`${subject(connection)} ${says}.`, ends, `Write body.properties.${field} = "${wanted}".`)];
}
