import type { Connection } from "../wiring/wiring";
import { named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { takeApart } from "./support/urls";
import { showValue } from "../wiring/value";

/** Bearer tokens travel over TLS alone. */
export const targetNotHttps = defineRule({
  id: "target-not-https",
  severity: "error",
  what: "The target of a connection is missing, or no https URL.",
  why: "The token would travel in the open, and App Service answers plain http with a redirect that loses it.",
  page: "https://www.rfc-editor.org/rfc/rfc6750#section-5.3",
  judge: (wiring) => signInConnections(wiring).flatMap(judgeConnection),
});

function judgeConnection(connection: Connection): readonly Verdict[] {
  const { target } = connection;
  const ends = [valueEnd("connection", "target", target, connection)];
  const fix = "Write the MCP endpoint, for example https://<app>.azurewebsites.net/mcp, in body.properties.target.";
  if (target === undefined) return [fails(`${subject(connection)} has no target.`, ends, fix)];
  const url = takeApart(target);
  if (url.outcome === "undecided" && target.kind === "unknown") {
    return [undecided(`Whether the target of ${named(connection)} is an https URL cannot be told.`, ends, url.missing)];
  }
  if (url.outcome === "url" && url.scheme === "https") return [];
  // What begins with a text has its scheme there.
  const begins = target.kind === "symbolic" ? target.parts[0] : undefined;
  if (url.outcome === "undecided") {
    if (typeof begins === "string" && begins.startsWith("https://")) return [];
    return [undecided(`Whether the target of ${named(connection)} is an https URL cannot be told.`, ends, url.missing)];
  }
  return [fails(`${subject(connection)} has the target ${showValue(target)}, which is no https URL.`, ends, fix)];
}
