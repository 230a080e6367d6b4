import { easyAuthOf, hostingOf } from "./support/gate";
import type { FunctionApp } from "../wiring/wiring-function-app";
import { defineRule, fails, undecided } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { inDoubt } from "./support/known";
import { isUnknownServer } from "./support/server";
import { showAddress } from "./support/words";

/** Easy Auth is off, and nothing tells the server how to verify tokens. */
export const gateMissing = defineRule({
  id: "gate-missing",
  severity: "error",
  what: "Nobody rejects a bad token: App Service authentication is off and the server has no settings to verify tokens by.",
  why: "The tools answer whoever finds the address, and no sign-in is ever asked for.",
  page: "https://learn.microsoft.com/azure/app-service/overview-authentication-authorization",
  judge: (wiring) => {
    const { functionApp: app, connections } = wiring;
    const [connection] = connections;
    if (app === undefined) {
      if (connection === undefined) return [];
      const target = valueEnd("connection", "target", connection.target, connection);
      return [
        undecided(
          "Whether the MCP endpoint has a gate cannot be told.",
          [target],
          "the function app behind the target: none is part of what was read",
        ),
      ];
    }
    const easyAuth = easyAuthOf(app);
    if (easyAuth === "on") return [];
    const ends = [
      valueEnd("function app", "App Service authentication enabled", app.gate?.enabled, app.gate ?? app),
      valueEnd("function app", "issuer that the server accepts", app.server.issuer, app),
      valueEnd("function app", "audience that the server accepts", app.server.audience, app),
    ];
    const extension = hostingOf(wiring) === "mcp-extension";
    const verifies = !extension && app.server.issuer !== undefined && app.server.audience !== undefined;
    if (verifies) return [];
    const message = extension
      ? `${showAddress(app.address)} runs the MCP extension, which passes tool calls on without verifying a token, and App Service authentication is off.`
      : `${showAddress(app.address)} has no gate: App Service authentication is off, and the server is not told which tokens to accept.`;
    if (easyAuth !== "off") return [undecided(inDoubt(message), ends, easyAuth.missing)];
    if (!extension && app.appSettingsIncomplete !== undefined) {
      const missing = `the app settings MCP_ISSUER and MCP_AUDIENCE of ${showAddress(app.address)}: ${app.appSettingsIncomplete}`;
      return [undecided(inDoubt(message), ends, missing)];
    }
    const own = extension ? [] : settingsAboutTokens(app);
    if (own.length > 0) {
      const missing = `how the server verifies tokens: it may do so by ${own.join(", ")}, and what is known here is MCP_ISSUER and MCP_AUDIENCE`;
      return [undecided(inDoubt(message), ends, missing)];
    }
    const enable =
      "enable App Service authentication (platform.enabled: true, in azurerm auth_settings_v2.auth_enabled = true)";
    const fix = extension
      ? `For the MCP extension, ${enable}.`
      : `Either ${enable}, or give the server the app settings MCP_ISSUER and MCP_AUDIENCE.`;
    return [fails(message, ends, fix)];
  },
});

/** What servers of others call what they verify tokens by. */
const aboutTokens = /issuer|audience|authority|jwks|oidc|openid|oauth|okta|entra|tenant/i;

/** Settings by which a server that is none of ours may verify tokens, ready to be shown. */
function settingsAboutTokens(app: FunctionApp): readonly string[] {
  if (!isUnknownServer(app)) return [];
  return [...app.appSettings.keys()].filter((name) => aboutTokens.test(name)).map((name) => JSON.stringify(name));
}
