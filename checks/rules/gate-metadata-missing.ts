import { judgeEasyAuth } from "./support/gate";
import { defineRule, fails, undecided } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";
import { showAddress } from "./support/words";

/** The setting by which App Service advertises scopes. @see https://learn.microsoft.com/azure/app-service/configure-authentication-mcp */
const setting = "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES";

/** Easy Auth is on and serves no protected resource metadata. */
export const gateMetadataMissing = defineRule({
  id: "gate-metadata-missing",
  severity: "error",
  what: "App Service authentication is on without the app setting that makes it serve protected resource metadata.",
  why: "The 401 then does not say where to sign in, and users report a 403 even after consent.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-mcp",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate, app) => {
      const written = known(app.appSettings.get(setting));
      const empty = written.kind === "known" && String(written.value).trim() === "";
      if (written.kind === "unknown" || (written.kind === "known" && !empty)) return [];
      const ends = [
        valueEnd("function app", "App Service authentication enabled", gate.enabled, gate),
        valueEnd("function app", `app setting ${setting}`, app.appSettings.get(setting), app),
      ];
      if (!empty && app.appSettingsIncomplete !== undefined) {
        const message = `Whether ${showAddress(app.address)} has the app setting ${setting} cannot be told.`;
        return [undecided(message, ends, `all app settings: ${app.appSettingsIncomplete}`)];
      }
      return [
        fails(
          `${showAddress(app.address)} advertises no scopes: the app setting ${setting} ${empty ? "is empty" : "is missing"}.`,
          ends,
          `Add the app setting ${setting} with the exposed scopes in the form in which they are requested, separated by commas.`,
        ),
      ];
    }),
});
