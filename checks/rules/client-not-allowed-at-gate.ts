import { end } from "../finding";
import { showValue } from "../wiring/value";
import { connectionEnd, named, signInConnections, subject } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { judgeEasyAuth, providerState } from "./support/gate";
import { containsUnique } from "./support/unique";
import { showList, showValues } from "./support/words";

/** App Service compares the client of every token with the allowed applications, where there are some. */
export const clientNotAllowedAtGate = defineRule({
  id: "client-not-allowed-at-gate",
  severity: "error",
  what: "The client of a connection is not among the applications that App Service authentication allows.",
  why: "Users sign in and consent, and every call is answered with 403.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate) =>
      signInConnections(wiring).flatMap((connection) =>
        gate.providers
          .filter((provider) => providerState(provider) !== "off")
          .flatMap(({ name, allowedApplications }) => {
            const { clientId } = connection;
            // Without a list every client may call; a missing client id has a rule of its own.
            if (!allowedApplications || !clientId) return [];
            const contained = containsUnique(allowedApplications, clientId);
            if (contained.outcome === "equal") return [];
            const ends = [
              end(
                "function app",
                `applications allowed by provider ${JSON.stringify(name)}`,
                showValues(allowedApplications),
                allowedApplications,
              ),
              connectionEnd(connection, "client id", clientId),
            ];
            if (contained.outcome === "undecided") {
              const message = `Whether the gate allows the client of ${named(connection)} cannot be told.`;
              return [undecided(message, ends, contained.missing)];
            }
            return [
              fails(
                `${subject(connection)} calls as the client ${showValue(clientId)}, which the gate does not allow.`,
                ends,
                `Write allowedApplications = ${showList([...allowedApplications.items, clientId])}.`,
              ),
            ];
          }),
      ),
    ),
});
