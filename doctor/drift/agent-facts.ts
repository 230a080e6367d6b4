import { textOf } from "../../checks/wiring/value";
import type { DriftInput, Pair } from "./drift";
import type { Fact } from "./fact";

/** What the agent of a connection may call. */
export function agentFacts({ contract, placeIn, wiring }: DriftInput, { facts }: Pair): readonly Fact[] {
  const agent = wiring.agents.find(({ name }) => textOf(name) === facts.agentName);
  const tool = agent?.tools.find(({ serverLabel }) => textOf(serverLabel) === contract.serverLabel) ?? agent?.tools[0];
  if (agent === undefined || tool === undefined) return [];
  const at = { layer: "agent", source: tool.source } as const;
  const name = JSON.stringify(facts.agentName);
  return [
    {
      ...at,
      what: `tools of agent ${name}`,
      expected: facts.allowedTools,
      place: placeIn("connections", facts.key, "scopes"),
      live: tool.allowedTools,
    },
    {
      ...at,
      what: `server URL of agent ${name}`,
      expected: [contract.endpoint.url],
      place: placeIn("server"),
      live: tool.serverUrl,
    },
  ];
}
