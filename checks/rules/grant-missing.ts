import { shortNameOf } from "../wiring/relations";
import { showValue, type Value } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Connection } from "../wiring/wiring";
import type { End } from "../finding";
import { named, requestedEnd, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd, valuesEnd } from "./support/ends";
import { assignmentDemanded, consentOf } from "./support/entra";
import { apiGrant, entraPairOf, isPreAuthorized, scopeNamed, type EntraPair } from "./support/grants";
import { anyOf } from "./support/known";
import { isProtocolScope } from "./support/scopes";
import { showAddress } from "./support/words";

/** People may not consent themselves, and no administrator did for them. */
export const grantMissing = defineRule({
  id: "grant-missing",
  severity: "error",
  what: "People may not consent to a requested scope themselves, and no grant consents for them.",
  why: 'Sign-in ends at "Need admin approval" (AADSTS90094) or without consent (AADSTS65001), for everyone.',
  page: "https://learn.microsoft.com/entra/identity/enterprise-apps/grant-admin-consent",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const pair = entraPairOf(wiring, connection);
      const requested = connection.scopes?.items ?? [];
      if (!pair) return [];
      return requested
        .filter((scope) => !isProtocolScope(scope))
        .flatMap((scope) => judgeScope(connection, pair, shortNameOf(scope)));
    }),
});

function judgeScope(connection: Connection, pair: EntraPair, scope: Value): readonly Verdict[] {
  const barrier = barrierTo(pair, scope);
  if (barrier === undefined) return [];
  const { client, api } = pair;
  const grant = apiGrant(pair);
  const exposed = scopeNamed(api, scope);
  const granted = anyOf([containsValue(grant, scope), ...(exposed ? [isPreAuthorized(pair, exposed)] : [])]);
  if (granted.outcome === "equal") return [];
  const owner = client.servicePrincipal ?? client;
  const ends = [
    requestedEnd(connection),
    valuesEnd("access policy", `scopes granted on ${showAddress(api.address)}`, grant, owner),
    barrier.end,
  ];
  const what = `${showValue(scope)}, which ${named(connection)} requests,`;
  const missing = granted.outcome === "undecided" ? granted.missing : barrier.missing;
  if (missing !== undefined) return [undecided(`Whether ${what} is consented to cannot be told.`, ends, missing)];
  return [
    fails(
      `No grant consents to ${what} and people may not consent themselves: ${barrier.reason}.`,
      ends,
      `Add ${showValue(scope)} to claim_values of an azuread_service_principal_delegated_permission_grant of ${showAddress(owner.address)} on ${showAddress(api.address)}.`,
    ),
  ];
}

/** What keeps people from consenting themselves. */
function barrierTo(
  { client, api }: EntraPair,
  scope: Value,
): { reason: string; missing?: string; end: End } | undefined {
  const principal = client.servicePrincipal;
  const demanded = assignmentDemanded(principal);
  const assignment = valueEnd("identity", "assignment demanded", principal?.assignmentRequired, principal ?? client);
  if (demanded === true) return { reason: "assignment is demanded", end: assignment };
  const exposed = scopeNamed(api, scope);
  const consent = exposed ? consentOf(exposed) : "User";
  if (exposed && consent !== "User") {
    const type = valueEnd("identity", "type of the scope", exposed.type, exposed);
    if (consent === "Admin") return { reason: "the scope is of type Admin", end: type };
    return { reason: "the scope may be of type Admin", missing: consent.missing, end: type };
  }
  if (demanded === false) return undefined;
  return { reason: "assignment may be demanded", missing: demanded.missing, end: assignment };
}
