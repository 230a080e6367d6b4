/** A module of a plan: what the names in its expressions mean. */
import type { Argument } from "../../configuration";
import type { Grammar } from "../hcl/grammar";
import type { Budget } from "../module/budget";
import type { Names, Scope } from "../module/evaluator";
import type { Position } from "../module/expression";
import { movedTo, reference, unknown } from "../module/pieces";
import { extended, instanceAddress, type Segment } from "../module/references";
import { attributeOf } from "./json-values";
import { at as valueAt, isObject, type JsonObject, member } from "./json-object";
import { writtenIn } from "./plan-expressions";
import type { Written } from "./written";

/** What a module of a plan knows. */
interface PlanModuleOptions {
  /** `configuration.root_module`, or the `module` of a call. */
  readonly configuration: unknown;
  /** `module.a["x"].`; empty for the root module. */
  readonly prefix: string;
  readonly budget: Budget;
  readonly grammar: Grammar;
  readonly file: string;
  /** `variables` of the plan, for the root module. */
  readonly variables: unknown;
  readonly parent: { readonly module: PlanModule; readonly call: unknown } | undefined;
  /** What is planned at a path of a resource; undefined where that is not known. */
  readonly planned: (address: string, segments: readonly Segment[], at: Position) => Argument | undefined;
}

/** A module of a plan that can be asked. */
export class PlanModule implements Names {
  readonly budget: Budget;
  readonly prefix: string;
  private readonly options: PlanModuleOptions;
  private readonly resources = new Map<string, JsonObject>();
  private readonly children = new Map<string, PlanModule | undefined>();

  constructor(options: PlanModuleOptions) {
    this.options = options;
    this.budget = options.budget;
    this.prefix = options.prefix;
    const resources = member(options.configuration, "resources");
    for (const resource of Array.isArray(resources) ? (resources as readonly unknown[]) : []) {
      if (isObject(resource)) this.resources.set(String(resource["address"]), resource);
    }
  }

  /** How a resource is configured, by its address in the module, without instance key. */
  configurationOf(address: string): JsonObject | undefined {
    return this.resources.get(address);
  }

  /** What is written for an argument of a resource of this module, of which `address` is an instance. */
  written(resource: JsonObject | undefined, address: string, name: string): Written | undefined {
    return this.writtenIn(valueAt(resource, "expressions", name), name, `${address}.${name}`);
  }

  /** The module that a call of this one opens; the key of an instance is part of its name. */
  child(name: string, key: string): PlanModule | undefined {
    const full = `${name}${key}`;
    if (this.children.has(full)) return this.children.get(full);
    const call = valueAt(this.options.configuration, "module_calls", name);
    const configuration = member(call, "module");
    const prefix = `${this.prefix}module.${full}.`;
    const child = isObject(configuration)
      ? new PlanModule({ ...this.options, configuration, prefix, variables: undefined, parent: { module: this, call } })
      : undefined;
    this.children.set(full, child);
    return child;
  }

  local(_name: string, at: Position): Argument {
    return unknown("a plan does not hold local values", at);
  }

  variable(name: string, at: Position): Argument {
    const address = `${this.prefix}var.${name}`;
    const { variables, parent, configuration } = this.options;
    const declared = valueAt(configuration, "variables", name);
    if (member(declared, "sensitive") === true) return reference(address, "", at);
    const told = parent?.module.writtenIn(valueAt(parent.call, "expressions", name), name, address)?.value();
    if (told) return told.kind === "unknown" ? reference(address, "", at) : told;
    const value = valueAt(variables, name, "value") ?? member(declared, "default");
    if (value === undefined) return reference(address, "", at);
    return movedTo(attributeOf({ address, type: "" }, name, value, {}), at);
  }

  module(name: string, segments: readonly Segment[], at: Position): Argument {
    const [first, ...rest] = segments;
    const key = first?.index === true ? `[${JSON.stringify(first.key)}]` : "";
    const [output, ...more] = key === "" ? segments : rest;
    const child = this.child(name, key);
    const outputName = String(output?.key);
    const expression = valueAt(child?.options.configuration, "outputs", outputName, "expression");
    const address = `${this.prefix}module.${name}${key}`;
    const path = (key === "" ? segments : rest).reduce((before, step) => extended(before, step.key), "");
    const value =
      more.length === 0 ? child?.writtenIn(expression, outputName, `${address}.${outputName}`)?.value() : undefined;
    return value && value.kind !== "unknown" ? movedTo(value, at) : reference(address, path, at);
  }

  block(mode: "resource" | "data", type: string, name: string, at: Position): Argument {
    return reference(`${this.prefix}${mode === "data" ? "data." : ""}${type}.${name}`, "", at);
  }

  follow(address: string, segments: readonly Segment[], at: Position): Argument {
    const [first, ...rest] = segments;
    if (first?.index === true) return this.follow(instanceAddress(address, first.key), rest, at);
    const path = segments.reduce((before, { key }) => extended(before, key), "");
    return this.options.planned(address, segments, at) ?? reference(address, path, at);
  }

  private writtenIn(expression: unknown, name: string, place: string): Written | undefined {
    const { file, grammar } = this.options;
    return writtenIn(expression, { scope: this.scope(), grammar, at: { file, line: 1, column: 1 }, name, place });
  }

  private scope(): Scope {
    return { names: this, bindings: new Map() };
  }
}
