/** A root or child module as it is written, before anything is evaluated. */
import type { Expression, Position } from "./expression";

/** An argument as it is written. */
export interface Attribute {
  readonly expression: Expression;
  /** Its text; of a JSON string that is one template, the text inside. */
  readonly text: string;
}

/** What stands between the braces of a block. */
export interface Body {
  /** Arguments by name; of JSON, which tells no block from an argument, nested blocks as well. */
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Nested blocks, in order. */
  readonly blocks: readonly NestedBlock[];
}

/** A block in a block. */
export interface NestedBlock {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: Body;
  readonly at: Position;
}

/** A resource or data source as it is written. */
export interface BlockDefinition {
  readonly mode: "resource" | "data";
  readonly type: string;
  readonly name: string;
  readonly body: Body;
  readonly at: Position;
}

/** An input variable as it is written. */
export interface VariableDefinition {
  readonly name: string;
  readonly default: Attribute | undefined;
  readonly type: Expression | undefined;
  readonly sensitive: boolean;
  /** Conditions and error messages of its validations, as written. */
  readonly validations: readonly string[];
  readonly at: Position;
}

/** A call of a child module. */
export interface ModuleCall {
  readonly name: string;
  readonly body: Body;
  readonly at: Position;
  /** What is called, where it lies in a local folder; else why it cannot be read, as a clause that completes "because". */
  readonly called: ModuleDefinition | { readonly reason: string };
}

/** Everything that a module says. */
export interface ModuleDefinition {
  readonly blocks: readonly BlockDefinition[];
  readonly locals: ReadonlyMap<string, Attribute>;
  readonly variables: ReadonlyMap<string, VariableDefinition>;
  readonly outputs: ReadonlyMap<string, Attribute>;
  readonly calls: ReadonlyMap<string, ModuleCall>;
}
