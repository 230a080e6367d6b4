/** The resources and data sources of a plan. */
import { argumentAt, type Argument, type Block, type MapArgument, type PlannedChange } from "../../configuration";
import { literalValue } from "../../value";
import * as errors from "../errors";
import type { Position } from "../module/expression";
import { movedTo } from "../module/pieces";
import type { Segment } from "../module/references";
import { attributeOf, attributesOf, type Owner } from "./json-values";
import { keysOf, type JsonObject, member } from "./json-object";
import { LazyEntries } from "./lazy-entries";
import type { PlanModule } from "./plan-module";
import { withoutPositions } from "./without-positions";
import type { Written } from "./written";

/** What a plan says of one resource or data source. */
export interface PlanEntry {
  readonly address: string;
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly moduleAddress: string;
  readonly values: unknown;
  readonly unknown: unknown;
  readonly sensitive: unknown;
  /** The change, where there is one. */
  readonly change: JsonObject | undefined;
}

/** One block of a plan, converted when it is asked for. */
export class PlanBlock {
  private readonly entry: PlanEntry;
  private readonly module: PlanModule | undefined;
  private readonly configuration: JsonObject | undefined;
  private written: Map<string, Written | undefined> | undefined;

  constructor(entry: PlanEntry, module: PlanModule | undefined) {
    this.entry = entry;
    this.module = module;
    this.configuration = module?.configurationOf(`${entry.mode === "data" ? "data." : ""}${entry.type}.${entry.name}`);
  }

  /** What is planned at a path; undefined where it is not known, or not written by anybody. */
  follow(segments: readonly Segment[], at: Position): Argument | undefined {
    const [first, ...rest] = segments;
    if (first === undefined) return undefined;
    const name = String(first.key);
    const { values, unknown, sensitive } = this.entry;
    const later = member(unknown, name);
    // What nobody writes, the resource computes: it is best told by its own name.
    if (later === true && this.writtenOnce(name) === undefined) return undefined;
    const value = attributeOf(this.owner, name, member(values, name) ?? null, {
      unknown: later,
      sensitive: sensitive === true || member(sensitive, name),
      written: later === undefined || later === false ? undefined : this.writtenOnce(name),
    });
    const found = argumentAt(value, ...rest.map(({ key }) => key));
    if (!found || found.kind === "unknown" || (found.kind === "literal" && found.value === null)) return undefined;
    return movedTo(found, at);
  }

  /** The block with all its attributes. */
  block(): Block {
    const { address, mode, type, values, unknown, sensitive, change } = this.entry;
    const source = { address, path: "" };
    const depends = member(this.configuration, "depends_on");
    const prefix = this.module?.prefix ?? "";
    const writtenHere = (name: string): Written | undefined => this.writtenOnce(name);
    return {
      address,
      mode,
      type,
      arguments: attributesOf(this.owner, values, { unknown, sensitive }, this.configuration && writtenHere),
      dependsOn: Array.isArray(depends) ? depends.filter((to) => typeof to === "string").map((to) => prefix + to) : [],
      conditions: [],
      ignoredChanges: [],
      source,
      ...(change && { planned: this.planned(change) }),
      ...(mode === "data" && this.configuration && { asked: this.asked() }),
    };
  }

  private asked(): MapArgument {
    const { address } = this.entry;
    const form = (name: string): Argument => {
      const source = { address, path: name };
      const written = this.writtenOnce(name);
      return written ? withoutPositions(written.value(), source) : literalValue(null, source);
    };
    const names = keysOf(member(this.configuration, "expressions"));
    return { kind: "map", entries: new LazyEntries(names, form), source: { address, path: "" } };
  }

  private get owner(): Owner {
    return this.entry;
  }

  private writtenOnce(name: string): Written | undefined {
    // Of most blocks nothing is asked that a plan does not know.
    this.written ??= new Map();
    if (this.written.has(name)) return this.written.get(name);
    const written = this.module?.written(this.configuration, this.entry.address, name);
    this.written.set(name, written);
    return written;
  }

  private planned(change: JsonObject): PlannedChange {
    const before = member(change, "before");
    return {
      actions: actionsOf(change, this.entry.address),
      before:
        before === null || before === undefined
          ? undefined
          : attributesOf(this.owner, before, { sensitive: member(change, "before_sensitive") }),
    };
  }
}

const allActions: ReadonlySet<unknown> = new Set(["create", "read", "update", "delete", "no-op", "forget"]);

/** What a plan does; fails where it does what no plan does. */
export function actionsOf(change: unknown, address: string): PlannedChange["actions"] {
  const actions = member(change, "actions");
  if (!Array.isArray(actions)) throw errors.wrongShape(address, "change.actions", "a list", actions);
  for (const action of actions as readonly unknown[]) {
    if (allActions.has(action)) continue;
    throw errors.unknownVersion(address, "The action of a change", action, [...allActions].join(", "));
  }
  return actions as PlannedChange["actions"];
}
