import type { Source, Unknown, Value, Values } from "../../checks/wiring/value";
import { at, isObject, type JsonObject } from "./json";

/** A document of a live system, by the path of the vendor's API where it stands; its values are literal. */
export class Place {
  readonly address: string;
  readonly #document: JsonObject;

  constructor(address: string, document: JsonObject) {
    this.address = address;
    this.#document = document;
  }

  /** The source of a field, or of the whole document. */
  source(path = ""): Source {
    return { address: this.address, path };
  }

  /** The text, number or boolean at a path; undefined where nothing is said. */
  value(path: string): Value | undefined {
    const found = at(this.#document, path);
    return found === undefined || found === null ? undefined : scalar(found, this.source(path));
  }

  /** The list at a path; undefined where nothing is said. */
  values(path: string): Values | undefined {
    const found = at(this.#document, path);
    if (!Array.isArray(found)) return undefined;
    const items = found.map((item, index) => scalar(item, this.source(`${path}[${index}]`)));
    return { items, source: this.source(path) };
  }

  /** The objects of the list at a path, as places of their own in the same document. */
  parts(path: string): readonly Part[] {
    const found = at(this.#document, path);
    if (!Array.isArray(found)) return [];
    return found.flatMap((item, index) => (isObject(item) ? [new Part(this.address, `${path}[${index}]`, item)] : []));
  }
}

/** An object inside a document. */
export class Part {
  readonly #address: string;
  readonly #prefix: string;
  readonly document: JsonObject;

  constructor(address: string, prefix: string, document: JsonObject) {
    this.#address = address;
    this.#prefix = prefix;
    this.document = document;
  }

  /** The source of a field, or of the whole object. */
  source(path = ""): Source {
    return { address: this.#address, path: path === "" ? this.#prefix : `${this.#prefix}.${path}` };
  }

  /** The text, number or boolean at a path; undefined where nothing is said. */
  value(path: string): Value | undefined {
    const found = at(this.document, path);
    return found === undefined || found === null ? undefined : scalar(found, this.source(path));
  }
}

/** A value that could not be read. */
export function unknown(reason: string, source: Source): Unknown {
  return { kind: "unknown", reason, source };
}

/** A list of which nothing could be read. */
export function unknownValues(reason: string, source: Source): Values {
  return { items: [], incomplete: reason, source };
}

function scalar(value: unknown, source: Source): Value {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return { kind: "literal", value, source };
  }
  return unknown("the answer holds neither a text nor a number there", source);
}
