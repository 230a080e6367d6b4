import { protocolScopes } from "../../contract/scopes";
import { joinValues } from "../../checks/wiring/values";
import { literalValue, textOf } from "../../checks/wiring/value";
import type { EntraApp, EntraIdentity } from "../../checks/wiring/wiring-identity";
import type { DriftInput, Pair } from "./drift";
import type { Fact } from "./fact";
import { groupsOf } from "./groups";
import { apiOf } from "./wanted";

/** What Entra says of the API, of the client of each connection, and of who may use it. */
export function entraFacts(input: DriftInput, identity: EntraIdentity, pairs: readonly Pair[]): readonly Fact[] {
  return [...apiFacts(input), ...pairs.flatMap((pair) => clientFacts(input, identity, pair))];
}

function apiFacts({ contract, placeIn, wiring }: DriftInput): readonly Fact[] {
  const api = apiOf(contract, wiring);
  if (api === undefined) return [];
  const at = { layer: "identity", source: api.source } as const;
  return [
    {
      ...at,
      what: "version of the access tokens of the API",
      expected: ["2"],
      place: placeIn("identity"),
      live: api.accessTokenVersion,
    },
    {
      ...at,
      what: "scopes exposed by the API",
      expected: contract.scopes.map(({ name }) => name),
      place: placeIn("scopes"),
      live: { items: api.scopes.flatMap(({ name }) => name ?? []), source: api.source },
    },
  ];
}

function clientFacts(input: DriftInput, { apps }: EntraIdentity, { facts, live }: Pair): readonly Fact[] {
  const { placeIn } = input;
  const clientId = textOf(live.clientId)?.toLowerCase();
  const app = apps.find((each) => textOf(each.clientId)?.toLowerCase() === clientId);
  if (app === undefined) return [];
  return [
    {
      layer: "identity",
      what: `redirect URIs of client ${JSON.stringify(facts.clientName)}`,
      expected: live.redirectUrl?.kind === "literal" ? [String(live.redirectUrl.value)] : [],
      place: placeIn("connections", facts.key),
      live: app.redirectUris.web,
      source: app.source,
    },
    ...accessFacts(input, app, facts),
  ];
}

function accessFacts(
  { placeIn, groupNames }: DriftInput,
  { servicePrincipal }: EntraApp,
  { key, clientName, groups, apiScopes }: Pair["facts"],
): readonly Fact[] {
  if (servicePrincipal === undefined) return [];
  const { source, grants, assigned, assignmentRequired } = servicePrincipal;
  const at = { layer: "access policy", source } as const;
  const name = JSON.stringify(clientName);
  const groupPlace = placeIn("connections", key, "groups");
  const granted = (ofGraph: boolean) =>
    joinValues(
      grants.filter((grant) => grant.ofGraph === ofGraph && grant.userId === undefined).map(({ scopes }) => scopes),
      source,
    );
  return [
    {
      ...at,
      what: `scopes of the API granted to client ${name}`,
      expected: apiScopes.map((scope) => scope.name),
      place: placeIn("connections", key, "scopes"),
      live: granted(false),
    },
    {
      ...at,
      what: `scopes of Microsoft Graph granted to client ${name}`,
      expected: protocolScopes,
      place: placeIn("connections", key, "scopes"),
      live: granted(true),
    },
    {
      ...at,
      what: `whether client ${name} demands assignment`,
      expected: [String(groups !== "everyone")],
      place: groupPlace,
      live: assignmentRequired ?? literalValue(false, source),
    },
    ...(groups === "everyone"
      ? []
      : [
          {
            ...at,
            what: `groups assigned to client ${name}`,
            expected: groupsOf(groups),
            place: groupPlace,
            live: { items: assigned.map(({ principalId }) => principalId), source },
            shownAs: (id: string) => groupNames.get(id) ?? id,
          },
        ]),
  ];
}
