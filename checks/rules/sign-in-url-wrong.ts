import type { Value } from "../wiring/value";
import type { Connection, Wiring } from "../wiring/wiring";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { endpointOf, openUrl, type Step } from "./support/endpoints";
import { known } from "./support/known";

/** What the URLs of each provider look like. */
const shapes = {
  okta: (step: Step) => `https://<organization>/oauth2/<authorization server id>/v1/${step}`,
  entra: (step: Step) => `https://login.microsoftonline.com/<tenant id>/oauth2/v2.0/${step}`,
} as const;

/** Where people sign in and where the code is exchanged. */
export const signInUrlWrong = defineRule({
  id: "sign-in-url-wrong",
  severity: "error",
  what: "The authorization or token URL of a connection is missing, or is no such endpoint of the identity provider.",
  why: "The consent link leads to an error page, or sign-in ends without a token.",
  page: "https://www.rfc-editor.org/rfc/rfc6749#section-3",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => [
      ...judgeUrl(wiring, connection, "authorize", connection.authorizationUrl),
      ...judgeUrl(wiring, connection, "token", connection.tokenUrl),
    ]),
});

function judgeUrl(wiring: Wiring, connection: Connection, step: Step, url: Value | undefined): readonly Verdict[] {
  const { identity } = wiring;
  const name = step === "authorize" ? "authorization URL" : "token URL";
  const ends = [connectionEnd(connection, name, url)];
  const shape = (identity ? [identity.provider] : (["okta", "entra"] as const)).map((provider) =>
    shapes[provider](step),
  );
  const fix = `Write ${shape.join(" or ")}.`;
  if (url === undefined || known(url).kind === "absent") {
    return [fails(`${subject(connection)} has no ${name}.`, ends, fix)];
  }
  const endpoint = endpointOf(url, step);
  if (!endpoint) {
    const missing = openUrl(url);
    if (missing === undefined) return [fails(`The ${name} of ${named(connection)} is no ${step} endpoint.`, ends, fix)];
    return [
      undecided(`Whether the ${name} of ${named(connection)} is the ${step} endpoint cannot be told.`, ends, missing),
    ];
  }
  const provider = endpoint.form.startsWith("entra") ? "entra" : "okta";
  if (!identity || provider === identity.provider) return [];
  return [
    fails(
      `The ${name} of ${named(connection)} is an endpoint of another identity provider than the one described here.`,
      ends,
      fix,
    ),
  ];
}
