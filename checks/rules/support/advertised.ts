/** What the protected resource metadata says in `scopes_supported`. @see https://www.rfc-editor.org/rfc/rfc9728#section-2 */
import { end, type End } from "../../finding";
import type { Values } from "../../wiring/value";
import type { Wiring } from "../../wiring/wiring";
import type { FunctionApp } from "../../wiring/wiring-function-app";
import { easyAuthOf } from "./gate";
import { isUnknownServer, whyNotWritten } from "./server";
import { showAddress, showValues } from "./words";

/** Who advertises, and what. */
export type Advertised =
  | { readonly outcome: "known"; readonly scopes: Values; readonly setting: string }
  | { readonly outcome: "nothing"; readonly app: FunctionApp; readonly setting: string }
  | { readonly outcome: "undecided"; readonly app: FunctionApp; readonly missing: string };

const gateSetting = "WEBSITE_AUTH_PRM_DEFAULT_WITH_SCOPES";
const serverSetting = "MCP_SCOPES_SUPPORTED";

/** What callers are told; undefined where no function app was read, nothing is known of its server, or a rule about the gate says that it advertises nothing. */
export function advertisedBy({ functionApp }: Wiring): Advertised | undefined {
  if (!functionApp) return undefined;
  const gate = easyAuthOf(functionApp);
  if (typeof gate === "object") return { outcome: "undecided", app: functionApp, missing: gate.missing };
  if (gate === "on") {
    const scopes = functionApp.advertisedByGate;
    return scopes && { outcome: "known", scopes, setting: gateSetting };
  }
  if (isUnknownServer(functionApp)) return undefined;
  const { advertised } = functionApp.server;
  if (advertised) return { outcome: "known", scopes: advertised, setting: serverSetting };
  const missing = whyNotWritten(functionApp, serverSetting);
  return missing === undefined
    ? { outcome: "nothing", app: functionApp, setting: serverSetting }
    : { outcome: "undecided", app: functionApp, missing };
}

/** The end that says what is advertised. */
export function advertisedEnd(advertised: Advertised): End {
  switch (advertised.outcome) {
    case "known":
      return end(
        "function app",
        `scopes advertised (${advertised.setting})`,
        showValues(advertised.scopes),
        advertised.scopes,
      );
    case "nothing":
      return end("function app", `scopes advertised (${advertised.setting})`, "nothing", advertised.app);
    case "undecided":
      return end(
        "function app",
        `scopes advertised by ${showAddress(advertised.app.address)}`,
        "unknown",
        advertised.app,
      );
  }
}
