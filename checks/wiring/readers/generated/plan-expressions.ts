/** What the `configuration` of a plan says about an argument. */
import type { Argument } from "../../configuration";
import type { Grammar } from "../hcl/grammar";
import { InputError } from "../input-error";
import { templateOf } from "../json/json-expressions";
import { evaluate, type Scope } from "../module/evaluator";
import type { Expression, Position } from "../module/expression";
import { list, map, unknown } from "../module/pieces";
import { isObject, member } from "./json-object";

/** How an argument is read. */
interface Reading {
  readonly scope: Scope;
  readonly grammar: Grammar;
  readonly at: Position;
  /** Name of the argument. */
  readonly name: string;
}

/**
 * The value that an expression of a plan has; undefined where nothing is written.
 *
 * Of HCL, a plan tells constants and the names of references only. Of JSON it tells the whole text as `constant_value`, templates included.
 */
export function writtenValue(expression: unknown, reading: Reading): Argument | undefined {
  const { at } = reading;
  if (Array.isArray(expression)) {
    const items = (expression as readonly unknown[]).flatMap((item) => writtenValue(item, reading) ?? []);
    return list(items, at);
  }
  if (!isObject(expression)) return undefined;
  if (Object.hasOwn(expression, "constant_value")) return fromConstant(expression["constant_value"], reading);
  const references = member(expression, "references");
  if (Array.isArray(references))
    return fromReferences(
      references.filter((item) => typeof item === "string"),
      reading,
    );
  const entries = Object.entries(expression).flatMap(([name, inner]): [string, Argument][] => {
    const value = writtenValue(inner, { ...reading, name });
    return value ? [[name, value]] : [];
  });
  return map(new Map(entries), at);
}

function fromConstant(constant: unknown, { scope, grammar, at }: Reading): Argument {
  try {
    return evaluate(constantExpression(constant, grammar, at), scope);
  } catch (error) {
    // What is a template in JSON may be any text in HCL.
    if (error instanceof InputError) return unknown("what is written is no template", at);
    throw error;
  }
}

function constantExpression(value: unknown, grammar: Grammar, at: Position): Expression {
  if (Array.isArray(value)) {
    return { kind: "tuple", at, items: value.map((item: unknown) => constantExpression(item, grammar, at)) };
  }
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => ({
      key: { kind: "literal", at, value: key } as const,
      value: constantExpression(item, grammar, at),
    }));
    return { kind: "object", at, entries };
  }
  if (typeof value === "string") return templateOf(value, at, grammar);
  return { kind: "literal", at, value: typeof value === "number" || typeof value === "boolean" ? value : null };
}

/**
 * A plan of HCL does not hold templates, so one reference may be all of a value or a part of it. It is taken for all of it where an
 * argument wants an id, or a redirect URL, and the reference is to one: around these, nobody writes more.
 */
function fromReferences(references: readonly string[], { scope, grammar, at, name }: Reading): Argument {
  const whole = references.filter((one) => !references.some((other) => other !== one && isPartOf(one, other)));
  const [only] = whole;
  if (only !== undefined && whole.length === 1 && isTakenWhole(name, only)) {
    const value = fromConstant(`\${${only}}`, { scope, grammar, at, name });
    return name.endsWith("s") || name.endsWith("_whitelist") ? list([value], at) : value;
  }
  const named = whole.slice(0, 3).join(", ");
  return unknown(`it is formed from ${named}, and a plan of HCL does not hold how; check the folder as well`, at);
}

function isPartOf(shorter: string, longer: string): boolean {
  return longer.startsWith(`${shorter}.`) || longer.startsWith(`${shorter}[`);
}

function isTakenWhole(argument: string, reference: string): boolean {
  if (/redirect_uris?$/.test(argument)) return reference.endsWith(".redirect_url");
  return /(_id|_ids|_whitelist)$/.test(argument) && /[._]id$/.test(reference);
}
