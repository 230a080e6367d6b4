/** What the server verifies tokens by. */
import type { End } from "../../finding";
import { showValue, type Comparison, type Value } from "../../wiring/value";
import type { Wiring } from "../../wiring/wiring";
import type { FunctionApp, ServerSettings } from "../../wiring/wiring-function-app";
import { fails, undecided, type Verdict } from "./define-rule";
import { valueEnd } from "./ends";
import { easyAuthOf } from "./gate";
import { showAddress } from "./words";

/**
 * Why a setting of the server may exist although it was not read; undefined where it surely does not: then other settings of the
 * server are written, and this one is not among them. A server without any is one that is configured elsewhere.
 */
export function whyNotWritten(
  { address, server, appSettingsIncomplete }: FunctionApp,
  setting: string,
): string | undefined {
  if (appSettingsIncomplete !== undefined) return `the app setting ${setting}: ${appSettingsIncomplete}`;
  const { issuer, audience, resource, clients, advertised, toolScopes } = server;
  if ([issuer, audience, resource, clients, advertised, toolScopes].some((written) => written !== undefined))
    return undefined;
  return `the app setting ${setting}: ${showAddress(address)} has neither this nor another setting of the server`;
}

/** Whether nothing is known of how the server verifies tokens: none of its settings is written, and none is written elsewhere. */
export function isUnknownServer({ server, appSettingsIncomplete }: FunctionApp): boolean {
  return appSettingsIncomplete === undefined && Object.values(server).every((written) => written === undefined);
}

/** Whether the server leaves the verification of tokens to App Service: that is on, and no setting of the server is written. */
export function leavesItToTheGate(app: FunctionApp): boolean {
  return easyAuthOf(app) === "on" && Object.values(app.server).every((written) => written === undefined);
}

/** One setting of the server that must equal something of another layer. */
export interface SettingQuestion {
  /** Name of the app setting. */
  readonly setting: string;
  readonly written: (server: ServerSettings) => Value | undefined;
  readonly wanted: { readonly value: Value; readonly end: End } | { readonly missing: string };
  readonly compare: (written: Value, wanted: Value) => Comparison;
  /** What it must equal, inside a sentence. */
  readonly subject: string;
}

/** Judges one setting of the server; nothing where no function app was read. */
export function judgeServerSetting({ functionApp }: Wiring, question: SettingQuestion): readonly Verdict[] {
  // A rule about the gate says once that nothing is known of the server.
  if (!functionApp || leavesItToTheGate(functionApp) || isUnknownServer(functionApp)) return [];
  const { setting, wanted, subject } = question;
  const written = question.written(functionApp.server);
  const ends = [
    valueEnd("function app", `app setting ${setting}`, written, functionApp),
    ...("end" in wanted ? [wanted.end] : []),
  ];
  const doubt = (missing: string) => [undecided(`Whether ${setting} is ${subject} cannot be told.`, ends, missing)];
  if ("missing" in wanted) return doubt(wanted.missing);
  const fix = `Write ${setting} = ${showValue(wanted.value)}.`;
  if (!written) {
    const missing = whyNotWritten(functionApp, setting);
    if (missing !== undefined) return doubt(missing);
    return [fails(`The server has no app setting ${setting}, which must be ${subject}.`, ends, fix)];
  }
  const compared = question.compare(written, wanted.value);
  if (compared.outcome === "equal") return [];
  if (compared.outcome === "undecided") return doubt(compared.missing);
  return [fails(`${setting} is ${showValue(written)}, and ${subject} is ${showValue(wanted.value)}.`, ends, fix)];
}
