import { isOfIdentity, judgeEasyAuth, providerState } from "./support/gate";
import { defineRule, fails, undecided } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { showAddress } from "./support/words";

/** More than one provider of App Service authentication is enabled. */
export const gateSecondProvider = defineRule({
  id: "gate-second-provider",
  severity: "error",
  what: "App Service authentication has a second identity provider enabled.",
  why: "Tokens of people who were never given access may pass the gate, and good tokens are answered with an odd 401.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-file-based",
  judge: (wiring) =>
    judgeEasyAuth(wiring, ({ providers }) => {
      const candidates = providers.filter((provider) => providerState(provider) !== "off");
      const wanted =
        candidates.find((provider) => isOfIdentity(provider, wiring) && providerState(provider) === "on") ??
        candidates.find((provider) => isOfIdentity(provider, wiring)) ??
        candidates.find((provider) => providerState(provider) === "on");
      return candidates
        .filter((provider) => provider !== wanted)
        .map((provider) => {
          const ends = [provider, ...(wanted ? [wanted] : [])].map((each) =>
            valueEnd("function app", `provider ${JSON.stringify(each.name)} enabled`, each.enabled, each),
          );
          const beside = wanted ? ` beside ${JSON.stringify(wanted.name)}` : "";
          const state = providerState(provider);
          if (typeof state === "object") {
            const message = `Whether the provider ${JSON.stringify(provider.name)} is enabled${beside} cannot be told.`;
            return undecided(message, ends, `whether it is enabled: ${state.missing}`);
          }
          return fails(
            `The provider ${JSON.stringify(provider.name)} is enabled${beside} (${showAddress(provider.source.address)}).`,
            ends,
            provider.custom
              ? `Take identityProviders.customOpenIdConnectProviders[${JSON.stringify(provider.name)}] out; in a body that is merged, write null.`
              : `Write identityProviders[${JSON.stringify(provider.name)}]: { enabled: false }.`,
          );
        });
    }),
});
