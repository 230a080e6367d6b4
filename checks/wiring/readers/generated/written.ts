/** What the configuration of a plan says at a place. It is evaluated where somebody asks: most of a plan is known without it. */
import type { Argument } from "../../configuration";
import type { Grammar } from "../hcl/grammar";
import type { Position } from "../module/expression";
import type { Scope } from "../module/evaluator";

/** Something that is written. */
export interface Written {
  /** What it comes to. */
  value(): Argument;
  /**
   * What it says of a member; undefined where it says nothing. `calledAs` is what the member stands for where its key does not say:
   * `{ name = "MCP_ISSUER", value = … }`.
   */
  entry(name: string, calledAs?: string): Written | undefined;
  /** What it says of each item of a list; undefined where that cannot be told item by item. */
  items(): readonly Written[] | undefined;
  /** What it says of any item, where items cannot be told from each other. */
  anyItem(): Written | undefined;
  /** Whether it is a list or has members, as far as that is told without evaluating it. */
  isStructured(): boolean;
}

/** How something that is written is read. */
export interface Reading {
  readonly scope: Scope;
  readonly grammar: Grammar;
  readonly at: Position;
  /** Name of the argument. */
  readonly name: string;
  /** What tells this place from all others of the plan. */
  readonly place: string;
}

/** What has been evaluated already. */
export class Evaluated implements Written {
  private readonly argument: Argument;

  constructor(argument: Argument) {
    this.argument = argument;
  }

  value(): Argument {
    return this.argument;
  }

  entry(name: string): Written | undefined {
    const { argument } = this;
    if (argument.kind === "list" && argument.items.length === 1) return this.items()?.[0]?.entry(name);
    const found = argument.kind === "map" ? argument.entries.get(name) : undefined;
    return found && new Evaluated(found);
  }

  items(): readonly Written[] | undefined {
    const { argument } = this;
    if (argument.kind !== "list" || argument.incomplete !== undefined) return undefined;
    return argument.items.map((item) => new Evaluated(item));
  }

  anyItem(): Written | undefined {
    return undefined;
  }

  isStructured(): boolean {
    return this.argument.kind === "list" || this.argument.kind === "map";
  }
}
