/** `jsonencode` of what is known. */
import type { Argument } from "../../configuration";
import type { Literal, Symbolic, Unknown } from "../../value";
import type { Position } from "./expression";
import { known, unknown } from "./pieces";

const longest = 1_000_000;

/** The JSON text of a value, or why it is not known. */
export function asJson(value: Argument, at: Position): Literal | Symbolic | Unknown {
  const written = { length: 0 };
  const json = encode(value, written);
  return typeof json === "string" ? known(json, at) : unknown(json.reason, at);
}

function encode(value: Argument, written: { length: number }): string | { reason: string } {
  if (written.length > longest) return { reason: "it is too long to be followed" };
  switch (value.kind) {
    case "unknown":
      return { reason: value.reason };
    case "symbolic":
      return { reason: "it is JSON of what is known after apply only" };
    case "literal":
      return counted(written, escapedAsTerraform(JSON.stringify(value.value)));
    case "list": {
      if (value.incomplete !== undefined) return { reason: value.incomplete };
      const items: string[] = [];
      for (const item of value.items) {
        const json = encode(item, written);
        if (typeof json !== "string") return json;
        items.push(json);
      }
      return counted(written, `[${items.join(",")}]`, items.length + 2);
    }
    case "map": {
      if (value.incomplete !== undefined) return { reason: value.incomplete };
      const entries: string[] = [];
      for (const [key, item] of [...value.entries].sort(([left], [right]) => (left < right ? -1 : 1))) {
        const json = encode(item, written);
        if (typeof json !== "string") return json;
        entries.push(`${escapedAsTerraform(JSON.stringify(key))}:${json}`);
      }
      return counted(written, `{${entries.join(",")}}`, entries.length + 2);
    }
  }
}

function counted(written: { length: number }, json: string, length = json.length): string {
  written.length += length;
  return json;
}

/** Terraform escapes what HTML would read. */
function escapedAsTerraform(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
