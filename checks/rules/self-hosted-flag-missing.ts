import { defineRule, fails, undecided } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { hasSelfHostedFlag, hostingOf, selfHostedFlag } from "./support/gate";
import { known } from "./support/known";
import { showAddress } from "./support/words";

/** A self-hosted server that the host does not know of. */
export const selfHostedFlagMissing = defineRule({
  id: "self-hosted-flag-missing",
  severity: "error",
  what: "The server is self-hosted, and the app setting that lets the Functions host run it is missing.",
  why: "The host does not start the server, every call is answered with 404, and the tools list stays empty.",
  page: "https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers",
  judge: (wiring) => {
    const { functionApp: app } = wiring;
    if (app === undefined || hostingOf(wiring) !== "self-hosted" || hasSelfHostedFlag(app)) return [];
    const { setting, value } = selfHostedFlag;
    const written = app.appSettings.get(setting);
    const ends = [
      {
        layer: "function app" as const,
        what: "hosting",
        shown: "self-hosted",
        source: (app.hostFile ?? wiring.connections[0]?.target ?? app).source,
      },
      valueEnd("function app", `app setting ${setting}`, written, app),
    ];
    const told = known(written);
    const missing = told.kind === "unknown" ? told.missing : written ? undefined : app.appSettingsIncomplete;
    if (missing !== undefined) {
      const message = `Whether ${showAddress(app.address)} lets its host run a self-hosted server cannot be told.`;
      return [undecided(message, ends, `the app setting ${setting}: ${missing}`)];
    }
    return [
      fails(
        `${showAddress(app.address)} runs a self-hosted server, and its app setting ${setting} does not hold ${JSON.stringify(value)}.`,
        ends,
        `Add the app setting ${setting} = ${JSON.stringify(value)}.`,
      ),
    ];
  },
});
