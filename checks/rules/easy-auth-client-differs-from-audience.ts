import { end } from "../finding";
import { compareValues, showValue } from "../wiring/value";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { isOfIdentity, judgeEasyAuth, providerState } from "./support/gate";
import { audienceOf } from "./support/token";

/** A custom OpenID Connect provider has no list of audiences: it accepts its own client id and nothing else. */
export const easyAuthClientDiffersFromAudience = defineRule({
  id: "easy-auth-client-differs-from-audience",
  severity: "error",
  what: "The client id that App Service authentication is given for Okta differs from the audience of the authorization server.",
  why: "Sign-in succeeds, and then every call is answered with 401: App Service compares a token's aud with its client id.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-provider-openid-connect",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate) => {
      if (wiring.identity?.provider !== "okta") return [];
      const providers = gate.providers.filter((each) => isOfIdentity(each, wiring) && providerState(each) !== "off");
      return signInConnections(wiring).flatMap((connection) =>
        providers.flatMap((provider) => {
          const audience = audienceOf(wiring, connection);
          if (audience.outcome === "none") return [];
          const registered = valueEnd(
            "function app",
            `client id of provider ${JSON.stringify(provider.name)}`,
            provider.clientId,
            provider,
          );
          const message = `Whether the gate accepts the audience of the tokens of ${named(connection)} cannot be told.`;
          if (audience.outcome === "undecided") return [undecided(message, [registered], audience.missing)];
          const { value, what } = audience.found;
          const ends = [registered, end("identity", what, showValue(value), value)];
          const compared = provider.clientId
            ? compareValues(provider.clientId, value)
            : ({ outcome: "different" } as const);
          if (compared.outcome === "equal") return [];
          if (compared.outcome === "undecided") return [undecided(message, ends, compared.missing)];
          return [
            fails(
              `The gate has ${provider.clientId ? `the client id ${showValue(provider.clientId)}` : "no client id"} for Okta, and the tokens of ${named(connection)} are for ${showValue(value)}.`,
              ends,
              `Write registration.clientId = ${showValue(value)}.`,
            ),
          ];
        }),
      );
    }),
});
