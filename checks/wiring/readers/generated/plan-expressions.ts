/** What the `configuration` of a plan says about an argument. @see https://developer.hashicorp.com/terraform/internals/json-format#expression-representation */
import type { Argument } from "../../configuration";
import { list, map } from "../module/pieces";
import { extended } from "../module/references";
import { isObject, type JsonObject, member } from "./json-object";
import { Constant } from "./plan-constants";
import { References } from "./plan-references";
import type { Reading, Written } from "./written";

/**
 * What an expression of a plan says; undefined where nothing is written.
 *
 * Of HCL, a plan tells constants and the names of references only. Of JSON it tells the whole text as `constant_value`, templates included.
 */
export function writtenIn(expression: unknown, reading: Reading): Written | undefined {
  if (Array.isArray(expression)) return new NestedBlocks(expression, reading);
  if (!isObject(expression)) return undefined;
  if (Object.hasOwn(expression, "constant_value")) return new Constant(expression["constant_value"], reading);
  const references = member(expression, "references");
  if (!Array.isArray(references)) return new NestedBlock(expression, reading);
  return new References(
    references.filter((item) => typeof item === "string"),
    reading,
  );
}

/** Nested blocks of one type. */
class NestedBlocks implements Written {
  private readonly all: readonly Written[];
  private readonly reading: Reading;

  constructor(expressions: readonly unknown[], reading: Reading) {
    this.reading = reading;
    this.all = expressions.flatMap(
      (item, index) => writtenIn(item, { ...reading, place: extended(reading.place, index) }) ?? [],
    );
  }

  value(): Argument {
    return list(
      this.all.map((item) => item.value()),
      this.reading.at,
    );
  }

  entry(name: string): Written | undefined {
    const [only, ...more] = this.all;
    return more.length === 0 ? only?.entry(name) : undefined;
  }

  items(): readonly Written[] {
    return this.all;
  }

  anyItem(): undefined {
    return undefined;
  }

  isStructured(): boolean {
    return true;
  }
}

/** One nested block. */
class NestedBlock implements Written {
  private readonly expressions: JsonObject;
  private readonly reading: Reading;

  constructor(expressions: JsonObject, reading: Reading) {
    this.expressions = expressions;
    this.reading = reading;
  }

  value(): Argument {
    const { at } = this.reading;
    const entries = Object.keys(this.expressions).flatMap((name): [string, Argument][] => {
      const written = this.entry(name);
      return written ? [[name, written.value()]] : [];
    });
    return map(new Map(entries), at);
  }

  entry(name: string): Written | undefined {
    const { reading } = this;
    return writtenIn(member(this.expressions, name), { ...reading, name, place: extended(reading.place, name) });
  }

  items(): undefined {
    return undefined;
  }

  anyItem(): undefined {
    return undefined;
  }

  isStructured(): boolean {
    return true;
  }
}
