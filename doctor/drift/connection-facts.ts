import { formOktaIssuerFacts } from "../../contract/okta";
import type { Value } from "../../checks/wiring/value";
import { textOf } from "../../checks/wiring/value";
import type { DriftInput, Pair } from "./drift";
import type { Fact } from "./fact";
import { authorizationServerOf } from "./wanted";

/** What Foundry keeps of a connection. */
export function connectionFacts({ contract, placeIn, wiring }: DriftInput, { facts, live }: Pair): readonly Fact[] {
  const name = JSON.stringify(textOf(live.name) ?? facts.key);
  const { identity, endpoint } = contract;
  const urls = identity.provider === "entra" ? identity : oktaUrls({ contract, wiring });
  const whole = placeIn("connections", facts.key);
  const one = (what: string, expected: string | undefined, value: Value | undefined): readonly Fact[] =>
    expected === undefined
      ? []
      : [
          {
            layer: "connection",
            what: `${what} of connection ${name}`,
            expected: [expected],
            place: whole,
            live: value,
            source: live.source,
          },
        ];
  return [
    {
      layer: "connection",
      what: `scopes requested by connection ${name}`,
      expected: facts.requestedScopes,
      place: placeIn("connections", facts.key, "scopes"),
      live: live.scopes,
      source: live.source,
    },
    ...one("target", endpoint.url, live.target),
    ...one("authorization URL", urls?.authorizationUrl, live.authorizationUrl),
    ...one("token URL", urls?.tokenUrl, live.tokenUrl),
    ...one("refresh URL", urls?.tokenUrl, live.refreshUrl),
    ...one("client id", identity.provider === "okta" ? facts.clientName : undefined, live.clientId),
  ];
}

/** Okta gives the id of an authorization server that is created. */
function oktaUrls({ contract, wiring }: Pick<DriftInput, "contract" | "wiring">) {
  const { identity } = contract;
  const server = authorizationServerOf(contract, wiring);
  const id = server && textOf(server.id);
  return identity.provider !== "okta" || id === undefined ? undefined : formOktaIssuerFacts(identity, id);
}
