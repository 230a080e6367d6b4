/** `terraform show -json <plan>`: what a plan makes of a configuration. @see https://developer.hashicorp.com/terraform/internals/json-format */
import type { Block, Configuration } from "../configuration";
import { isRelevantType } from "../relevant-types";
import * as errors from "./errors";
import type { JsonObject } from "./generated/json-object";
import { at, isObject, member, objectsAt, requiredText, textAt } from "./generated/json-object";
import { PlanBlock, type PlanEntry, actionsOf } from "./generated/plan-blocks";
import { PlanModule } from "./generated/plan-module";
import { resourcesOf } from "./generated/resources";
import type { Grammar } from "./hcl/grammar";
import { Budget } from "./module/budget";

/**
 * Reads a plan. What it does not know yet is told from its configuration where that says it; lifecycles and validations are no part of a plan.
 *
 * @param plan the parsed JSON
 * @param file how to call it
 */
export function readPlan(plan: unknown, file: string, grammar: Grammar): Configuration {
  if (member(plan, "errored") === true) throw errors.failedPlan(file);
  const entries = entriesOf(plan, file);
  const blocks = new Map<string, PlanBlock>();
  const root = new PlanModule({
    configuration: at(plan, "configuration", "root_module"),
    prefix: "",
    budget: new Budget(entries.size),
    grammar,
    file,
    variables: member(plan, "variables"),
    parent: undefined,
    planned: (address, segments, where) => blockAt(address)?.follow(segments, where),
  });
  const blockAt = (address: string): PlanBlock | undefined => {
    const before = blocks.get(address);
    const entry = entries.get(address);
    if (before || !entry) return before;
    const block = new PlanBlock(entry, moduleAt(root, entry.moduleAddress));
    blocks.set(address, block);
    return block;
  };
  const relevant: Block[] = [];
  for (const { type, address } of entries.values()) {
    const block = isRelevantType(type) ? blockAt(address) : undefined;
    if (block) relevant.push(block.block());
  }
  return { name: file, origin: "plan", blocks: relevant, variables: [] };
}

/** Resources as they will be, and data sources as they are read or were. What a plan removes is no part of what it makes. */
function entriesOf(plan: unknown, file: string): ReadonlyMap<string, PlanEntry> {
  const entries = new Map<string, PlanEntry>();
  for (const resource of objectsAt(plan, "resource_changes", file)) addChange(resource, entries, file);
  const isKnown = (address: unknown): boolean => typeof address === "string" && entries.has(address);
  for (const resource of resourcesOf(at(plan, "planned_values"), file, isKnown)) {
    entries.set(resource.address, { ...resource, unknown: undefined, change: undefined });
  }
  for (const resource of resourcesOf(at(plan, "prior_state", "values"), file, isKnown)) {
    if (resource.mode !== "data") continue;
    entries.set(resource.address, { ...resource, unknown: undefined, change: undefined });
  }
  return entries;
}

function addChange(resource: JsonObject, entries: Map<string, PlanEntry>, file: string): void {
  const address = requiredText(resource, "address", file);
  const change = member(resource, "change");
  if (!isObject(change)) throw errors.wrongShape(file, `change of ${address}`, "an object", change);
  // A deposed object is what a replacement of an earlier run has left to be deleted.
  if (member(resource, "deposed") !== undefined || !isKept(change, address)) return;
  if (entries.has(address)) throw errors.duplicate(file, address);
  entries.set(address, {
    address,
    mode: member(resource, "mode") === "data" ? "data" : "resource",
    type: requiredText(resource, "type", file),
    name: requiredText(resource, "name", file),
    moduleAddress: textAt(resource, "module_address") ?? "",
    values: member(change, "after"),
    unknown: member(change, "after_unknown"),
    sensitive: member(change, "after_sensitive"),
    change,
  });
}

function isKept(change: unknown, address: string): boolean {
  const actions = actionsOf(change, address);
  return !(actions.length === 1 && (actions[0] === "delete" || actions[0] === "forget"));
}

/** The module of an address such as `module.a["x"].module.b`. */
function moduleAt(root: PlanModule, address: string): PlanModule | undefined {
  let module: PlanModule | undefined = root;
  for (const [, name = "", key = ""] of address.matchAll(/module\.([^.[\]]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?/g)) {
    module = module?.child(name, key);
  }
  return module;
}
