/** What the wire tells of the function app. */
import { literalValue, textOf } from "../checks/wiring/value";
import type { FunctionApp, HostFile } from "../checks/wiring/wiring-function-app";
import type { Wiring } from "../checks/wiring/wiring";
import type { WireFound } from "./wire/probe";

/**
 * The same function app with what nobody needs a permission for: whether the host demands a key, and what is advertised. Where the gate
 * answers first, only a token tells what the host behind it demands.
 */
export function withHostAsSeen(app: FunctionApp, { connections }: Wiring, wire: WireFound): FunctionApp {
  const target = textOf(connections[0]?.target) ?? "";
  const source = { address: target, path: "" };
  const hosting: HostFile["hosting"] = target.includes("/runtime/webhooks/mcp") ? "mcp-extension" : "self-hosted";
  const has = (symptom: string): boolean => wire.observations.some((observation) => observation.symptom === symptom);
  const gateIsOff = app.gate?.enabled?.kind === "literal" && app.gate.enabled.value === false;
  const answered = wire.observations.some(
    ({ witness, symptom, at }) => witness === "endpoint" && symptom === undefined && at === target,
  );
  const authorizationLevel = has("host-demands-key")
    ? literalValue("Function", source)
    : gateIsOff && answered
      ? literalValue("Anonymous", source)
      : ({
          kind: "unknown",
          reason: "the gate answers before the host does; a person's token tells (--token)",
          source,
        } as const);
  return {
    ...app,
    hostFile: { hosting, authorizationLevel, source },
    ...(app.server.advertised === undefined &&
      wire.advertised && { server: { ...app.server, advertised: wire.advertised } }),
  };
}
