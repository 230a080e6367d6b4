/**
 * What a reader makes of any Terraform source: blocks and their arguments, with everything followed that can be followed. Layers are
 * told from it by `layers/`; nothing here knows what a scope is.
 */
import type { Source, Value } from "./value";

/** The value of an argument: one value, a list or set, or a map, object or nested block. */
export type Argument = Value | ListArgument | MapArgument;

/** A list, a set, a tuple, or nested blocks of one kind. */
export interface ListArgument {
  readonly kind: "list";
  readonly items: readonly Argument[];
  /** Why there may be more items. @default these are all */
  readonly incomplete?: string;
  readonly source: Source;
}

/** A map, an object, or one nested block. */
export interface MapArgument {
  readonly kind: "map";
  readonly entries: ReadonlyMap<string, Argument>;
  /** Why there may be more entries. @default these are all */
  readonly incomplete?: string;
  readonly source: Source;
}

/** A resource or data source. */
export interface Block {
  /** `azapi_resource.connection`, `data.okta_group.editors`, with module and instance where there are some: `module.a.okta_app_oauth.b["x"]`. */
  readonly address: string;
  readonly mode: "resource" | "data";
  readonly type: string;
  /** Arguments by name; for plans and states, attributes that are known as well. */
  readonly arguments: MapArgument;
  /** `count` or `for_each` was not followed: the block stands for any number of instances. @default it stands for one */
  readonly repeated?: string;
  /** Addresses in `depends_on`. */
  readonly dependsOn: readonly string[];
  /** What the block demands of itself: the texts of preconditions and postconditions, as written. */
  readonly conditions: readonly string[];
  /** Members of `ignore_changes`; `all` for everything. */
  readonly ignoredChanges: readonly string[];
  readonly source: Source;
  /** What a plan does with it. @default the source is no plan */
  readonly planned?: PlannedChange;
  /** What is asked of a data source, where its arguments are what a plan has read. @default its arguments are what is written */
  readonly asked?: MapArgument;
}

/** What a plan does with a resource. */
export interface PlannedChange {
  readonly actions: readonly ("create" | "read" | "update" | "delete" | "no-op" | "forget")[];
  /** Attributes before; undefined where it is created. */
  readonly before: MapArgument | undefined;
}

/** An input variable with a validation, as far as it matters to rules. */
export interface InputVariable {
  readonly name: string;
  /** Conditions and error messages of its validations, as written. */
  readonly validations: readonly string[];
  /** The value where nobody gives one. @default none is written, or it is no text, number or truth value */
  readonly default?: string | number | boolean;
  readonly source: Source;
}

/** Everything that one root module says. */
export interface Configuration {
  /** How to call it in a report: the folder, the stack or the file. */
  readonly name: string;
  readonly origin: "configuration" | "plan" | "state" | "live";
  readonly blocks: readonly Block[];
  readonly variables: readonly InputVariable[];
}

/** An argument at a path of names and indexes; undefined where the path ends early. A list of one nested block may be passed over. */
export function argumentAt(from: Argument | undefined, ...path: readonly (string | number)[]): Argument | undefined {
  let at = from;
  for (const step of path) {
    if (at?.kind === "list" && typeof step === "string" && at.items.length === 1) at = at.items[0];
    if (at?.kind === "map" && typeof step === "string") at = at.entries.get(step);
    else if (at?.kind === "list" && typeof step === "number") at = at.items[step];
    else return undefined;
  }
  return at;
}
