/** Who gains which tool, and who loses one. */
import { everyone } from "./directory";
import type { Reach } from "./reach";

/** What changes for one group, person or everyone. */
export interface AccessChange {
  readonly who: string;
  readonly gained: readonly string[];
  readonly lost: readonly string[];
  /** Rules that say why something is lost. @default the change itself says it */
  readonly because: readonly string[];
}

/** What a connection opens now, and what it will open. */
export interface ReachPair {
  /** How the connection is called. */
  readonly label: string;
  readonly before?: Reach;
  readonly after?: Reach;
}

/** What changes for people. */
export interface AccessChanges {
  readonly changes: readonly AccessChange[];
  /** Labels of connections of which it cannot be told. */
  readonly undecided: readonly string[];
}

/** Compares what is open to whom. What one connection no longer opens may be open through another. */
export function accessChanges(pairs: readonly ReachPair[]): AccessChanges {
  const decided = pairs.filter(({ before, after }) => isDecided(before) && isDecided(after));
  const [was, willBe] = [
    toolsByPeople(decided.map(({ before }) => before)),
    toolsByPeople(decided.map(({ after }) => after)),
  ];
  const changes = [...new Set([...was.keys(), ...willBe.keys()])].map((who): AccessChange => {
    const [had, has] = [openTo(who, was), openTo(who, willBe)];
    const lost = [...had].filter((tool) => !has.has(tool));
    const through = decided.filter(({ before }) => before?.people?.some((each) => each === who || each === everyone));
    return {
      who,
      gained: [...has].filter((tool) => !had.has(tool)),
      lost,
      because: lost.length === 0 ? [] : [...new Set(through.flatMap(({ after }) => after?.closedBy ?? []))],
    };
  });
  return {
    changes: changes.filter(({ gained, lost }) => gained.length + lost.length > 0),
    undecided: pairs.filter((pair) => !decided.includes(pair)).map(({ label }) => label),
  };
}

/** A connection that nobody can use opens nothing, whoever may sign in. */
function isDecided(reach: Reach | undefined): boolean {
  return reach === undefined || reach.closedBy.length > 0 || (reach.people !== undefined && reach.tools !== undefined);
}

type ToolsByPeople = ReadonlyMap<string, ReadonlySet<string>>;

function toolsByPeople(reaches: readonly (Reach | undefined)[]): ToolsByPeople {
  const byPeople = new Map<string, Set<string>>();
  for (const { people = [], tools = [] } of reaches.filter((reach) => reach !== undefined)) {
    for (const who of people) {
      const open = byPeople.get(who) ?? new Set();
      for (const tool of tools) open.add(tool);
      byPeople.set(who, open);
    }
  }
  return byPeople;
}

/** What is open to everyone is open to each. */
function openTo(who: string, tools: ToolsByPeople): ReadonlySet<string> {
  return new Set([...(tools.get(who) ?? []), ...(tools.get(everyone) ?? [])]);
}
