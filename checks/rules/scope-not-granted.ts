import { end } from "../finding";
import { shortNameOf } from "../wiring/relations";
import { booleanOf, showValue, textOf, type Value, type Values } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Connection, Wiring } from "../wiring/wiring";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { apiGrant, entraPairOf, graphGrant, isPreAuthorized, scopeNamed, type EntraPair } from "./support/grants";
import { isProtocolScope } from "./support/scopes";
import { showAddress, showValues } from "./support/words";

/** A client that is granted something is granted exactly that: what its grant lacks needs a consent that may never come. */
export const scopeNotGranted = defineRule({
  id: "scope-not-granted",
  severity: "error",
  what: "A connection requests a scope that its client is not granted at Entra.",
  why: "Sign-in asks for a consent that only an administrator can give (AADSTS65001), or the token comes without the scope and the tool answers 403.",
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
  // Without any grant, users consent themselves where that is open to them; a rule about assignment judges where it is not.
  if (!grant && (protocol || isOpen(pair, name))) return [];
  const granted = containsValue(grant, name);
  if (granted.outcome === "equal") return [];
  const exposed = protocol ? undefined : scopeNamed(pair.api, name);
  const admitted = exposed ? isPreAuthorized(pair, exposed) : ({ outcome: "different" } as const);
  if (admitted.outcome === "equal") return [];
  const api = protocol ? "Microsoft Graph" : showAddress(pair.api.address);
  const ends = [
    requestedEnd(connection),
    end("access policy", `scopes granted on ${api}`, showValues(grant), grant ?? pair.client),
  ];
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

/** Whether users may get a scope by their own consent. */
function isOpen({ api, client }: EntraPair, name: Value): boolean {
  const type = scopeNamed(api, name)?.type;
  const demanded = booleanOf(client.servicePrincipal?.assignmentRequired) === true;
  return demanded || type === undefined || textOf(type) === "User";
}

function withScope(grant: Values | undefined, name: Value): string {
  return `[${[...(grant?.items ?? []), name].map(showValue).join(", ")}]`;
}
