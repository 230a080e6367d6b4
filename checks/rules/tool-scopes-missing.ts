import { end } from "../finding";
import { toolsOf } from "../wiring/relations";
import { signInConnections } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { whyNotWritten } from "./support/server";
import { showAddress } from "./support/words";

const setting = "MCP_TOOL_SCOPES";

/** App Service checks no scopes: what a tool requires is the server's to know. */
export const toolScopesMissing = defineRule({
  id: "tool-scopes-missing",
  severity: "error",
  what: "The server is not told which scopes its tools require.",
  why: "Everyone who can sign in may call every tool, or nobody any; and no other layer can be compared with it.",
  page: "https://www.rfc-editor.org/rfc/rfc6750#section-3.1",
  judge: (wiring) => {
    const { functionApp } = wiring;
    const isCalled = signInConnections(wiring).some((connection) => toolsOf(wiring, connection).length > 0);
    if (!functionApp || !isCalled || functionApp.server.toolScopes) return [];
    const ends = [end("function app", `app setting ${setting}`, "nothing", functionApp)];
    const missing = whyNotWritten(functionApp, setting);
    if (missing !== undefined) {
      const message = `Which scopes the tools of ${showAddress(functionApp.address)} require cannot be told.`;
      return [undecided(message, ends, missing)];
    }
    return [
      fails(
        `${showAddress(functionApp.address)} has no app setting ${setting} that can be read.`,
        ends,
        `Write ${setting} as a JSON object from tool to the list of scopes that it requires, by their short names.`,
      ),
    ];
  },
});
