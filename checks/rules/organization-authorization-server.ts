import { showValue, type Value } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { endpointOf, openUrl, type Step } from "./support/endpoints";

/** The organization's own authorization server issues tokens for Okta's APIs and knows no other scopes. */
export const organizationAuthorizationServer = defineRule({
  id: "organization-authorization-server",
  severity: "error",
  what: "A connection signs in at the organization authorization server, where a custom one is needed.",
  why: "Okta answers invalid_scope for every scope of the API, because the organization server has none; its tokens are for Okta alone.",
  page: "https://developer.okta.com/docs/concepts/auth-servers/",
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
  if (identity?.provider === "entra" || url === undefined) return [];
  const name = step === "authorize" ? "authorization URL" : "token URL";
  const ends = [connectionEnd(connection, name, url)];
  if (endpointOf(url, step)?.form === "organization") {
    const [server] = identity?.servers ?? [];
    const id = server ? showValue(server.id).slice(1, -1) : "<authorization server id>";
    return [
      fails(
        `${subject(connection)} has the ${name} of the organization authorization server.`,
        ends,
        `Write /oauth2/${id}/v1/${step} in place of /oauth2/v1/${step}.`,
      ),
    ];
  }
  const missing = identity && openUrl(url);
  if (missing === undefined) return [];
  const message = `Whether the ${name} of ${named(connection)} names a custom authorization server cannot be told.`;
  return [undecided(message, ends, missing)];
}
