import { judgeEasyAuth } from "./support/gate";
import { defineRule, fails } from "./support/define-rule";
import { showAddress } from "./support/words";

/** A raw body that says nothing about some providers. */
export const gateProviderUnmentioned = defineRule({
  id: "gate-provider-unmentioned",
  severity: "warning",
  what: "The settings of App Service authentication say nothing about some of its built-in providers.",
  why: "Users report that providers left out of a raw request end as enabled without configuration, and good tokens are answered with an odd 401.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-file-based",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate) => {
      if (gate.unmentionedProviders.length === 0) return [];
      const shown = gate.unmentionedProviders.map((name) => JSON.stringify(name)).join(", ");
      return [
        fails(
          `${showAddress(gate.address)} leaves out the built-in providers ${shown}.`,
          [{ layer: "function app", what: "providers left out", shown, source: gate.source }],
          `Write { enabled: false } for each of them under identityProviders: ${gate.unmentionedProviders.join(", ")}.`,
        ),
      ];
    }),
});
