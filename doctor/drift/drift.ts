/** What differs between a deployment file and the live system that was made from it. */
import type { PlaceIn } from "../../contract/deployment-file";
import type { ConnectionFacts, Contract } from "../../contract/contract";
import type { Connection, Wiring } from "../../checks/wiring/wiring";
import { textOf } from "../../checks/wiring/value";
import { agentFacts } from "./agent-facts";
import { connectionFacts } from "./connection-facts";
import { entraFacts } from "./entra-facts";
import { differenceIn, type Difference, type Fact } from "./fact";
import { functionAppFacts } from "./function-app-facts";
import { oktaFacts } from "./okta-facts";

/** What a comparison starts from. */
export interface DriftInput {
  readonly contract: Contract;
  readonly placeIn: PlaceIn;
  readonly wiring: Wiring;
  /** Names of groups by their ids, as far as they were read; everybody is `EVERYONE`. */
  readonly groupNames: ReadonlyMap<string, string>;
}

/** A connection of the file with the one that is there. */
export interface Pair {
  readonly facts: ConnectionFacts;
  /** Place of its key in the file. */
  readonly live: Connection;
}

/** Everything that differs, in the order in which a sign-in passes the layers. Nothing is said of what could not be read. */
export function driftOf(input: DriftInput): readonly Difference[] {
  return factsOf(input).flatMap((fact) => differenceIn(fact) ?? []);
}

function factsOf(input: DriftInput): readonly Fact[] {
  const pairs = pairsOf(input);
  const { identity } = input.wiring;
  return [
    ...pairs.flatMap((pair) => connectionFacts(input, pair)),
    ...(identity?.provider === "okta" ? oktaFacts(input, identity, pairs) : []),
    ...(identity?.provider === "entra" ? entraFacts(input, identity, pairs) : []),
    ...functionAppFacts(input, pairs),
    ...pairs.flatMap((pair) => agentFacts(input, pair)),
  ];
}

/** Connections are called by their key and a hash; while one is replaced there are two, of which the agent uses the new one. */
export function pairsOf({ contract, wiring }: Pick<DriftInput, "contract" | "wiring">): readonly Pair[] {
  return contract.connections.flatMap((facts) => {
    const named = wiring.connections.filter(({ name }) => isNamedAfter(textOf(name) ?? "", facts.key));
    const used = named.find((connection) => isUsed(wiring, connection));
    const live = used ?? named.at(-1);
    return live === undefined ? [] : [{ facts, live }];
  });
}

function isNamedAfter(name: string, key: string): boolean {
  return name.startsWith(`${key}-`) && /^[0-9a-f]{6}$/.test(name.slice(key.length + 1));
}

function isUsed({ agents }: Wiring, { name }: Connection): boolean {
  const wanted = textOf(name)?.toLowerCase();
  return agents.some(({ tools }) =>
    tools.some(({ connectionId }) => textOf(connectionId)?.toLowerCase().split("/").at(-1) === wanted),
  );
}
