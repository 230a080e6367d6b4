/** JSON that is written as a text, with references in its strings: bodies of azapi 1.x, `MCP_TOOL_SCOPES`. */
import type { Argument } from "./configuration";
import { fromParts, type Part, type Reference, type Source, type Value } from "./value";

/** Characters of a private use area that stand around the number of a reference while the text is parsed. */
const open = "\uE000";
const close = "\uE001";

/** Deeper than any body that a vendor accepts. */
const deepest = 64;

/** What a JSON text says; the value itself where it is no text, unknown where it is no JSON. */
export function decodeJson(value: Value): Argument {
  if (value.kind === "unknown") return value.json ? placed(value.json, value.source) : value;
  if (value.kind === "literal" && typeof value.value !== "string") return value;
  const parts: readonly Part[] = value.kind === "literal" ? [String(value.value)] : value.parts;
  if (parts.length === 1 && typeof parts[0] === "object") return value;
  if (parts.some((part) => typeof part === "string" && (part.includes(open) || part.includes(close)))) {
    return unknown("it holds characters of a private use area", value.source);
  }
  const references: Reference[] = [];
  const text = parts.map((part) => (typeof part === "string" ? part : `${open}${references.push(part) - 1}${close}`));
  try {
    return toArgument(JSON.parse(text.join("")), references, value.source, 0);
  } catch {
    return unknown("it is no JSON that can be read without knowing what it refers to", value.source);
  }
}

/** The same at a place; lines are told where the place has one. */
function placed(argument: Argument, at: Source): Argument {
  const position = at.position && (argument.source.position ?? at.position);
  const source: Source = { address: at.address, path: at.path, ...(position && { position }) };
  if (argument.kind === "list") {
    return { ...argument, items: argument.items.map((item, index) => placed(item, within(at, `[${index}]`))), source };
  }
  if (argument.kind === "map") {
    const entries = [...argument.entries].map(([name, entry]) => [name, placed(entry, within(at, name))] as const);
    return { ...argument, entries: new Map(entries), source };
  }
  return { ...argument, source };
}

function toArgument(json: unknown, references: readonly Reference[], source: Source, depth: number): Argument {
  if (depth > deepest) return unknown("it is nested too deeply", source);
  if (typeof json === "string") return fromParts(partsOf(json, references), source);
  if (typeof json === "number" || typeof json === "boolean" || json === null) {
    return { kind: "literal", value: json, source };
  }
  if (Array.isArray(json)) {
    const items = json.map((item: unknown, index) =>
      toArgument(item, references, within(source, `[${index}]`), depth + 1),
    );
    return { kind: "list", items, source };
  }
  const entries = Object.entries(json as object).map(
    ([name, entry]) => [name, toArgument(entry, references, within(source, name), depth + 1)] as const,
  );
  return { kind: "map", entries: new Map(entries), source };
}

function partsOf(text: string, references: readonly Reference[]): readonly Part[] {
  return text.split(new RegExp(`${open}(\\d+)${close}`)).map((piece, index) => {
    const reference = index % 2 === 1 ? references[Number(piece)] : undefined;
    return reference ?? piece;
  });
}

/** The place of a member of what stands at a place. */
export function within(source: Source, step: string): Source {
  const path = source.path === "" || step.startsWith("[") ? source.path + step : `${source.path}.${step}`;
  return { ...source, path };
}

function unknown(reason: string, source: Source): Value {
  return { kind: "unknown", reason, source };
}
