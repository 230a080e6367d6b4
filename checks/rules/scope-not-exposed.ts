import { end } from "../finding";
import { resourceOf, shortNameOf } from "../wiring/relations";
import { showValue, type Value } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Connection, Wiring } from "../wiring/wiring";
import { answersTo } from "./support/api-app";
import { named, requestedEnd, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { asRequested, exposedByApp, exposedEnd, exposedTo, type Exposed } from "./support/exposed";
import { apiScopes } from "./support/scopes";
import { showAddress, showList } from "./support/words";

/** Identity providers refuse a request as soon as one of its scopes is unknown to them. */
export const scopeNotExposed = defineRule({
  id: "scope-not-exposed",
  severity: "error",
  what: "A connection requests a scope that the identity provider does not expose.",
  why: "Okta answers invalid_scope, Entra AADSTS650053 or AADSTS70011: sign-in ends without a token and the tools list stays empty.",
  page: "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1",
  judge: (wiring) => signInConnections(wiring).flatMap((connection) => judgeConnection(wiring, connection)),
});

function judgeConnection(wiring: Wiring, connection: Connection): readonly Verdict[] {
  const requested = apiScopes(connection);
  if (!wiring.identity || !requested || (requested.items.length === 0 && requested.incomplete === undefined)) return [];
  const exposed = exposedTo(wiring, connection);
  if (exposed.outcome === "undecided") return [doubt(connection, exposed.missing)];
  if (exposed.outcome === "none") return judgeUnknownResource(wiring, connection, requested.items);
  const verdicts = requested.items.flatMap((scope) => judgeScope(connection, exposed.found, scope));
  const missing = requested.incomplete ?? verdicts.find((verdict) => verdict.missing !== undefined)?.missing;
  // One reason is enough to tell that the rest is not known.
  const failed = verdicts.filter(({ outcome }) => outcome === "fail");
  return missing === undefined ? failed : [...failed, doubt(connection, missing)];
}

function judgeScope(connection: Connection, exposed: Exposed, scope: Value): readonly Verdict[] {
  const resource = resourceOf(scope);
  // A scope of another resource has a rule of its own.
  if (exposed.app && resource && answersTo(exposed.app, resource).outcome === "different") return [];
  const contained = containsValue(exposed.names, shortNameOf(scope));
  if (contained.outcome === "equal") return [];
  if (contained.outcome === "undecided") return [doubt(connection, contained.missing)];
  const ends = [end("connection", "scope requested", showValue(scope), scope), exposedEnd(exposed)];
  const { items } = exposed.names;
  return [
    fails(
      `${subject(connection)} requests ${showValue(scope)}, which ${showAddress(exposed.address)} does not expose.`,
      ends,
      `Add the scope ${showValue(shortNameOf(scope))} to ${showAddress(exposed.address)}, or request one of ${showList(items.map((name) => asRequested(exposed, name)))}.`,
    ),
  ];
}

/** Entra knows the API from the scope alone; one that names no app of this configuration may still name another app. */
function judgeUnknownResource(
  { identity }: Wiring,
  connection: Connection,
  requested: readonly Value[],
): readonly Verdict[] {
  // Bare names have a rule of their own.
  const scope = requested.find((item) => resourceOf(item) !== undefined);
  if (identity?.provider !== "entra" || !scope) return [];
  const here = identity.apps.filter(({ scopes }) => scopes.length > 0).map(exposedByApp);
  const [api] = here;
  if (!api) return [doubt(connection, `the app that exposes ${showValue(scope)}: none that was read exposes scopes`)];
  return [
    fails(
      `${subject(connection)} requests ${showValue(scope)}, whose resource is the identifier URI of no app here.`,
      [
        end("connection", "scope requested", showValue(scope), scope),
        ...here.map(({ address, resource, names }) =>
          end("identity", `resource of ${showAddress(address)}`, showValue(resource), resource ?? names),
        ),
      ],
      `Request ${showList(api.names.items.map((name) => asRequested(api, name)))}, or those of them that the tools require.`,
    ),
  ];
}

function doubt(connection: Connection, missing: string): Verdict {
  const message = `Whether all that ${named(connection)} requests is exposed cannot be told.`;
  return undecided(message, [requestedEnd(connection)], missing);
}
