/** Types of variables, as far as they change values: they fill in what is optional. */
import type { Argument } from "../../configuration";
import type { Expression } from "./expression";
import { known } from "./pieces";

/** A value as its variable hands it on: optional attributes that are absent have their defaults, or are null. */
export function withOptionals(
  value: Argument,
  type: Expression,
  evaluate: (expression: Expression) => Argument,
): Argument {
  if (type.kind !== "call") return value;
  const [inner] = type.inputs;
  if (inner === undefined) return value;
  const filled = (item: Argument): Argument => withOptionals(item, inner, evaluate);
  switch (type.name) {
    case "map":
      if (value.kind !== "map") return value;
      return { ...value, entries: new Map([...value.entries].map(([key, item]) => [key, filled(item)])) };
    case "list":
    case "set":
      return value.kind === "list" ? { ...value, items: value.items.map(filled) } : value;
    case "object":
      return withAttributes(value, inner, evaluate);
    default:
      return value;
  }
}

function withAttributes(value: Argument, type: Expression, evaluate: (expression: Expression) => Argument): Argument {
  if (value.kind !== "map" || value.incomplete !== undefined || type.kind !== "object") return value;
  const entries = new Map(value.entries);
  for (const { key, value: attributeType } of type.entries) {
    if (key.kind !== "literal") continue;
    const name = String(key.value);
    const isOptional = attributeType.kind === "call" && attributeType.name === "optional";
    const [inner, fallback] = isOptional ? attributeType.inputs : [attributeType];
    const written = entries.get(name);
    const isAbsent = written === undefined || (written.kind === "literal" && written.value === null);
    if (!isAbsent) entries.set(name, inner ? withOptionals(written, inner, evaluate) : written);
    else if (isOptional) entries.set(name, fallback ? evaluate(fallback) : known(null, attributeType.at));
  }
  return { ...value, entries };
}
