import type { Source, Unknown, Value, Values } from "../../checks/wiring/value";
import { at, isObject, itemsAt, type JsonObject } from "./json";

/** A document of a live system, or an object in it, by the path of the vendor's API where it stands; its values are literal. */
export class Place {
  readonly address: string;
  readonly #document: JsonObject;
  readonly #prefix: string;

  constructor(address: string, document: JsonObject, prefix = "") {
    this.address = address;
    this.#document = document;
    this.#prefix = prefix;
  }

  /** The source of a field, or of the whole. */
  source(path = ""): Source {
    return { address: this.address, path: [this.#prefix, path].filter((part) => part !== "").join(".") };
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

  /** The objects of the list at a path. */
  parts(path: string): readonly Place[] {
    return itemsAt(this.#document, path).flatMap((item, index) =>
      isObject(item) ? [new Place(this.address, item, this.source(`${path}[${index}]`).path)] : [],
    );
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
