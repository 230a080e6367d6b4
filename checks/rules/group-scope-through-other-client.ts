import type { End } from "../finding";
import { admitsAllClients, policiesAdmitting } from "../wiring/okta-evaluation";
import { compareValues, showValue, type Value } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { EntraApp, EntraIdentity, OktaIdentity } from "../wiring/wiring-identity";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd, valuesEnd } from "./support/ends";
import { guardedAtEntra, guardedAtOkta, type Guarded } from "./support/guarded-scopes";
import { activeRules, allowsScope, holdsEveryone } from "./support/okta";
import { inDoubt } from "./support/known";
import { showAddress } from "./support/words";

/** A connection's groups guard a scope only as long as no other client hands it out. */
export const groupScopeThroughOtherClient = defineRule({
  id: "group-scope-through-other-client",
  severity: "error",
  what: "A scope that only groups may have is handed to everyone through another admitted client.",
  why: "People outside the groups obtain the scope through the other client and use the tools that were meant for the groups.",
  page: "https://learn.microsoft.com/entra/identity-platform/permissions-consent-overview",
  judge: (wiring) => {
    const { identity } = wiring;
    if (identity?.provider === "okta") {
      return guardedAtOkta(wiring, identity).flatMap((guarded) => judgeOkta(identity, guarded));
    }
    if (identity?.provider === "entra") {
      return guardedAtEntra(wiring, identity).flatMap((guarded) => judgeEntra(identity, guarded));
    }
    return [];
  },
});

function judgeOkta(identity: OktaIdentity, { scope, connections, ends }: Guarded): readonly Verdict[] {
  return identity.servers.flatMap((server) =>
    server.policies.flatMap((policy) => {
      // What the connections' own clients may get has a rule of its own, and so have policies for every client.
      const own = connections.some(({ clientId }) => clientId && admits(server, policy.address, clientId));
      if (own || admitsAllClients(policy)) return [];
      return activeRules(policy).flatMap(({ rule }): readonly Verdict[] => {
        const allowed = allowsScope(rule, scope);
        if (allowed.outcome === "different" || !holdsEveryone(rule.groups, identity)) return [];
        const found = [
          ...ends,
          valuesEnd("access policy", `scopes of ${showAddress(rule.address)}`, rule.scopes, rule),
          valuesEnd("access policy", `groups of ${showAddress(rule.address)}`, rule.groups, rule),
        ];
        const message = `${showValue(scope)} is for groups alone, and ${showAddress(rule.address)} allows it to everyone through ${showAddress(policy.address)}.`;
        if (allowed.outcome === "undecided") return [undecided(inDoubt(message), found, allowed.missing)];
        return [
          fails(
            message,
            found,
            `List the scopes of ${showAddress(rule.address)} without ${showValue(scope)} and without "*".`,
          ),
        ];
      });
    }),
  );
}

function admits(server: OktaIdentity["servers"][number], policy: string, clientId: Value): boolean {
  return policiesAdmitting(server, clientId).some((each) => each.policy.address === policy && each.admits === "yes");
}

function judgeEntra(identity: EntraIdentity, { scope, connections, ends }: Guarded): readonly Verdict[] {
  return identity.apps.flatMap((api) => {
    const exposed = api.scopes.find(({ name }) => name && compareValues(name, scope).outcome === "equal");
    if (exposed?.id === undefined) return [];
    const { id } = exposed;
    const preAuthorized = api.preAuthorized.flatMap((entry): readonly Verdict[] => {
      const own = connections.some(
        ({ clientId }) => clientId && compareValues(clientId, entry.clientId, { unique: true }).outcome === "equal",
      );
      const listed = containsValue(entry.scopeIds, id, { unique: true });
      if (own || listed.outcome === "different") return [];
      return say(listed.outcome === "undecided" ? listed.missing : undefined, {
        scope,
        by: `${showAddress(api.address)} pre-authorizes the client ${showValue(entry.clientId)} for it`,
        ends: [...ends, valueEnd("identity", "pre-authorized client", entry.clientId, entry)],
        fix: `Take the scope out of the permissions pre-authorized for ${showValue(entry.clientId)} (permission_ids of azuread_application_pre_authorized).`,
      });
    });
    return [...preAuthorized, ...otherGrants(identity, { scope, connections, ends })];
  });
}

/** Grants of clients that anyone may use. */
function otherGrants({ apps }: EntraIdentity, guarded: Guarded): readonly Verdict[] {
  const { scope, ends } = guarded;
  return apps
    .filter((app) => !isClientOf(app, guarded))
    .flatMap(({ servicePrincipal }) => {
      const open = servicePrincipal?.assignmentRequired;
      if (servicePrincipal === undefined || (open?.kind === "literal" && open.value === true)) return [];
      return servicePrincipal.grants.flatMap((grant): readonly Verdict[] => {
        const listed = containsValue(grant.scopes, scope);
        if (grant.ofGraph || grant.userId !== undefined || listed.outcome === "different") return [];
        return say(listed.outcome === "undecided" ? listed.missing : undefined, {
          scope,
          by: `${showAddress(grant.address)} grants it to ${showAddress(servicePrincipal.address)}, which demands no assignment`,
          ends: [...ends, valuesEnd("access policy", "scopes granted", grant.scopes, grant)],
          fix: `Take ${showValue(scope)} out of claim_values of ${showAddress(grant.address)}, or demand assignment for ${showAddress(servicePrincipal.address)}.`,
        });
      });
    });
}

function isClientOf({ address, clientId }: EntraApp, { connections }: Guarded): boolean {
  return connections.some(
    (connection) =>
      (connection.clientId?.kind === "symbolic" &&
        connection.clientId.parts.some((part) => typeof part === "object" && part.address === address)) ||
      (connection.clientId && compareValues(connection.clientId, clientId, { unique: true }).outcome === "equal"),
  );
}

function say(
  missing: string | undefined,
  { scope, by, ends, fix }: { scope: Value; by: string; ends: readonly End[]; fix: string },
): readonly Verdict[] {
  const message = `${showValue(scope)} is for groups alone, and ${by}.`;
  return [missing === undefined ? fails(message, ends, fix) : undecided(inDoubt(message), ends, missing)];
}
