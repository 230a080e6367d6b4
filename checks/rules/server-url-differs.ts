import { toolsOf } from "../wiring/relations";
import { compareValues, showValue } from "../wiring/value";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { showAddress } from "./support/words";

/** Where they differ, the connection wins. */
export const serverUrlDiffers = defineRule({
  id: "server-url-differs",
  severity: "error",
  what: "An agent names another server than its connection's target.",
  why: "Foundry calls the connection's target and not what the agent says, so people get the answers of another server.",
  page: "https://learn.microsoft.com/azure/ai-foundry/agents/how-to/tools/model-context-protocol",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) =>
      toolsOf(wiring, connection).flatMap((tool): readonly Verdict[] => {
        const { serverUrl, source } = tool;
        const { target } = connection;
        if (target === undefined) return [];
        const ends = [
          valueEnd("agent", "server URL", serverUrl, tool),
          valueEnd("connection", "target", target, connection),
        ];
        const at = showAddress(source.address);
        const fix = `Write server_url = ${showValue(target)} in the tool of ${at}.`;
        if (serverUrl === undefined) return [fails(`The tool of ${at} has no server URL.`, ends, fix)];
        const compared = compareValues(serverUrl, target);
        if (compared.outcome === "equal") return [];
        const what = `the server URL of ${at} and the target of ${named(connection)}`;
        if (compared.outcome === "undecided") {
          return [undecided(`Whether ${what} are one URL cannot be told.`, ends, compared.missing)];
        }
        return [fails(`T${what.slice(1)} differ.`, ends, fix)];
      }),
    ),
});
