import { showValue, type Value } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { endpointOf, openUrl, type Step } from "./support/endpoints";

/** Version 1 endpoints take a resource, not scopes. */
export const version1Endpoints = defineRule({
  id: "version-1-endpoints",
  severity: "error",
  what: "A connection signs in at the version 1 endpoints of Entra.",
  why: "They ignore the requested scopes and ask for a resource, which Foundry does not send: AADSTS900144, or a token for something else.",
  page: "https://learn.microsoft.com/entra/identity-platform/v2-protocols",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => [
      ...judgeUrl(wiring, connection, "authorize", connection.authorizationUrl),
      ...judgeUrl(wiring, connection, "token", connection.tokenUrl),
    ]),
});

function judgeUrl(
  { identity }: Wiring,
  connection: Connection,
  step: Step,
  url: Value | undefined,
): readonly Verdict[] {
  if (identity?.provider === "okta" || url === undefined) return [];
  const name = step === "authorize" ? "authorization URL" : "token URL";
  const ends = [connectionEnd(connection, name, url)];
  const endpoint = endpointOf(url, step);
  if (endpoint?.form === "entra version 1") {
    const right = showValue(url).replace(`/oauth2/${step}"`, `/oauth2/v2.0/${step}"`);
    return [fails(`${subject(connection)} has a version 1 ${name}.`, ends, `Write ${right}.`)];
  }
  const missing = identity && openUrl(url);
  if (missing === undefined) return [];
  return [undecided(`Whether the ${name} of ${named(connection)} is of version 2 cannot be told.`, ends, missing)];
}
