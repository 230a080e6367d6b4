/**
 * Values as the layers of a deployment say them: known, known up to what a resource computes, or unknown.
 * Readers produce them, rules compare them; neither knows of the other.
 */

import type { Argument } from "./configuration";

/** Where a value stands. */
export interface Source {
  /** Address of the block, for example `azapi_resource.connection` or `data.okta_group.editors`; for a live system, the vendor's path. */
  readonly address: string;
  /** Path of the attribute in it, for example `body.properties.scopes[0]`; empty for the block as a whole. */
  readonly path: string;
  /** The file, where the value was read from text. @default the address alone tells the place */
  readonly position?: { readonly file: string; readonly line: number; readonly column: number };
}

/** An attribute that a resource computes, or anything else that Terraform knows at apply only. */
export interface Reference {
  /** `okta_auth_server.main`, `data.azuread_group.editors`, `module.identity` or `var.client_id`. */
  readonly address: string;
  /** Path of the attribute, for example `output.redirect_url`; empty for the whole. */
  readonly path: string;
}

/** A part of a symbolic value: text, or a reference that stands for text. */
export type Part = string | Reference;

/** A value that is written or known. */
export interface Literal {
  readonly kind: "literal";
  readonly value: string | number | boolean | null;
  readonly source: Source;
}

/**
 * A value in normal form: literal parts and references, with locals, variables and written attributes followed. Two adjacent texts
 * never occur; a single reference is a list of one part.
 */
export interface Symbolic {
  readonly kind: "symbolic";
  readonly parts: readonly Part[];
  readonly source: Source;
}

/** A value that cannot be told, or of which only a part can. */
export interface Unknown {
  readonly kind: "unknown";
  /** As a clause that completes "because": `it is the result of the function lower`. */
  readonly reason: string;
  /** A text of the same length and letters, where nothing but the digits of a hash is unknown. @default not even its form is known */
  readonly example?: string;
  /** What it is formed from, where that is all that is known of it. @default not even that is known */
  readonly mentions?: readonly Reference[];
  /** What it says as JSON, where it is a JSON text of which a part is not known. @default it may be any text */
  readonly json?: Argument;
  /** Terraform refuses it, as what is taken from a map that has no such key: `try` goes on there. @default it has a value */
  readonly refused?: true;
  readonly source: Source;
}

/** One value. */
export type Value = Literal | Symbolic | Unknown;

/** A list or set of values. */
export interface Values {
  readonly items: readonly Value[];
  /** Why there may be more items than these, as `Unknown.reason`. @default these are all */
  readonly incomplete?: string;
  readonly source: Source;
}

/** What a comparison came to. */
export type Comparison =
  | { readonly outcome: "equal" }
  | { readonly outcome: "different" }
  | { readonly outcome: "undecided"; readonly missing: string };

const equal: Comparison = { outcome: "equal" };
const different: Comparison = { outcome: "different" };

/** A known text or number. */
export function literalValue(value: Literal["value"], source: Source): Literal {
  return { kind: "literal", value, source };
}

/** The text of a literal; undefined for anything else. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

/** The boolean of a literal, also where it is written as a text, as Terraform takes it; undefined for anything else. */
export function booleanOf(value: Value | undefined): boolean | undefined {
  if (value?.kind !== "literal") return undefined;
  if (typeof value.value === "boolean") return value.value;
  if (value.value === "true") return true;
  return value.value === "false" ? false : undefined;
}

/** The only reference that a value consists of; undefined for anything else. */
export function soleReference(value: Value | undefined): Reference | undefined {
  if (value?.kind !== "symbolic" || value.parts.length !== 1) return undefined;
  const [part] = value.parts;
  return typeof part === "object" ? part : undefined;
}

/** A symbolic value from parts that may hold empty and adjacent texts; a literal where no reference is among them. */
export function fromParts(parts: readonly Part[], source: Source): Literal | Symbolic {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === "string" && typeof last === "string") merged[merged.length - 1] = last + part;
    else if (part !== "") merged.push(part);
  }
  const [only] = merged;
  if (merged.length === 0) return literalValue("", source);
  if (merged.length === 1 && typeof only === "string") return literalValue(only, source);
  return { kind: "symbolic", parts: merged, source };
}

/** Writes a value as Terraform would: `api://${data.azurerm_client_config.me.tenant_id}/weather`. */
export function showValue(value: Value | undefined): string {
  if (value === undefined) return "nothing";
  if (value.kind === "unknown") return `unknown (${value.reason})`;
  if (value.kind === "literal") return JSON.stringify(value.value);
  return JSON.stringify(
    value.parts.map((part) => (typeof part === "string" ? part : `\${${showReference(part)}}`)).join(""),
  );
}

/** Writes a reference as Terraform does. */
export function showReference({ address, path }: Reference): string {
  if (path === "") return address;
  return path.startsWith("[") ? address + path : `${address}.${path}`;
}

/** How two values are compared. */
export interface CompareOptions {
  /**
   * Whether two resources never share this attribute, such as a client id or a redirect URL: then two different sole references, or a
   * reference and a literal that is written elsewhere, are different.
   * @default false: another resource may compute the same
   */
  readonly unique?: boolean;
  /** @default false */
  readonly ignoreCase?: boolean;
}

/** Compares two values by their normal forms. */
export function compareValues(left: Value, right: Value, options: CompareOptions = {}): Comparison {
  if (left.kind === "unknown") return { outcome: "undecided", missing: left.reason };
  if (right.kind === "unknown") return { outcome: "undecided", missing: right.reason };
  if (left.kind === "literal" && right.kind === "literal") {
    return fold(String(left.value), options) === fold(String(right.value), options) ? equal : different;
  }
  const parts = [partsOf(left), partsOf(right)] as const;
  if (sameParts(parts[0], parts[1], options)) return equal;
  if (textsExclude(parts[0], parts[1], options)) return different;
  const references = [soleReference(left), soleReference(right)];
  if (options.unique && references[0] && references[1]) return different;
  const unknown = [...parts[0], ...parts[1]].filter((part) => typeof part !== "string");
  return {
    outcome: "undecided",
    missing: `${[...new Set(unknown.map(showReference))].join(" and ")} ${unknown.length > 1 ? "are" : "is"} known after apply only`,
  };
}

function partsOf(value: Literal | Symbolic): readonly Part[] {
  return value.kind === "literal" ? [String(value.value)] : value.parts;
}

function fold(text: string, { ignoreCase = false }: CompareOptions): string {
  return ignoreCase ? text.toLowerCase() : text;
}

function sameParts(left: readonly Part[], right: readonly Part[], options: CompareOptions): boolean {
  return (
    left.length === right.length &&
    left.every((part, index) => {
      const other = right[index];
      if (typeof part === "string") return typeof other === "string" && fold(part, options) === fold(other, options);
      return typeof other === "object" && other.address === part.address && other.path === part.path;
    })
  );
}

/** Whether the literal beginnings or ends contradict each other, whatever the references turn out to be. */
function textsExclude(left: readonly Part[], right: readonly Part[], options: CompareOptions): boolean {
  const ends = (parts: readonly Part[]): { begin: string; end: string; whole: boolean } => {
    const first = parts[0];
    const last = parts.at(-1);
    return {
      begin: typeof first === "string" ? fold(first, options) : "",
      end: typeof last === "string" ? fold(last, options) : "",
      whole: parts.length === 1 && typeof first === "string",
    };
  };
  const a = ends(left);
  const b = ends(right);
  const length = Math.min(a.begin.length, b.begin.length);
  const tail = Math.min(a.end.length, b.end.length);
  if (a.begin.slice(0, length) !== b.begin.slice(0, length)) return true;
  if (tail > 0 && a.end.slice(-tail) !== b.end.slice(-tail)) return true;
  // A whole text that is shorter than what the other surely holds cannot be equal to it.
  const least = (parts: readonly Part[]): number =>
    parts.reduce((sum, part) => sum + (typeof part === "string" ? part.length : 0), 0);
  return (a.whole && a.begin.length < least(right)) || (b.whole && b.begin.length < least(left));
}
