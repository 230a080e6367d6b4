/** Groups that are looked up by their names, and whether anybody compares the name found. */
import type { Block } from "../configuration";
import { textOf, type Value } from "../value";
import type { OktaGroupLookup } from "../wiring-identity";
import { comparisons, literalText } from "./conditions";
import type { Blocks } from "./blocks";

/** Lookups by name, by search, and of the built-in group of everybody. */
export function readGroupLookups(blocks: Blocks): readonly OktaGroupLookup[] {
  const lookups = blocks.ofType("data.okta_group", "data.okta_groups", "data.okta_everyone_group");
  if (lookups.length === 0) return [];
  const compared = comparedElsewhere(blocks);
  return lookups.map((block) => readLookup(blocks, block, compared));
}

function readLookup(blocks: Blocks, block: Block, compared: ReadonlyMap<string, readonly string[]>): OktaGroupLookup {
  const { address, source, type } = block;
  const builtIn = type === "okta_everyone_group";
  const key = type === "okta_groups" ? "q" : "name";
  const asked = block.asked ? blocks.value(block.asked, key) : blocks.value(block, key);
  const found = block.asked && blocks.value(block, key);
  const byName = asked !== undefined || blocks.value(block, "id") === undefined;
  const everyone = builtIn || (type === "okta_group" && isBuiltIn(asked, blocks.value(block, "type")));
  const own = comparisons(block).flatMap(({ address: of, attribute, other }) =>
    attribute === "name" && (of === "self" || of === address) ? [other] : [],
  );
  const nameCompared =
    builtIn || !byName || [...own, ...(compared.get(address) ?? [])].some((other) => comparesWith(other, asked));
  const conditionsRead = blocks.origin === "configuration" || nameCompared;
  return {
    address,
    name: asked,
    ...(found && { found }),
    ...(conditionsRead && { nameCompared }),
    everyone,
    source,
  };
}

/** A text must be the name asked; a reference is taken to be. */
function comparesWith(other: string, asked: Value | undefined): boolean {
  const text = literalText(other);
  const name = textOf(asked);
  return text === undefined || name === undefined || text === name;
}

/** Names of data sources that conditions of other blocks compare, by address. */
function comparedElsewhere(blocks: Blocks): ReadonlyMap<string, readonly string[]> {
  const compared = new Map<string, string[]>();
  for (const block of blocks.all()) {
    if (block.conditions.length === 0) continue;
    for (const { address, attribute, other } of comparisons(block)) {
      if (attribute !== "name" || address === "self") continue;
      const others = compared.get(address);
      if (others) others.push(other);
      else compared.set(address, [other]);
    }
  }
  return compared;
}

function isBuiltIn(asked: Value | undefined, type: Value | undefined): boolean {
  return textOf(asked) === "Everyone" && (type === undefined || textOf(type) === "BUILT_IN");
}
