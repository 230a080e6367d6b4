import { end, type End } from "../finding";
import { literalValue, showValue, type Values } from "../wiring/value";
import { containsValue } from "../wiring/values";
import type { Connection } from "../wiring/wiring";
import type { OktaApp } from "../wiring/wiring-identity";
import { judgeOktaApps } from "./support/clients";
import { named } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { known } from "./support/known";
import { showAddress, showValues } from "./support/words";

/** A person signs in by the authorization code flow; not every app can do it with a secret. */
export const codeFlowImpossible = defineRule({
  id: "code-flow-impossible",
  severity: "error",
  what: "The type, grant types or response types of a connection's Okta app rule out the authorization code flow with a secret.",
  why: "The consent link leads to an error page: unauthorized_client or unsupported_response_type.",
  page: "https://developer.okta.com/docs/concepts/oauth-openid/",
  judge: (wiring) =>
    judgeOktaApps(wiring, (app, connection) => [
      ...judgeType(app, connection),
      ...judgeList(
        app,
        connection,
        "grant types",
        app.grantTypes,
        "authorization_code",
        'grant_types = ["authorization_code", "refresh_token"]',
      ),
      ...judgeList(app, connection, "response types", app.responseTypes, "code", 'response_types = ["code"]'),
    ]),
});

function judgeType(app: OktaApp, connection: Connection): readonly Verdict[] {
  const type = known(app.type);
  if (type.kind === "known" && (type.value === "web" || type.value === "native")) return [];
  const ends = [end("identity", "type of the app", showValue(app.type), app.type ?? app)];
  if (type.kind === "unknown") return [doubt(connection, ends, type.missing)];
  if (type.kind === "absent") return [doubt(connection, ends, `the type of ${showAddress(app.address)}`)];
  return [
    fails(
      `${showAddress(app.address)}, the app of ${named(connection)}, is of type ${JSON.stringify(type.value)}, which has no code flow with a secret.`,
      ends,
      'Write type = "web".',
    ),
  ];
}

function judgeList(
  app: OktaApp,
  connection: Connection,
  what: string,
  values: Values | undefined,
  wanted: string,
  fix: string,
): readonly Verdict[] {
  // Okta completes what is left out by what the type of the app needs at least.
  if (!values) return [];
  const contained = containsValue(values, literalValue(wanted, values.source));
  if (contained.outcome === "equal") return [];
  const ends = [end("identity", what, showValues(values), values)];
  if (contained.outcome === "undecided") return [doubt(connection, ends, contained.missing)];
  return [
    fails(
      `${showAddress(app.address)}, the app of ${named(connection)}, lacks ${wanted} among its ${what}.`,
      ends,
      `Write ${fix}.`,
    ),
  ];
}

function doubt(connection: Connection, ends: readonly End[], missing: string): Verdict {
  return undecided(`Whether the app of ${named(connection)} can do the code flow cannot be told.`, ends, missing);
}
