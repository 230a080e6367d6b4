/** Evaluates expressions as far as what is written tells their values. */
import type { Argument } from "../../configuration";
import type { Part } from "../../value";
import { applySteps } from "./access";
import type { Budget } from "./budget";
import type { Expression, Position, Step } from "./expression";
import { evaluateFor } from "./for-expressions";
import { partsOf } from "./function-inputs";
import { callFunction } from "./functions";
import { operate, truthOf } from "./operators";
import { exampleOf, known, list, map, reasonOf, text, unknown } from "./pieces";
import type { Segment } from "./references";

/** What names mean in a module. */
export interface Names {
  readonly budget: Budget;
  /** `local.<name>`. */
  readonly local: (name: string, at: Position) => Argument;
  /** `var.<name>`. */
  readonly variable: (name: string, at: Position) => Argument;
  /** `module.<name>` and what is asked of it; steps that are left are applied to the result. */
  readonly module: (name: string, segments: readonly Segment[], at: Position) => Argument;
  /** A resource or data source as a whole: a reference, or references by key. */
  readonly block: (mode: "resource" | "data", type: string, name: string, at: Position) => Argument;
  /** What is written at a path of a block; a reference where nothing is. */
  readonly follow: (address: string, segments: readonly Segment[], at: Position) => Argument;
}

/** Where an expression stands. */
export interface Scope {
  readonly names: Names;
  /** `each`, `count`, and the names of `for` and `dynamic`. */
  readonly bindings: ReadonlyMap<string, Argument>;
}

/** The value of an expression. */
export function evaluate(expression: Expression, scope: Scope): Argument {
  return scope.names.budget.deeper(expression.at, () => evaluateOne(expression, scope));
}

function evaluateOne(expression: Expression, scope: Scope): Argument {
  const { at } = expression;
  switch (expression.kind) {
    case "literal":
      return known(expression.value, at);
    case "opaque":
      return unknown(expression.reason, at);
    case "template":
      return template(expression.parts, scope, at);
    case "tuple":
      return list(
        expression.items.map((item) => evaluate(item, scope)),
        at,
      );
    case "object":
      return object(expression.entries, scope, at);
    case "variable":
      return scope.bindings.get(expression.name) ?? access(expression, [], scope, at);
    case "access":
      return access(expression.from, expression.steps, scope, at);
    case "call":
      return call(expression, scope, at);
    case "conditional":
      return conditional(expression, scope, at);
    case "operation": {
      const operands = expression.operands.map((operand) => evaluate(operand, scope));
      return operate(expression.operator, operands, at);
    }
    case "for":
      return evaluateFor(expression, scope);
  }
}

function template(parts: readonly (string | Expression)[], scope: Scope, at: Position): Argument {
  const all: Part[] = [];
  let example: string | undefined = "";
  let reason: string | undefined;
  for (const part of parts) {
    if (typeof part === "string") {
      all.push(part);
      example = example === undefined ? undefined : example + part;
      continue;
    }
    const value = evaluate(part, scope);
    const form = exampleOf(value);
    example = example === undefined || form === undefined ? undefined : example + form;
    const of = partsOf(value);
    if (of === undefined) {
      reason ??= reasonOf(value) ?? "a template holds what is no text";
      if (example === undefined) return unknown(reason, at);
      continue;
    }
    scope.names.budget.spend(of.length, at);
    all.push(...of);
  }
  return reason === undefined ? text(all, at) : unknown(reason, at, example);
}

function object(
  entries: readonly { readonly key: Expression; readonly value: Expression }[],
  scope: Scope,
  at: Position,
): Argument {
  const result = new Map<string, Argument>();
  let incomplete: string | undefined;
  for (const { key, value } of entries) {
    const name = keyOf(evaluate(key, scope));
    if (name === undefined) incomplete = "one of its keys is known at apply only";
    else result.set(name, evaluate(value, scope));
  }
  return map(result, at, incomplete);
}

function keyOf(value: Argument): string | undefined {
  return value.kind === "literal" && value.value !== null ? String(value.value) : undefined;
}

function call(expression: Extract<Expression, { kind: "call" }>, scope: Scope, at: Position): Argument {
  const inputs = expression.inputs.map((input) => evaluate(input, scope));
  const last = inputs.at(-1);
  if (!expression.spread || last === undefined) return callFunction(expression.name, inputs, at);
  if (last.kind !== "list" || last.incomplete !== undefined) {
    return unknown(reasonOf(last) ?? "the inputs of a function are known at apply only", at);
  }
  scope.names.budget.spend(last.items.length, at);
  return callFunction(expression.name, [...inputs.slice(0, -1), ...last.items], at);
}

function conditional(expression: Extract<Expression, { kind: "conditional" }>, scope: Scope, at: Position): Argument {
  const condition = evaluate(expression.condition, scope);
  const truth = truthOf(condition);
  if (truth !== undefined) return evaluate(truth ? expression.yes : expression.no, scope);
  const [yes, no] = [evaluate(expression.yes, scope), evaluate(expression.no, scope)];
  const same = yes.kind === no.kind && JSON.stringify(partsOf(yes)) === JSON.stringify(partsOf(no));
  if (same && partsOf(yes) !== undefined) return yes;
  return unknown(reasonOf(condition) ?? "it depends on a condition that is known at apply only", at);
}

const instanceNames: Readonly<Record<string, string>> = {
  each: "it differs from instance to instance",
  count: "it differs from instance to instance",
  self: "it is what the resource itself computes",
  path: "it depends on the folder that Terraform runs in",
  terraform: "it depends on the workspace that Terraform runs in",
};

function access(from: Expression, steps: readonly Step[], scope: Scope, at: Position): Argument {
  if (from.kind !== "variable") return applySteps(evaluate(from, scope), steps, scope, at);
  const { name: root } = from;
  const bound = scope.bindings.get(root);
  if (bound !== undefined) return applySteps(bound, steps, scope, at);
  const names = steps.map((step) => (step.kind === "attribute" ? step.name : undefined));
  const [first, second] = names;
  const { names: meanings } = scope;
  if (Object.hasOwn(instanceNames, root)) return unknown(instanceNames[root] ?? "", at);
  if (first === undefined) return unknown(`${JSON.stringify(root)} names nothing that has a value`, at);
  if (root === "local") return applySteps(meanings.local(first, at), steps.slice(1), scope, at);
  if (root === "var") return applySteps(meanings.variable(first, at), steps.slice(1), scope, at);
  if (root === "module") {
    const { segments, rest, reason } = leadingSegments(steps.slice(1), scope);
    if (reason !== undefined) return unknown(reason, at);
    return applySteps(meanings.module(first, segments, at), rest, scope, at);
  }
  if (root !== "data") return applySteps(meanings.block("resource", root, first, at), steps.slice(1), scope, at);
  if (second === undefined) return unknown("it is a data source without a name", at);
  return applySteps(meanings.block("data", first, second, at), steps.slice(2), scope, at);
}

/** The steps up to the first `[*]`, with their keys; a reason where a key is not known. */
export function leadingSegments(
  steps: readonly Step[],
  scope: Scope,
): { readonly segments: readonly Segment[]; readonly rest: readonly Step[]; readonly reason?: string } {
  const segments: Segment[] = [];
  for (const [index, step] of steps.entries()) {
    if (step.kind === "each") return { segments, rest: steps.slice(index) };
    if (step.kind === "attribute") {
      segments.push({ key: step.name, index: false });
      continue;
    }
    const key = evaluate(step.key, scope);
    if (key.kind !== "literal" || (typeof key.value !== "string" && typeof key.value !== "number")) {
      return { segments, rest: [], reason: reasonOf(key) ?? "its index is known at apply only" };
    }
    segments.push({ key: key.value, index: true });
  }
  return { segments, rest: [] };
}
