import { compareValues, showValue } from "../wiring/value";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { easyAuthOf } from "./support/gate";
import { showAddress } from "./support/words";

/** Protected resource metadata must name the URL that was asked. */
export const resourceNotTarget = defineRule({
  id: "resource-not-target",
  severity: "error",
  what: "The server calls itself by another URL than the connection's target in its protected resource metadata.",
  why: "Clients that follow the metadata must not use it then, and Entra refuses a resource that it does not know.",
  page: "https://www.rfc-editor.org/rfc/rfc9728#section-3.3",
  judge: (wiring) => {
    const { functionApp: app } = wiring;
    if (app === undefined) return [];
    return signInConnections(wiring).flatMap((connection): readonly Verdict[] => {
      const { target } = connection;
      const { resource } = app.server;
      if (target === undefined) return [];
      const ends = [
        valueEnd("function app", "resource of the server", resource, app),
        valueEnd("connection", "target", target, connection),
      ];
      if (resource === undefined) {
        // Behind App Service the server's own metadata is not reached; without settings it is told by the rule about the gate.
        if (easyAuthOf(app) === "on" || app.server.issuer === undefined || app.appSettingsIncomplete !== undefined)
          return [];
        return [
          fails(
            `${showAddress(app.address)} is not told what to call itself: the app setting MCP_RESOURCE is missing.`,
            ends,
            `Add the app setting MCP_RESOURCE = ${showValue(target)}.`,
          ),
        ];
      }
      const compared = compareValues(resource, target);
      if (compared.outcome === "equal") return [];
      const what = `${showValue(resource)}, as the server calls itself, and the target of ${named(connection)}`;
      if (compared.outcome === "undecided")
        return [undecided(`Whether ${what} are one URL cannot be told.`, ends, compared.missing)];
      return [fails(`${what} are different URLs.`, ends, `Write the app setting MCP_RESOURCE = ${showValue(target)}.`)];
    });
  },
});
