/** Drops and changes leaves, knowing nothing of what they mean. */
import { object, type Json } from "../../support/terraform-json";
import type { Leaf, Path } from "./leaves";

/** One fault. */
export interface Mutation {
  readonly kind: "dropped" | "changed" | "swapped";
  /** What stands there instead; undefined where nothing does. */
  readonly value: unknown;
}

/**
 * What happens to a leaf: it is dropped; it is changed to another value of its kind; and it gets what another block of its type says at
 * the same place.
 */
export function mutationsOf(leaf: Leaf, all: readonly Leaf[]): readonly Mutation[] {
  const changed = changedValue(leaf.value);
  const swapped = all.find(
    (other) => other.address !== leaf.address && samePlace(other, leaf) && ![leaf.value, changed].includes(other.value),
  );
  return [
    { kind: "dropped", value: undefined },
    { kind: "changed", value: changed },
    ...(swapped ? [{ kind: "swapped", value: swapped.value } as const] : []),
  ];
}

/** The JSON with one leaf replaced; only what lies on the way to it is copied. */
export function withMutation(json: Json, { path }: Leaf, { value }: Mutation): Json {
  return object(replaced(json, path, value));
}

function replaced(from: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(from)) {
    const items: readonly unknown[] = from;
    return items.flatMap((item, index) => {
      if (index !== step) return [item];
      return rest.length === 0 && value === undefined ? [] : [replaced(item, rest, value)];
    });
  }
  const entries = Object.entries(object(from)).flatMap(([key, item]) => {
    if (key !== step) return [[key, item] as const];
    return rest.length === 0 && value === undefined ? [] : [[key, replaced(item, rest, value)] as const];
  });
  return Object.fromEntries(entries);
}

/** The same attribute of the same type; which item of a list does not matter. */
function samePlace(one: Leaf, other: Leaf): boolean {
  const place = ({ address, within }: Leaf): string =>
    JSON.stringify([
      address.split(".").slice(0, address.startsWith("data.") ? 2 : 1),
      within.map((step) => (typeof step === "number" ? "" : step)),
    ]);
  return place(one) === place(other);
}

function changedValue(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  if (Array.isArray(value)) return ["another"];
  if (typeof value !== "string") return { another: "another" };
  return changedText(value);
}

/** Another text of the same kind: one sign is another; where nothing but expressions stands, a text stands for them. */
function changedText(text: string): string {
  const pieces = piecesOf(text);
  const words = pieces.filter(({ written }) => written).map(({ text: piece }) => piece);
  if (!words.some((word) => /[a-z0-9]/i.test(word))) return text === "" ? "another" : changedExpression(text);
  const last = pieces.findLastIndex(({ written, text: piece }) => written && /[a-z0-9]/i.test(piece));
  return pieces.map(({ text: piece }, index) => (index === last ? withOtherSign(piece) : piece)).join("");
}

/** An expression with another text inside, or a text instead of it. */
function changedExpression(text: string): string {
  const quoted = /^(?<before>.*")(?<inside>[^"]*[a-z0-9][^"]*)(?<after>"[^"]*)$/is.exec(text)?.groups;
  if (!quoted) return "another";
  return `${quoted["before"] ?? ""}${changedText(quoted["inside"] ?? "")}${quoted["after"] ?? ""}`;
}

function withOtherSign(text: string): string {
  return text.replace(/[a-z0-9](?=[^a-z0-9]*$)/i, (sign) => {
    if (/[0-9]/.test(sign)) return sign === "7" ? "8" : "7";
    return sign.toLowerCase() === "f" ? "a" : /[a-z]/.test(sign) ? "f" : "F";
  });
}

/** Written text and `${…}` in turns; quotes inside an expression may hold braces. */
function piecesOf(text: string): readonly { readonly written: boolean; readonly text: string }[] {
  const pieces = text.match(/\$\{(?:"[^"]*"|[^}"])*\}|(?:(?!\$\{).)+/gs) ?? [];
  return pieces.map((piece) => ({ written: !piece.startsWith("${"), text: piece }));
}
