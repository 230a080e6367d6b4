/** Steps into values: attributes, indexes and splats. */
import type { Argument, ListArgument, MapArgument } from "../../configuration";
import { soleReference, type Reference } from "../../value";
import { evaluate, leadingSegments, type Scope } from "./evaluator";
import type { Position, Step } from "./expression";
import { list, reasonOf, reference, unknown } from "./pieces";
import { extended, type Segment } from "./references";

/** What steps lead to. */
export function applySteps(value: Argument, steps: readonly Step[], scope: Scope, at: Position): Argument {
  let current = value;
  let rest = steps;
  while (rest.length > 0) {
    const [step, ...after] = rest;
    if (step === undefined) break;
    if (step.kind === "each") return splat(current, after, scope, at);
    const target = referenceOf(current);
    if (target) {
      const { segments, rest: left, reason } = leadingSegments(rest, scope);
      if (reason !== undefined) return unknown(reason, at);
      current = fromReference(target, segments, scope, at);
      rest = left;
      continue;
    }
    const key: Argument | string = step.kind === "attribute" ? step.name : evaluate(step.key, scope);
    current = typeof key === "string" ? entry(current, key, at) : indexed(current, key, at);
    rest = after;
  }
  return current;
}

function referenceOf(value: Argument): Reference | undefined {
  return value.kind === "list" || value.kind === "map" ? undefined : soleReference(value);
}

/** What is written in a block; of what is computed, a longer path. */
function fromReference(target: Reference, segments: readonly Segment[], scope: Scope, at: Position): Argument {
  if (target.path === "") return scope.names.follow(target.address, segments, at);
  return reference(
    target.address,
    segments.reduce((path, { key }) => extended(path, key), target.path),
    at,
  );
}

function splat(value: Argument, rest: readonly Step[], scope: Scope, at: Position): Argument {
  if (value.kind === "list") {
    scope.names.budget.spend(value.items.length, at);
    return list(
      value.items.map((item) => applySteps(item, rest, scope, at)),
      at,
      value.incomplete,
    );
  }
  if (value.kind === "unknown") return value;
  const target = referenceOf(value);
  if (target && target.path !== "")
    return unknown(`it is taken from each item of a list that ${target.address} computes`, at);
  if (value.kind === "literal" && value.value === null) return list([], at);
  return list([applySteps(value, rest, scope, at)], at);
}

function indexed(value: Argument, key: Argument, at: Position): Argument {
  if (key.kind !== "literal" || key.value === null) {
    return unknown(reasonOf(key) ?? "its index is known at apply only", at);
  }
  return entry(value, typeof key.value === "number" ? key.value : String(key.value), at);
}

/** One member of a list or map, with numbers in texts as Terraform takes them. */
export function entry(value: Argument, key: string | number, at: Position): Argument {
  if (value.kind === "unknown") return value;
  if (value.kind === "map") {
    const found = value.entries.get(String(key));
    return found ?? missing(value, `nothing is written under ${JSON.stringify(String(key))}`, at);
  }
  if (value.kind === "list") {
    const index = typeof key === "number" ? key : /^\d+$/.test(key) ? Number(key) : undefined;
    const found = index === undefined ? undefined : value.items[index];
    return found ?? missing(value, `the list has no item ${JSON.stringify(key)}`, at);
  }
  return unknown(`${JSON.stringify(String(key))} is taken from what is no map or list`, at);
}

/** What is not there, or may be. */
function missing({ incomplete }: ListArgument | MapArgument, reason: string, at: Position): Argument {
  return incomplete === undefined ? { ...unknown(reason, at), refused: true } : unknown(incomplete, at);
}
