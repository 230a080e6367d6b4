/** The app at the identity provider that a connection is the client of. */
import { entraClientOf, oktaAppOf, type Lookup } from "../../wiring/relations";
import type { Connection, Wiring } from "../../wiring/wiring";
import type { EntraApp, OktaApp } from "../../wiring/wiring-identity";
import { signInConnections } from "./connections";
import type { Verdict } from "./define-rule";

/** Judges the Okta app of every connection; one that is not found has a rule of its own. */
export function judgeOktaApps(
  wiring: Wiring,
  judge: (app: OktaApp, connection: Connection) => readonly Verdict[],
): readonly Verdict[] {
  return signInConnections(wiring).flatMap((connection) => {
    const app = oktaAppOf(wiring, connection);
    return app.outcome === "found" ? judge(app.found, connection) : [];
  });
}

/** The app, of whichever provider. */
export function clientOf(wiring: Wiring, connection: Connection): Lookup<OktaApp | EntraApp> {
  return wiring.identity?.provider === "okta" ? oktaAppOf(wiring, connection) : entraClientOf(wiring, connection);
}
