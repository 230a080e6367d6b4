/** A module with values for its variables: what its names mean, and which blocks it has. */
import type { Argument } from "../../configuration";
import * as errors from "../errors";
import type { Budget } from "./budget";
import { BlockInstance } from "./block-instance";
import type { BlockDefinition, ModuleCall, ModuleDefinition } from "./definition";
import { evaluate, type Names, type Scope } from "./evaluator";
import type { Position } from "./expression";
import { instancesOf } from "./instances";
import { list, map, movedTo, reference, unknown } from "./pieces";
import { extended, instanceAddress, type Segment } from "./references";
import { withOptionals } from "./variable-types";

/** What a module knows of the one that calls it. */
interface ModuleOptions {
  readonly definition: ModuleDefinition;
  /** `module.a.`; empty for the root module. */
  readonly prefix: string;
  /** Values of variables; those that are absent have their defaults. */
  readonly inputs: ReadonlyMap<string, () => Argument>;
  readonly budget: Budget;
  /** Every block that was asked for, by address. */
  readonly blocks: Map<string, BlockInstance>;
  /** Why every block may stand for any number of instances. */
  readonly repeated: string | undefined;
}

/** Blocks of one resource or data source. */
interface Instances {
  readonly all: readonly BlockInstance[];
  /** What the name means in expressions. */
  readonly value: Argument;
}

/** A module that can be asked. */
export class ModuleInstance implements Names {
  readonly budget: Budget;
  private readonly options: ModuleOptions;
  private readonly definitions: ReadonlyMap<string, BlockDefinition>;
  private readonly instances = new Map<string, Instances>();
  private readonly values = new Map<string, Argument>();
  private readonly children = new Map<string, readonly Child[]>();

  constructor(options: ModuleOptions) {
    this.options = options;
    this.budget = options.budget;
    this.definitions = byAddress(options.definition.blocks);
  }

  /** All blocks of a type that matters, of this module and of the modules that it calls. */
  *relevantBlocks(isRelevant: (type: string) => boolean): Iterable<BlockInstance> {
    for (const [address, definition] of this.definitions) {
      if (isRelevant(definition.type)) yield* this.instancesOf(address, definition).all;
    }
    for (const call of this.options.definition.calls.values()) {
      for (const { module } of this.childrenOf(call)) yield* module.relevantBlocks(isRelevant);
    }
  }

  local(name: string, at: Position): Argument {
    const written = this.options.definition.locals.get(name);
    if (written === undefined) return unknown(`no local value ${JSON.stringify(name)} is defined`, at);
    return this.once(`local.${name}`, at, () => evaluate(written.expression, this.scope()));
  }

  variable(name: string, at: Position): Argument {
    const address = `${this.options.prefix}var.${name}`;
    const definition = this.options.definition.variables.get(name);
    // What a sensitive variable holds must not be shown; that it is the same variable may.
    if (definition?.sensitive === true) return reference(address, "", at);
    const input = this.options.inputs.get(name);
    const fallback = definition?.default;
    const given = input ?? (fallback && (() => evaluate(fallback.expression, this.scope())));
    if (given === undefined) return reference(address, "", at);
    return this.once(`var.${name}`, at, () => {
      const type = definition?.type;
      return type ? withOptionals(given(), type, (expression) => evaluate(expression, this.scope())) : given();
    });
  }

  module(name: string, segments: readonly Segment[], at: Position): Argument {
    const call = this.options.definition.calls.get(name);
    const children = call ? this.childrenOf(call) : [];
    const [first, ...others] = segments;
    const isKeyed = first?.index === true && children.some(({ key }) => key !== undefined);
    const child = children.find(({ key }) => key === (isKeyed ? first.key : undefined));
    const steps = isKeyed ? others : segments;
    const whole = `${this.options.prefix}module.${name}`;
    const address = isKeyed ? instanceAddress(whole, first.key) : whole;
    const path = steps.reduce((before, { key }) => extended(before, key), "");
    const [output, ...rest] = steps;
    const written = child?.module.output(String(output?.key), at);
    if (!written || written.kind === "unknown") return reference(address, path, at);
    let value: Argument = movedTo(written, at);
    for (const { key } of rest) value = this.step(value, key, at);
    return value.kind === "unknown" ? reference(address, path, at) : value;
  }

  block(mode: "resource" | "data", type: string, name: string, at: Position): Argument {
    const local = mode === "data" ? `data.${type}.${name}` : `${type}.${name}`;
    const definition = this.definitions.get(local);
    if (definition === undefined) return reference(this.options.prefix + local, "", at);
    return movedTo(this.instancesOf(local, definition).value, at);
  }

  follow(address: string, segments: readonly Segment[], at: Position): Argument {
    const block = this.options.blocks.get(address);
    if (block) return block.follow(segments, at);
    const [first, ...rest] = segments;
    // An index on a block whose instances are not known names one of them.
    if (first?.index === true) return this.follow(instanceAddress(address, first.key), rest, at);
    return reference(
      address,
      segments.reduce((before, { key }) => extended(before, key), ""),
      at,
    );
  }

  private output(name: string, at: Position): Argument | undefined {
    const written = this.options.definition.outputs.get(name);
    return written && this.once(`output.${name}`, at, () => evaluate(written.expression, this.scope()));
  }

  private step(value: Argument, key: string | number, at: Position): Argument {
    const step = { kind: "index", key: { kind: "literal", at, value: key } } as const;
    const bindings = new Map([["value", value]]);
    const from = { kind: "variable", at, name: "value" } as const;
    return evaluate({ kind: "access", at, from, steps: [step] }, { names: this, bindings });
  }

  private once(name: string, at: Position, run: () => Argument): Argument {
    const before = this.values.get(name);
    if (before) return before;
    const value = this.budget.follow(this.options.prefix + name, at, run);
    this.values.set(name, value);
    return value;
  }

  private scope(bindings: ReadonlyMap<string, Argument> = new Map()): Scope {
    return { names: this, bindings };
  }

  private instancesOf(address: string, definition: BlockDefinition): Instances {
    const before = this.instances.get(address);
    if (before) return before;
    const { prefix, blocks, repeated } = this.options;
    const { at, body } = definition;
    const whole = prefix + address;
    const told = this.budget.follow(`${whole}[*]`, at, () => instancesOf(body, at, this.scope()));
    const create = (of: string, bindings: ReadonlyMap<string, Argument>, reason?: string): BlockInstance => {
      const instance = new BlockInstance({
        definition,
        address: of,
        prefix,
        scope: this.scope(bindings),
        repeated: reason,
      });
      if (!blocks.has(of)) blocks.set(of, instance);
      return instance;
    };
    let found: Instances;
    if (told.kind === "one") found = { all: [create(whole, new Map(), repeated)], value: reference(whole, "", at) };
    else if (told.kind === "any") {
      // Its written arguments hold for every instance, but a reference to one instance must not be taken for a reference to another.
      const all = [
        new BlockInstance({
          definition,
          address: whole,
          prefix,
          scope: this.scope(),
          repeated: repeated ?? told.reason,
        }),
      ];
      found = { all, value: reference(whole, "", at) };
    } else {
      const all = told.instances.map(({ key, bindings }) => create(instanceAddress(whole, key), bindings, repeated));
      const references = all.map((instance) => reference(instance.address, "", at));
      const value =
        told.kind === "counted"
          ? list(references, at)
          : map(
              new Map(told.instances.map(({ key }, index) => [String(key), references[index] ?? unknown("", at)])),
              at,
            );
      found = { all, value };
    }
    this.instances.set(address, found);
    return found;
  }

  /** The modules that a call opens: one for each key, or one that stands for any number of them. */
  private childrenOf(call: ModuleCall): readonly Child[] {
    const before = this.children.get(call.name);
    if (before) return before;
    const children = "reason" in call.called ? [] : this.open(call, call.called);
    this.children.set(call.name, children);
    return children;
  }

  private open(call: ModuleCall, definition: ModuleDefinition): readonly Child[] {
    const { prefix, budget, blocks, repeated } = this.options;
    const address = `${prefix}module.${call.name}`;
    const told = this.budget.follow(`${address}[*]`, call.at, () => instancesOf(call.body, call.at, this.scope()));
    const child = (at: string, bindings: ReadonlyMap<string, Argument>, reason: string | undefined): ModuleInstance =>
      new ModuleInstance({
        definition,
        prefix: `${at}.`,
        inputs: new Map(
          [...call.body.attributes].map(
            ([name, { expression }]) => [name, () => evaluate(expression, this.scope(bindings))] as const,
          ),
        ),
        budget,
        blocks,
        repeated: reason,
      });
    if (told.kind === "one" || told.kind === "any") {
      const reason = told.kind === "one" ? repeated : (repeated ?? told.reason);
      return [{ key: undefined, module: child(address, new Map(), reason) }];
    }
    return told.instances.map(({ key, bindings }) => ({
      key,
      module: child(instanceAddress(address, key), bindings, repeated),
    }));
  }
}

/** A module that a call opens. */
interface Child {
  /** @default the call has neither count nor for_each, or they are not followed */
  readonly key: string | number | undefined;
  readonly module: ModuleInstance;
}

function byAddress(blocks: readonly BlockDefinition[]): ReadonlyMap<string, BlockDefinition> {
  const found = new Map<string, BlockDefinition>();
  for (const block of blocks) {
    const local = `${block.type}.${block.name}`;
    const address = block.mode === "data" ? `data.${local}` : local;
    const first = found.get(address);
    if (first) throw errors.duplicate(block.at, address, first.at);
    found.set(address, block);
  }
  return found;
}
