import type { ConnectionFacts } from "../../contract/contract";

/** What the groups of a connection are called in a comparison: their names, their ids where the file has those, `everyone`. */
export function groupsOf(groups: ConnectionFacts["groups"]): readonly string[] {
  return groups === "everyone" ? ["everyone"] : groups.map((group) => ("id" in group ? group.id : group.name));
}
