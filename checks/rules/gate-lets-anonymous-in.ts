import { judgeEasyAuth } from "./support/gate";
import { defineRule, fails, undecided } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known, knownBoolean } from "./support/known";
import { showAddress } from "./support/words";

/** Easy Auth is on and demands nothing. */
export const gateLetsAnonymousIn = defineRule({
  id: "gate-lets-anonymous-in",
  severity: "error",
  what: "App Service authentication is on and lets requests without a token pass.",
  why: "The gate seems to be there; anyone calls the tools without signing in.",
  page: "https://learn.microsoft.com/azure/app-service/overview-authentication-authorization",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate) => {
      const required = knownBoolean(gate.requireAuthentication);
      const action = known(gate.unauthenticatedAction);
      const anonymous = action.kind === "known" && action.value === "AllowAnonymous";
      const demanded = required.kind === "known" && required.value === true;
      if (demanded && !anonymous) return [];
      const ends = [
        valueEnd("function app", "authentication required", gate.requireAuthentication, gate),
        valueEnd("function app", "answer to a request without a token", gate.unauthenticatedAction, gate),
      ];
      if (required.kind === "unknown" && !anonymous) {
        const message = `Whether ${showAddress(gate.address)} demands authentication cannot be told.`;
        return [undecided(message, ends, `whether authentication is required: ${required.missing}`)];
      }
      return [
        fails(
          `${showAddress(gate.address)} is on and does not demand authentication.`,
          ends,
          'Write globalValidation.requireAuthentication: true and unauthenticatedClientAction: "Return401" (in azurerm require_authentication = true, unauthenticated_action = "Return401"); where the server verifies tokens itself, turn the gate off instead.',
        ),
      ];
    }),
});
