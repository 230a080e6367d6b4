/** `jsonencode` of what is known, up to what resources compute. */
import type { Argument } from "../../configuration";
import { decodeJson } from "../../json-text";
import { soleReference, type Literal, type Part, type Symbolic, type Unknown } from "../../value";
import type { Position } from "./expression";
import { movedTo, text, unknown } from "./pieces";

const longest = 1_000_000;

/** The JSON text of a value, or why it is not known; then what is known of it stands beside the reason. */
export function asJson(value: Argument, at: Position): Literal | Symbolic | Unknown {
  const encoder = new Encoder();
  const reason = encoder.encode(value);
  return reason === undefined ? text(encoder.parts, at) : { ...unknown(reason, at), json: value };
}

/** What a JSON text says; undefined where that is not known. */
export function fromJson(value: Argument, at: Position): Argument | undefined {
  if (value.kind === "list" || value.kind === "map") return undefined;
  const reference = soleReference(value);
  // The output of azapi 1 is a text, and of azapi 2 what that text says: the same members stand at the same paths.
  if (reference?.path === "output" && /(^|\.)azapi_\w+\.[^.]+$/.test(reference.address)) return value;
  const decoded = decodeJson(value);
  return reference || (decoded.kind === "unknown" && decoded.json === undefined) ? undefined : movedTo(decoded, at);
}

class Encoder {
  readonly parts: Part[] = [];
  private length = 0;

  /** Adds a value; returns why it cannot. */
  encode(value: Argument): string | undefined {
    if (this.length > longest) return "it is too long to be followed";
    switch (value.kind) {
      case "unknown":
        return value.reason;
      case "symbolic":
        // What a resource computes is a text nearly always; where it is a list, whoever decodes this finds the reference again.
        this.add('"', ...value.parts.map((part) => (typeof part === "string" ? inText(part) : part)), '"');
        return undefined;
      case "literal":
        this.add(escapedAsTerraform(JSON.stringify(value.value)));
        return undefined;
      case "list":
        return value.incomplete ?? this.list(value.items);
      case "map":
        return value.incomplete ?? this.map(value.entries);
    }
  }

  private list(items: readonly Argument[]): string | undefined {
    this.add("[");
    for (const [index, item] of items.entries()) {
      if (index > 0) this.add(",");
      const reason = this.encode(item);
      if (reason !== undefined) return reason;
    }
    this.add("]");
    return undefined;
  }

  private map(entries: ReadonlyMap<string, Argument>): string | undefined {
    this.add("{");
    const sorted = [...entries].sort(([left], [right]) => (left < right ? -1 : 1));
    for (const [index, [key, item]] of sorted.entries()) {
      this.add(index > 0 ? "," : "", escapedAsTerraform(JSON.stringify(key)), ":");
      const reason = this.encode(item);
      if (reason !== undefined) return reason;
    }
    this.add("}");
    return undefined;
  }

  private add(...parts: readonly Part[]): void {
    for (const part of parts) {
      const last = this.parts.at(-1);
      if (typeof part === "string" && typeof last === "string") this.parts[this.parts.length - 1] = last + part;
      else this.parts.push(part);
      this.length += typeof part === "string" ? part.length : 1;
    }
  }
}

/** A piece of a text, without the quotes around the whole. */
function inText(piece: string): string {
  return escapedAsTerraform(JSON.stringify(piece)).slice(1, -1);
}

/** Terraform escapes what HTML would read. */
function escapedAsTerraform(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
