import { judgeEasyAuth } from "./support/gate";
import { defineRule, fails, undecided } from "./support/define-rule";
import { valueEnd } from "./support/ends";
import { known } from "./support/known";
import { showAddress } from "./support/words";

/** Without a token, the gate answers with a redirect, or with another status than 401. */
export const gateComparisonNot401 = defineRule({
  id: "gate-answer-not-401",
  severity: "error",
  what: "A request without a token is answered with a redirect or another status instead of 401.",
  why: "An MCP client learns from the 401 where to sign in; from a sign-in page it learns nothing, and the tools list stays empty.",
  page: "https://learn.microsoft.com/azure/app-service/configure-authentication-mcp",
  judge: (wiring) =>
    judgeEasyAuth(wiring, (gate) => {
      const action = known(gate.unauthenticatedAction);
      // Whoever lets anonymous requests in is told so by another rule.
      if (action.kind === "known" && ["Return401", "AllowAnonymous"].includes(String(action.value))) return [];
      const ends = [valueEnd("function app", "answer to a request without a token", gate.unauthenticatedAction, gate)];
      if (action.kind === "unknown") {
        const message = `Whether ${showAddress(gate.address)} answers 401 cannot be told.`;
        return [undecided(message, ends, `the action for unauthenticated clients: ${action.missing}`)];
      }
      const written =
        action.kind === "known"
          ? `answers a request without a token by ${JSON.stringify(action.value)}`
          : "says nothing about requests without a token, which App Service then sends to a sign-in page";
      return [
        fails(
          `${showAddress(gate.address)} ${written}.`,
          ends,
          'Write globalValidation.unauthenticatedClientAction: "Return401" (in azurerm auth_settings_v2.unauthenticated_action = "Return401").',
        ),
      ];
    }),
});
