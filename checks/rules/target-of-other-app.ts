import { compareValues, showValue, textOf } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { takeApart } from "./support/urls";
import { showAddress } from "./support/words";

/** The connection calls another host than the function app's. */
export const targetOfOtherApp = defineRule({
  id: "target-of-other-app",
  severity: "error",
  what: "A connection calls another host than the function app that was read with it.",
  why: "The sign-in is right for one server and the call goes to another, which answers 401 or 404, or does not exist.",
  page: "https://learn.microsoft.com/azure/azure-functions/functions-mcp-tutorial",
  judge: (wiring) => signInConnections(wiring).flatMap((connection) => judgeConnection(wiring, connection)),
});

function judgeConnection({ functionApp }: Wiring, connection: Connection): readonly Verdict[] {
  const url = connection.target && takeApart(connection.target);
  if (functionApp?.hostName === undefined || url?.outcome !== "url") return [];
  const compared = compareValues(functionApp.hostName, url.host, { ignoreCase: true });
  if (compared.outcome === "equal") return [];
  const ends = [
    valueEnd("connection", "target", connection.target, connection),
    valueEnd("function app", "host name", functionApp.hostName, functionApp),
  ];
  const question = `Whether ${showValue(url.host)}, which ${named(connection)} calls, is the host of ${showAddress(functionApp.address)} cannot be told.`;
  if (compared.outcome === "undecided") return [undecided(question, ends, compared.missing)];
  const host = textOf(url.host)?.toLowerCase();
  if (host !== undefined && !host.endsWith(".azurewebsites.net")) {
    return [undecided(question, ends, `whether ${JSON.stringify(host)} is a custom domain of the function app`)];
  }
  return [
    fails(
      `${named(connection).replace(/^c/, "C")} calls ${showValue(url.host)}, and ${showAddress(functionApp.address)} answers at ${showValue(functionApp.hostName)}.`,
      ends,
      "Form the target from the name of the function app.",
    ),
  ];
}
