import { end } from "../finding";
import { showValue } from "../wiring/value";
import { clientOf } from "./support/clients";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { known } from "./support/known";
import { openReference } from "./support/unique";
import { showAddress } from "./support/words";

/** The client id of a connection belongs to an app. */
export const clientUnknown = defineRule({
  id: "client-unknown",
  severity: "error",
  what: "The client id of a connection is missing, or belongs to no app of the identity provider.",
  why: "The consent link leads to an error page: invalid_client at Okta, AADSTS700016 at Entra.",
  page: "https://www.rfc-editor.org/rfc/rfc6749#section-2.2",
  judge: (wiring) =>
    signInConnections(wiring).flatMap((connection) => {
      const { identity } = wiring;
      const { clientId } = connection;
      const apps = identity?.apps ?? [];
      const ends = [
        connectionEnd(connection, "client id", clientId),
        ...apps.map((app) =>
          end("identity", `client id of ${showAddress(app.address)}`, showValue(app.clientId), app.clientId ?? app),
        ),
      ];
      // An app that exposes scopes is an API.
      const example = apps.find((app) => !("scopes" in app) || app.scopes.length === 0);
      const fix = `Write the client id of the app that this connection signs in with${example ? `, for example ${showValue(example.clientId)}` : ""}.`;
      if (!clientId || known(clientId).kind === "absent")
        return [fails(`${subject(connection)} names no client.`, ends, fix)];
      const client = clientOf(wiring, connection);
      if (!identity || client.outcome === "found") return [];
      const missing =
        client.outcome === "undecided"
          ? client.missing
          : (openReference(clientId) ??
            (apps.length === 0 ? "the apps of the identity provider: none was read" : undefined));
      if (missing !== undefined) {
        return [undecided(`To which app the client id of ${named(connection)} belongs cannot be told.`, ends, missing)];
      }
      return [
        fails(`${subject(connection)} names the client ${showValue(clientId)}, which no app here has.`, ends, fix),
      ];
    }),
});
