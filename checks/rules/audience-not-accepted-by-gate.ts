import { end } from "../finding";
import { showValue } from "../wiring/value";
import { joinValues } from "../wiring/values";
import type { Connection, Wiring } from "../wiring/wiring";
import type { GateProvider } from "../wiring/wiring-function-app";
import { named, signInConnections } from "./support/connections";
import { defineRule, fails, undecided, type Verdict } from "./support/define-rule";
import { isOfIdentity, judgeEasyAuth, providerState } from "./support/gate";
import { known } from "./support/known";
import { audienceOf } from "./support/token";
import { containsUnique } from "./support/unique";
import { showAddress, showValues } from "./support/words";

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
        providers.flatMap((provider) => judgeProvider(wiring, connection, provider)),
      );
    }),
});

function judgeProvider(wiring: Wiring, connection: Connection, provider: GateProvider): readonly Verdict[] {
  const audience = audienceOf(wiring, connection);
  if (audience.outcome === "none") return [];
  const { clientId, allowedAudiences, name, source } = provider;
  const registered = { items: clientId ? [clientId] : [], source };
  const accepted = joinValues([registered, ...(allowedAudiences ? [allowedAudiences] : [])], source);
  const what = `audiences accepted by provider ${JSON.stringify(name)}`;
  const shown = end("function app", what, showValues(accepted), clientId ?? provider);
  const message = `Whether the gate accepts the audience of the tokens of ${named(connection)} cannot be told.`;
  if (audience.outcome === "undecided") return [undecided(message, [shown], audience.missing)];
  const { value, address } = audience.found;
  const ends = [shown, end("identity", audience.found.what, showValue(value), value)];
  const fix = `Write registration.clientId = ${showValue(value)}, the client id of ${showAddress(address)}.`;
  if (known(clientId).kind === "absent") {
    const unregistered = `The gate's provider ${JSON.stringify(name)} registers no client id, so that it accepts no token of ${named(connection)}.`;
    return [fails(unregistered, ends, fix)];
  }
  const contained = containsUnique(accepted, value);
  if (contained.outcome === "equal") return [];
  if (contained.outcome === "undecided") return [undecided(message, ends, contained.missing)];
  return [
    fails(
      `The gate accepts no token of ${named(connection)}: their audience is the ${audience.found.what}, ${showValue(value)}.`,
      ends,
      fix,
    ),
  ];
}
