import type { Connection } from "../wiring/wiring";
import type { Gate } from "../wiring/wiring-function-app";
import { named } from "./support/connections";
import { judgeEasyAuth } from "./support/gate";
import { takeApart } from "./support/urls";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd, valuesEnd } from "./support/ends";
import { known } from "./support/known";
import { showAddress, showValues } from "./support/words";

/** A path that needs no authentication covers the MCP endpoint. */
export const gatePathExcluded = defineRule({
  id: "gate-path-excluded",
  severity: "error",
  what: "A path that is excluded from authentication covers the MCP endpoint.",
  why: "Guides for other workloads exclude /runtime/*; copied here it opens every tool to whoever finds the address.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-file-based",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate) => wiring.connections.flatMap((connection) => judgePaths(gate, connection))),
});

function judgePaths(gate: Gate, connection: Connection): readonly Verdict[] {
  const { excludedPaths } = gate;
  if (excludedPaths === undefined || (excludedPaths.items.length === 0 && !excludedPaths.incomplete)) return [];
  const ends = [
    valuesEnd("function app", "excluded paths", excludedPaths, gate),
    valueEnd("connection", "target", connection.target, connection),
  ];
  const between = `the target of ${named(connection)}`;
  const url = connection.target && takeApart(connection.target);
  // A target that is no URL, or none at all, is told by another rule.
  if (url === undefined || url.outcome === "other") return [];
  if (url.outcome === "undecided") {
    const message = `Whether the excluded paths ${showValues(excludedPaths)} cover ${between} cannot be told.`;
    return [undecided(message, ends, `${between}: ${url.missing}`)];
  }
  let missing = excludedPaths.incomplete;
  for (const item of excludedPaths.items) {
    const pattern = known(item);
    if (pattern.kind === "unknown") missing = pattern.missing;
    if (pattern.kind !== "known" || !covers(String(pattern.value), url.path)) continue;
    return [
      fails(
        `${showAddress(gate.address)} excludes ${JSON.stringify(pattern.value)} from authentication, which opens ${JSON.stringify(url.path)}, ${between}.`,
        ends,
        `Take ${JSON.stringify(pattern.value)} out of globalValidation.excludedPaths (in azurerm auth_settings_v2.excluded_paths).`,
      ),
    ];
  }
  if (missing === undefined) return [];
  const message = `Whether an excluded path covers ${between} cannot be told.`;
  return [undecided(message, ends, `all excluded paths: ${missing}`)];
}

/** A path covers itself and what lies below; a star stands for anything. */
function covers(pattern: string, path: string): boolean {
  const stem = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${stem.join(".*").replace(/\/$/, "")}(/.*)?$`, "i").test(path);
}
