import { textOf, type Comparison, type Value } from "../wiring/value";
import { containsValue } from "../wiring/values";
import { subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { valueEnd, valuesEnd } from "./support/ends";
import { assignmentDemanded, entraClients, type EntraClient } from "./support/entra";
import { anyOf, inDoubt } from "./support/known";
import { isProtocolScope } from "./support/scopes";
import { showAddress } from "./support/words";

/** `openid` and `offline_access` live on Microsoft Graph and need a grant of their own. */
export const protocolScopesNotGranted = defineRule({
  id: "protocol-scopes-not-granted",
  severity: "error",
  what: "People may not consent themselves, and no grant towards Microsoft Graph holds a requested protocol scope.",
  why: 'Sign-in ends at "Need admin approval" (AADSTS90094), although the API\'s own scopes are granted.',
  page: "https://learn.microsoft.com/entra/identity-platform/scopes-oidc",
  judge: (wiring) => (wiring.identity?.provider === "entra" ? entraClients(wiring).flatMap(judgeClient) : []),
});

function judgeClient(client: EntraClient): readonly Verdict[] {
  const requested = (client.connection.scopes?.items ?? []).filter((scope) => isProtocolScope(scope));
  const lacking = requested.filter((scope) => grantedBy(client, scope).outcome !== "equal");
  if (lacking.length === 0) return [];
  const { connection, principal, app } = client;
  const owner = principal ?? app;
  const grants = graphGrants(client);
  const shown = lacking.map((scope) => JSON.stringify(textOf(scope))).join(" and ");
  const ends = [
    valuesEnd("connection", "scopes requested", connection.scopes, connection),
    ...(grants.length > 0
      ? grants.map((grant) => valuesEnd("access policy", "scopes granted on Microsoft Graph", grant.scopes, grant))
      : [
          {
            layer: "access policy" as const,
            what: "scopes granted on Microsoft Graph",
            shown: "[]",
            source: owner.source,
          },
        ]),
    valueEnd("identity", "assignment demanded", principal?.assignmentRequired, owner),
  ];
  const demanded = assignmentDemanded(principal);
  // Where people may consent and a grant lacks something, that is the finding of another rule.
  if (demanded === false && grants.length > 0) return [];
  const message = `${subject(connection)} requests ${shown}, which no grant of ${showAddress(owner.address)} towards Microsoft Graph holds.`;
  const open = lacking.map((scope) => grantedBy(client, scope)).find(({ outcome }) => outcome === "undecided");
  if (open?.outcome === "undecided") return [undecided(inDoubt(message), ends, open.missing)];
  if (demanded !== true) {
    const missing =
      typeof demanded === "object"
        ? demanded.missing
        : "whether the tenant lets people consent to these scopes themselves";
    return [undecided(inDoubt(message), ends, missing)];
  }
  return [
    fails(
      message,
      ends,
      `Write an azuread_service_principal_delegated_permission_grant of ${showAddress(owner.address)} towards the service principal of Microsoft Graph, with claim_values that hold ${shown}.`,
    ),
  ];
}

function graphGrants({ principal }: EntraClient): readonly NonNullable<EntraClient["principal"]>["grants"][number][] {
  return principal?.grants.filter(({ ofGraph }) => ofGraph) ?? [];
}

function grantedBy(client: EntraClient, scope: Value): Comparison {
  // A grant for one user consents for nobody else.
  return anyOf(
    graphGrants(client).map(({ scopes, userId }) =>
      userId === undefined ? containsValue(scopes, scope) : ({ outcome: "different" } as const),
    ),
  );
}
