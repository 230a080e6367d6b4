/** Constants of a plan's configuration. Of Terraform's JSON syntax they are whole templates, in every text of a list or an object. */
import type { Argument } from "../../configuration";
import { InputError } from "../input-error";
import { templateOf } from "../json/json-expressions";
import { evaluate } from "../module/evaluator";
import type { Expression } from "../module/expression";
import { known, list, map, unknown } from "../module/pieces";
import { extended } from "../module/references";
import { isObject, keysOf, member } from "./json-object";
import { LazyEntries } from "./lazy-entries";
import { Evaluated, type Reading, type Written } from "./written";

/** A constant that is written. */
export class Constant implements Written {
  private readonly constant: unknown;
  private readonly reading: Reading;
  private evaluated: Argument | undefined;

  constructor(constant: unknown, reading: Reading) {
    this.constant = constant;
    this.reading = reading;
  }

  value(): Argument {
    this.evaluated ??= this.evaluate();
    return this.evaluated;
  }

  entry(name: string): Written | undefined {
    const { constant, reading } = this;
    if (typeof constant === "string") return new Evaluated(this.value()).entry(name);
    if (Array.isArray(constant) && constant.length === 1) return this.items()?.[0]?.entry(name);
    const found = isObject(constant) ? member(constant, name) : undefined;
    if (found === undefined) return undefined;
    return new Constant(found, { ...reading, name, place: extended(reading.place, name) });
  }

  items(): readonly Written[] | undefined {
    const { constant, reading } = this;
    if (typeof constant === "string") return new Evaluated(this.value()).items();
    if (!Array.isArray(constant)) return undefined;
    return constant.map(
      (item: unknown, index) => new Constant(item, { ...reading, place: extended(reading.place, index) }),
    );
  }

  anyItem(): Written | undefined {
    return undefined;
  }

  isStructured(): boolean {
    if (typeof this.constant === "string") return new Evaluated(this.value()).isStructured();
    return typeof this.constant === "object" && this.constant !== null;
  }

  private evaluate(): Argument {
    const { constant, reading } = this;
    const { at } = reading;
    if (typeof constant === "string") return evaluatedText(constant, reading);
    const items = this.items();
    if (items) {
      return list(
        items.map((item) => item.value()),
        at,
      );
    }
    if (!isObject(constant)) {
      return known(typeof constant === "number" || typeof constant === "boolean" ? constant : null, at);
    }
    const form = (name: string): Argument => this.entry(name)?.value() ?? known(null, at);
    return map(new LazyEntries(keysOf(constant), form), at);
  }
}

/** What a text comes to that is a template. */
export function evaluatedText(text: string, { scope, grammar, at, place }: Reading): Argument {
  let expression: Expression;
  try {
    expression = templateOf(text, at, grammar);
  } catch (error) {
    // What is a template in JSON may be any text in HCL.
    if (error instanceof InputError) return unknown("what is written is no template", at);
    throw error;
  }
  if (expression.kind === "literal") return known(expression.value, at);
  return scope.names.budget.follow(place, at, () => evaluate(expression, scope));
}
