/** `[for …]` and `{for …}` over what is known. */
import type { Argument } from "../../configuration";
import { evaluate, type Scope } from "./evaluator";
import type { ForExpression } from "./expression";
import { truthOf } from "./operators";
import { known, list, map, reasonOf, unknown } from "./pieces";

/** The result, item by item; unknown where the collection, a condition or a key is. */
export function evaluateFor(expression: ForExpression, scope: Scope): Argument {
  const { at } = expression;
  const collection = evaluate(expression.collection, scope);
  const members = membersOf(collection);
  if (members === undefined)
    return unknown(reasonOf(collection) ?? "it is formed from each item of what is known at apply only", at);
  scope.names.budget.spend(members.length, at);
  const results: { readonly key: string | undefined; readonly value: Argument }[] = [];
  for (const [key, value] of members) {
    const bindings = new Map(scope.bindings).set(expression.valueName, value);
    if (expression.keyName !== undefined) bindings.set(expression.keyName, key);
    const inner: Scope = { names: scope.names, bindings };
    const kept = expression.condition === undefined || truthOf(evaluate(expression.condition, inner));
    if (kept === undefined) return unknown("one of its conditions is known at apply only", at);
    if (!kept) continue;
    const name = expression.key && evaluate(expression.key, inner);
    if (name && (name.kind !== "literal" || name.value === null)) {
      return unknown(reasonOf(name) ?? "one of its keys is known at apply only", at);
    }
    results.push({ key: name && String(name.value), value: evaluate(expression.value, inner) });
  }
  const reason = reasonOf(collection);
  if (expression.key === undefined) {
    return list(
      results.map(({ value }) => value),
      at,
      reason,
    );
  }
  const entries = new Map<string, Argument[]>();
  for (const { key = "", value } of results) {
    const same = entries.get(key);
    if (same) same.push(value);
    else entries.set(key, [value]);
  }
  const entriesOf = [...entries].map(([key, values]): [string, Argument] => [
    key,
    expression.grouped ? list(values, at) : (values.at(-1) ?? known(null, at)),
  ]);
  return map(new Map(entriesOf), at, reason);
}

/** Keys and values of a list, set or map; undefined for anything else. */
export function membersOf(collection: Argument): readonly (readonly [Argument, Argument])[] | undefined {
  const { position } = collection.source;
  const at = position ?? { file: "", line: 1, column: 1 };
  if (collection.kind === "list") return collection.items.map((item, index) => [known(index, at), item]);
  if (collection.kind === "map") return [...collection.entries].map(([key, value]) => [known(key, at), value]);
  return undefined;
}
