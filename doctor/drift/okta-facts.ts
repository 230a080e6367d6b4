import { allowedScopes } from "../../contract/scopes";
import { textOf } from "../../checks/wiring/value";
import type { AccessPolicy, OktaIdentity } from "../../checks/wiring/wiring-identity";
import type { DriftInput, Pair } from "./drift";
import type { Fact } from "./fact";
import { groupsOf } from "./groups";
import { authorizationServerOf } from "./wanted";

/** What Okta says of the API, of the client of each connection, and of who may use it. */
export function oktaFacts(input: DriftInput, identity: OktaIdentity, pairs: readonly Pair[]): readonly Fact[] {
  return [...serverFacts(input), ...pairs.flatMap((pair) => clientFacts(input, identity, pair))];
}

function serverFacts({ contract, placeIn, wiring }: DriftInput): readonly Fact[] {
  const server = authorizationServerOf(contract, wiring);
  if (contract.identity.provider !== "okta" || server === undefined) return [];
  const { authorizationServer: wanted } = contract.identity;
  const name = JSON.stringify(wanted.name);
  const place = placeIn("identity");
  return [
    {
      layer: "identity",
      what: `scopes exposed by authorization server ${name}`,
      expected: contract.scopes.map((scope) => scope.name),
      place: placeIn("scopes"),
      live: { items: server.scopes.flatMap((scope) => scope.name ?? []), source: server.source },
      source: server.source,
      // Okta's own scopes are on every server.
      atLeast: true,
    },
    ...("audience" in wanted
      ? [
          {
            layer: "identity",
            what: `audience of authorization server ${name}`,
            expected: [wanted.audience],
            place,
            live: server.audience,
            source: server.source,
          } as const,
        ]
      : []),
  ];
}

function clientFacts(input: DriftInput, identity: OktaIdentity, { facts, live }: Pair): readonly Fact[] {
  const { contract, placeIn, groupNames } = input;
  const { clientName: clientId, groups, apiScopes } = facts;
  const app = identity.apps.find((each) => textOf(each.clientId) === clientId);
  const place = placeIn("connections", facts.key);
  const groupPlace = placeIn("connections", facts.key, "groups");
  const name = JSON.stringify(clientId);
  const shownAs = (id: string): string => groupNames.get(id) ?? (id === "EVERYONE" ? "everyone" : id);
  const rules = identity.servers.flatMap(({ policies }) => policies).flatMap((policy) => rulesOf(policy, clientId));
  return [
    ...(app === undefined
      ? []
      : ([
          {
            layer: "identity",
            what: `redirect URIs of app ${name}`,
            expected: live.redirectUrl?.kind === "literal" ? [String(live.redirectUrl.value)] : [],
            place,
            live: app.redirectUris,
            source: app.source,
          },
          {
            layer: "identity",
            what: `grant types of app ${name}`,
            expected: ["authorization_code", "refresh_token"],
            place,
            live: app.grantTypes,
            source: app.source,
          },
          {
            layer: "identity",
            what: `whether app ${name} demands PKCE`,
            expected: ["false"],
            place,
            live: app.pkceRequired,
            source: app.source,
          },
          {
            layer: "identity",
            what: `authentication of app ${name} at the token endpoint`,
            expected: contract.identity.provider === "okta" ? [contract.identity.tokenAuthentication] : [],
            place: placeIn("identity"),
            live: app.tokenEndpointAuthMethod,
            source: app.source,
          },
          {
            layer: "access policy",
            what: `groups assigned to app ${name}`,
            expected: groupsOf(groups),
            place: groupPlace,
            live: app.assignedGroups,
            source: app.source,
            shownAs,
          },
        ] as const)),
    ...rules.flatMap((rule): readonly Fact[] => [
      {
        layer: "access policy",
        what: `scopes of policy rule ${JSON.stringify(textOf(rule.name) ?? rule.address)}`,
        expected: allowedScopes(apiScopes.map((scope) => scope.name)),
        place: placeIn("connections", facts.key, "scopes"),
        live: rule.scopes,
        source: rule.source,
      },
      {
        layer: "access policy",
        what: `groups of policy rule ${JSON.stringify(textOf(rule.name) ?? rule.address)}`,
        expected: groupsOf(groups),
        place: groupPlace,
        live: rule.groups,
        source: rule.source,
        shownAs,
      },
    ]),
  ];
}

/** Rules of a policy that is for one client alone, as the package writes them. */
function rulesOf({ clients, rules }: AccessPolicy, clientId: string): AccessPolicy["rules"] {
  return clients?.items.length === 1 && textOf(clients.items[0]) === clientId ? rules : [];
}
