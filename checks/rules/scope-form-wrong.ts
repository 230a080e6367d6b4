import { end } from "../finding";
import { resourceOf, shortNameOf } from "../wiring/relations";
import { showValue, type Value } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { asRequested, exposedHere, exposedTo } from "./support/exposed";
import { apiScopes } from "./support/scopes";

/** Okta knows scopes by their short names, Entra by the resource and the name. */
export const scopeFormWrong = defineRule({
  id: "scope-form-wrong",
  severity: "error",
  what: "A scope is requested in the form of another identity provider: a bare name at Entra, a qualified name at Okta.",
  why: "Entra looks for a bare name at Microsoft Graph and answers AADSTS650053, Okta answers invalid_scope: nobody gets a token.",
  page: "https://learn.microsoft.com/entra/identity-platform/scopes-oidc",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) =>
      (apiScopes(connection)?.items ?? []).flatMap((scope) => judgeScope(wiring, connection, scope)),
    ),
});

function judgeScope(wiring: Wiring, connection: Connection, scope: Value): readonly Verdict[] {
  const { identity } = wiring;
  if (!identity) return [];
  if (scope.kind === "unknown") return [doubt(connection, scope.reason)];
  const resource = resourceOf(scope);
  if (identity.provider === "okta") return judgeAtOkta(wiring, connection, scope, resource);
  if (resource) return [];
  if (scope.kind === "symbolic")
    return [doubt(connection, `whether ${showValue(scope)} holds a resource before the name`)];
  const [api] = exposedHere(wiring);
  return [
    fails(
      `${subject(connection)} requests the bare name ${showValue(scope)}, which Entra takes for a scope of Microsoft Graph.`,
      [end("connection", "scope requested", showValue(scope), scope)],
      `Write ${api ? showValue(asRequested(api, scope)) : `"<identifier URI>/${String(scope.value)}"`} instead.`,
    ),
  ];
}

/** A name with a slash in it is odd, and right where the authorization server exposes it. */
function judgeAtOkta(
  wiring: Wiring,
  connection: Connection,
  scope: Value,
  resource: Value | undefined,
): readonly Verdict[] {
  if (!resource) return [];
  const exposed = exposedTo(wiring, connection);
  if (exposed.outcome === "found" && exposed.found.names.items.some((name) => showValue(name) === showValue(scope))) {
    return [];
  }
  return [
    fails(
      `${subject(connection)} requests ${showValue(scope)}, and Okta knows scopes by their short names.`,
      [end("connection", "scope requested", showValue(scope), scope)],
      `Write ${showValue(shortNameOf(scope))} instead.`,
    ),
  ];
}

function doubt(connection: Connection, missing: string): Verdict {
  return undecided(
    `Whether ${named(connection)} requests its scopes in the identity provider's form cannot be told.`,
    [requestedEnd(connection)],
    missing,
  );
}
