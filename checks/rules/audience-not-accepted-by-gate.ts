import { end } from "../finding";
import { showValue } from "../wiring/value";
import { joinValues } from "../wiring/values";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { isOfIdentity, judgeEasyAuth, providerState } from "./support/gate";
import { audienceOf } from "./support/token";
import { containsUnique } from "./support/unique";
import { showValues } from "./support/words";

/** App Service lets in tokens for the registered client id and for the allowed audiences. */
export const audienceNotAcceptedByGate = defineRule({
  id: "audience-not-accepted-by-gate",
  severity: "error",
  what: "App Service authentication does not accept the audience of the tokens that Entra issues for the API.",
  why: "Sign-in succeeds, and then every call is answered with 401 before the server sees it.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-aad",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate) => {
      if (wiring.identity?.provider !== "entra") return [];
      const providers = gate.providers.filter((each) => isOfIdentity(each, wiring) && providerState(each) !== "off");
      return signInConnections(wiring).flatMap((connection) =>
        providers.flatMap((provider) => {
          const audience = audienceOf(wiring, connection);
          if (audience.outcome === "none") return [];
          const accepted = joinValues(
            [
              { items: provider.clientId ? [provider.clientId] : [], source: provider.source },
              ...(provider.allowedAudiences ? [provider.allowedAudiences] : []),
            ],
            provider.source,
          );
          const shown = end(
            "function app",
            `audiences accepted by provider ${JSON.stringify(provider.name)}`,
            showValues(accepted),
            provider.clientId ?? provider,
          );
          const message = `Whether the gate accepts the audience of the tokens of ${named(connection)} cannot be told.`;
          if (audience.outcome === "undecided") return [undecided(message, [shown], audience.missing)];
          const { value, what, address } = audience.found;
          const contained = containsUnique(accepted, value);
          if (contained.outcome === "equal") return [];
          const ends = [shown, end("identity", what, showValue(value), value)];
          if (contained.outcome === "undecided") return [undecided(message, ends, contained.missing)];
          return [
            fails(
              `The gate accepts no token of ${named(connection)}: their audience is the ${what}, ${showValue(value)}.`,
              ends,
              `Write registration.clientId = ${showValue(value)}, the client id of ${address}.`,
            ),
          ];
        }),
      );
    }),
});
