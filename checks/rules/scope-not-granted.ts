import { end } from "../finding";
import { shortNameOf } from "../wiring/relations";
import { booleanOf, showValue, textOf, type Value, type Values } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Connection } from "../wiring/wiring";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { apiGrant, entraPairOf, graphGrant, isPreAuthorized, scopeNamed, type EntraPair } from "./support/grants";
import { isProtocolScope } from "./support/scopes";
import { showAddress, showList, showValues } from "./support/words";

/** A grant that lacks what is requested: the rest needs a consent that may never come. */
export const scopeNotGranted = defineRule({
  id: "scope-not-granted",
  severity: "error",
  what: "A connection requests a scope that the grant of its client at Entra lacks.",
  why: "The administrator consented to less than is requested: every user is asked for the rest, and where the tenant forbids that, sign-in ends with AADSTS65001.",
  page: "https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const pair = entraPairOf(wiring, connection);
      if (!pair) return [];
      return (connection.scopes?.items ?? []).flatMap((scope) => judgeScope(connection, pair, scope));
    }),
});

function judgeScope(connection: Connection, pair: EntraPair, scope: Value): readonly Verdict[] {
  const protocol = isProtocolScope(scope);
  const grant = protocol ? graphGrant(pair) : apiGrant(pair);
  const name = shortNameOf(scope);
  // Where people may not consent themselves, or nothing is granted at all, that is the finding of another rule.
  if (!grant || !mayConsent(pair, protocol ? undefined : name)) return [];
  const granted = containsValue(grant, name);
  if (granted.outcome === "equal") return [];
  const exposed = protocol ? undefined : scopeNamed(pair.api, name);
  const admitted = exposed ? isPreAuthorized(pair, exposed) : ({ outcome: "different" } as const);
  if (admitted.outcome === "equal") return [];
  const api = protocol ? "Microsoft Graph" : showAddress(pair.api.address);
  const ends = [requestedEnd(connection), end("access policy", `scopes granted on ${api}`, showValues(grant), grant)];
  const missing =
    granted.outcome === "undecided" ? granted.missing : admitted.outcome === "undecided" ? admitted.missing : undefined;
  if (missing !== undefined) {
    return [
      undecided(
        `Whether the client of ${named(connection)} is granted ${showValue(scope)} cannot be told.`,
        ends,
        missing,
      ),
    ];
  }
  return [
    fails(
      `${subject(connection)} requests ${showValue(scope)}, which its client ${showAddress(pair.client.address)} is not granted on ${api}.`,
      ends,
      `Write claim_values = ${withScope(grant, name)} in the azuread_service_principal_delegated_permission_grant of the client on ${api}.`,
    ),
  ];
}

/** Whether people may be asked for their own consent. */
function mayConsent({ api, client }: EntraPair, name: Value | undefined): boolean {
  const type = name && scopeNamed(api, name)?.type;
  return booleanOf(client.servicePrincipal?.assignmentRequired) !== true && textOf(type) !== "Admin";
}

function withScope(grant: Values, name: Value): string {
  return showList([...grant.items, name]);
}
