/** Questions about the gate and the host of a function app that several rules ask. */
import type { Connection, Wiring } from "../../wiring/wiring";
import type { FunctionApp, Gate, GateProvider } from "../../wiring/wiring-function-app";
import type { Verdict } from "./define-rule";
import { known, knownBoolean, unless } from "./known";
import { takeApart } from "./urls";

/** How MCP servers run on Functions, and the path where they answer. @see https://learn.microsoft.com/azure/azure-functions/functions-mcp-tutorial */
export const endpointPaths = { "self-hosted": "/mcp", "mcp-extension": "/runtime/webhooks/mcp" } as const;

/** A way to run an MCP server on Functions. */
export type Hosting = keyof typeof endpointPaths;

/** Tells the host that a self-hosted MCP server runs in it. @see https://learn.microsoft.com/azure/azure-functions/self-hosted-mcp-servers */
export const selfHostedFlag = { setting: "AzureWebJobsFeatureFlags", value: "EnableMcpCustomHandlerPreview" } as const;

/** Whether App Service authentication is on. */
export function easyAuthOf({ gate }: FunctionApp): "on" | "off" | { readonly missing: string } {
  const enabled = knownBoolean(gate?.enabled);
  if (enabled.kind === "unknown") return { missing: `whether App Service authentication is on: ${enabled.missing}` };
  return enabled.kind === "known" && enabled.value === true ? "on" : "off";
}

/**
 * Judges App Service authentication where it is on. Where nobody knows whether it is, what would be wrong is undecided.
 */
export function judgeEasyAuth(
  { functionApp }: Wiring,
  judge: (gate: Gate, app: FunctionApp) => readonly Verdict[],
): readonly Verdict[] {
  if (functionApp?.gate === undefined) return [];
  const state = easyAuthOf(functionApp);
  if (state === "off") return [];
  const found = judge(functionApp.gate, functionApp);
  return state === "on" ? found : found.map((verdict) => unless(verdict, state.missing));
}

/** How the server runs: what `host.json` says, else what the app settings or the target's path tell. */
export function hostingOf({ functionApp, connections }: Wiring): Hosting | undefined {
  const written = functionApp?.hostFile?.hosting;
  if (written === "self-hosted" || written === "mcp-extension") return written;
  if (functionApp && hasSelfHostedFlag(functionApp)) return "self-hosted";
  return connections.map(hostingOfTarget).find((hosting) => hosting !== undefined);
}

/** Whether an app setting makes the host run a self-hosted MCP server. */
export function hasSelfHostedFlag({ appSettings }: FunctionApp): boolean {
  const flags = known(appSettings.get(selfHostedFlag.setting));
  return flags.kind === "known" && String(flags.value).split(",").includes(selfHostedFlag.value);
}

/** The hosting whose path a connection's target has. */
export function hostingOfTarget({ target }: Connection): Hosting | undefined {
  const url = target && takeApart(target);
  if (url?.outcome !== "url") return undefined;
  const path = url.path.replace(/\/+$/, "").toLowerCase();
  return path === endpointPaths["self-hosted"]
    ? "self-hosted"
    : path === endpointPaths["mcp-extension"]
      ? "mcp-extension"
      : undefined;
}

/** Whether a provider of App Service authentication is enabled: it is, unless something else is written. */
export function providerState({ enabled }: GateProvider): "on" | "off" | { readonly missing: string } {
  const told = knownBoolean(enabled);
  if (told.kind === "unknown") return { missing: told.missing };
  return told.kind === "known" && told.value === false ? "off" : "on";
}

/** Whether a provider is of the kind that stands for the identity provider of a deployment. */
export function isOfIdentity({ name, custom }: GateProvider, { identity }: Wiring): boolean {
  return identity?.provider === "okta" ? custom : !custom && name === "azureActiveDirectory";
}
